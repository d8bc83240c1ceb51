package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/**
 * Products W G W<sup>T</sup> among a few users, from the lower half of G: if L is that half with its diagonal halved, they
 * are T + T<sup>T</sup> with T = W L W<sup>T</sup>. Items lie in the order of how many users have them, most first, so that
 * the rows of L that are added up most often are the shortest: a fifth of what whole rows of G would be.
 */
final class UserProducts {

    /** Users that are handled at once. */
    private static final int SIZE = 128;

    /** Lines of W L that are turned into columns at once. */
    private static final int LINES = 8;

    private static final int TILE = 64;

    private final Csr weights;
    private final float[][] lower;
    private final Queue<Columns> spare = new ConcurrentLinkedQueue<>();

    /**
     * From a whole Gram matrix.
     *
     * @param gram G
     * @param w users by rows of G
     */
    UserProducts(float[][] gram, Csr w) {
        int[] users = new int[w.cols()];
        for (int c : w.columns()) {
            users[c]++;
        }
        int[] order = IntStream.range(0, users.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(users[b], users[a]))
                .mapToInt(i -> i)
                .toArray();
        this.weights = w.selectColumns(order);
        this.lower = new float[order.length][];
        Parallel.forRanges(order.length, 64, (from, to) -> {
            for (int r = from; r < to; r++) {
                float[] whole = gram[order[r]];
                float[] row = new float[r + 1];
                for (int c = 0; c <= r; c++) {
                    row[c] = whole[order[c]];
                }
                row[r] /= 2;
                lower[r] = row;
            }
        });
    }

    /**
     * Adds T of some users to n x n numbers.
     *
     * @param scale what the products with each user are multiplied by
     */
    void addHalf(int[] users, double[] scale, float[] out) {
        int n = users.length;
        double[] ones = new double[weights.cols()];
        Arrays.fill(ones, 1);
        Csr some = weights.selectRows(users).scale(scale, ones);
        Parallel.forRanges((n + SIZE - 1) / SIZE, 1, (from, to) -> {
            Columns columns = spare.poll();
            columns = columns == null ? new Columns() : columns;
            float[] products = new float[SIZE];
            for (int block = from; block < to; block++) {
                int first = block * SIZE;
                int size = Math.min(SIZE, n - first);
                columns.fill(some, first, size);
                for (int v = 0; v < n; v++) {
                    System.arraycopy(out, v * n + first, products, 0, size);
                    some.addRow(v, columns.byItem, products);
                    System.arraycopy(products, 0, out, v * n + first, size);
                }
            }
            spare.add(columns);
        });
    }

    /** (W L)<sup>T</sup> of a block of users, one array per item. */
    private final class Columns {

        private final float[][] byItem = new float[lower.length][SIZE];
        private final float[][] line = new float[LINES][lower.length];

        void fill(Csr some, int from, int count) {
            for (int first = 0; first < count; first += LINES) {
                for (int b = 0; b < LINES; b++) {
                    Arrays.fill(line[b], 0f);
                    if (first + b < count) {
                        some.addShortRows(from + first + b, lower, line[b]);
                    }
                }
                UserBlock.turn(line, byItem, first);
            }
        }
    }

    /** T + T<sup>T</sup> in the place of T. */
    static void addTranspose(float[] t, int n) {
        int tiles = (n + TILE - 1) / TILE;
        Parallel.forRanges(tiles, 1, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int column = 0; column <= row; column++) {
                    addTile(t, n, row * TILE, column * TILE);
                }
            }
        });
    }

    private static void addTile(float[] t, int n, int row, int column) {
        for (int r = row; r < Math.min(n, row + TILE); r++) {
            for (int c = column; c < Math.min(r + 1, column + TILE); c++) {
                float sum = t[r * n + c] + t[c * n + r];
                t[r * n + c] = sum;
                t[c * n + r] = sum;
            }
        }
    }
}
