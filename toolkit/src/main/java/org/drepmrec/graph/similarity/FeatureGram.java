package org.drepmrec.graph.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;

/**
 * The Gram matrix G = X X<sup>T</sup> of the distinct rows of a modality's features. Held as a whole once it is asked
 * for, or, above the memory budget, computed anew in blocks of rows each time.
 */
final class FeatureGram {

    static final int BLOCK = 256;

    /** Tiles are wide because a product takes the rows of its second matrix, packed, for all rows of the first. */
    private static final int HEIGHT = 512;

    private static final int WIDTH = 1024;

    private static final int TILES_BETWEEN_CHECKS = 16;

    /** A mean whose squared length is this small beside that of its parts is what rounding leaves of zero. */
    private static final double CANCELLED = 1e-6;

    /** What looking up and adding a number of G costs beside a multiply-add of {@link DenseProduct#JAVA}. */
    private static final double LOOK_UP_COST = 6;

    private final DistinctRows rows;
    private final DenseProduct product;
    private final boolean hold;
    private float[][] held;
    private double[] norms;
    private UserProducts users;
    private Csr usersOf;

    FeatureGram(Features features, DenseProduct product, boolean hold) {
        this.rows = new DistinctRows(features);
        this.product = product;
        this.hold = hold;
    }

    DistinctRows rows() {
        return rows;
    }

    DenseProduct product() {
        return product;
    }

    /** The lengths of the distinct vectors. */
    synchronized double[] norms() {
        if (norms == null) {
            double[] lengths = new double[rows.count()];
            Parallel.forRanges(lengths.length, 64, (from, to) -> {
                float[] x = new float[rows.dimension()];
                for (int r = from; r < to; r++) {
                    rows.copy(r, x, 0);
                    lengths[r] = Math.sqrt(dot(x));
                }
            });
            norms = lengths;
        }
        return norms;
    }

    /** The lengths of the items' vectors. */
    double[] itemNorms() {
        double[] distinct = norms();
        double[] all = new double[rows.items()];
        Arrays.setAll(all, i -> distinct[rows.of(i)]);
        return all;
    }

    /** The bytes that are held of the matrix. */
    synchronized long heldBytes() {
        long n = held == null ? 0 : held.length;
        return bytes(n) + (users == null ? 0 : bytes(n) / 2);
    }

    /** The bytes of a matrix. */
    static long bytes(long rows) {
        return rows * rows * Float.BYTES;
    }

    /** Forgets the matrix; it is computed again when asked for. */
    synchronized void release() {
        held = null;
        users = null;
    }

    /** Passes on all rows of G in order, in blocks; the block's array is reused. */
    void forBlocks(Block body) {
        int n = rows.count();
        float[][] whole = whole();
        float[] block = whole == null ? new float[Math.min(BLOCK, n) * n] : null;
        for (int from = 0; from < n; from += BLOCK) {
            Interrupts.check("comparing items");
            int size = Math.min(BLOCK, n - from);
            int first = from;
            if (whole == null) {
                rows.products(product, from, size, 0, n, block);
                body.accept(first, size, (r, out) -> System.arraycopy(block, (r - first) * n, out, 0, n));
            } else {
                body.accept(first, size, (r, out) -> System.arraycopy(whole[r], 0, out, 0, n));
            }
        }
    }

    /** Receives some rows of G. */
    interface Block {
        void accept(int from, int size, RowReader reader);
    }

    /** Copies one row of G to an array. */
    interface RowReader {
        void copy(int row, float[] out);
    }

    /** Dot products of all distinct rows with some vectors: count() x vectors, row-major. */
    float[] productsWithItems(float[] vectors, int count) {
        float[] out = new float[Math.multiplyExact(rows.count(), count)];
        rows.products(product, vectors, count, out);
        return out;
    }

    /** W X for some rows of W: which.length x dimension numbers. */
    float[] vectors(Csr w, int[] which) {
        return sums(w, which, rows);
    }

    /** W X for all rows of W, of any vectors X. */
    static float[] sums(Csr w, NodeVectors x) {
        return sums(w, IntStream.range(0, w.rows()).toArray(), x);
    }

    private static float[] sums(Csr w, int[] which, NodeVectors x) {
        int d = x.dimension();
        float[] all = new float[Math.multiplyExact(which.length, d)];
        Parallel.forRanges(which.length, 16, (from, to) -> {
            // Arrays of their own, since the compiler makes vector instructions of them and not of places in large
            // ones.
            float[] row = new float[d];
            float[] sum = new float[d];
            for (int b = from; b < to; b++) {
                Arrays.fill(sum, 0f);
                for (int e = w.start(which[b]); e < w.start(which[b] + 1); e++) {
                    x.copy(w.column(e), row, 0);
                    addScaled(w.value(e), row, sum);
                }
                System.arraycopy(sum, 0, all, b * d, d);
            }
        });
        return all;
    }

    /** Some distinct vectors: which.length x dimension numbers. */
    float[] rowVectors(int[] which) {
        return rows.of(which, 0, which.length);
    }

    /** The vectors of some items: items.length x dimension numbers. */
    float[] itemVectors(int[] items) {
        int d = rows.dimension();
        float[] vectors = new float[Math.multiplyExact(items.length, d)];
        for (int b = 0; b < items.length; b++) {
            rows.copy(rows.of(items[b]), vectors, b * d);
        }
        return vectors;
    }

    /** W G W<sup>T</sup> for some rows of W: which.length x which.length numbers. */
    float[] gram(Csr w, int[] which) {
        Repeats repeats = new Repeats(which);
        int[] chosen = repeats.distinct();
        float[][] whole = wholeIfCheaper(w, chosen);
        if (whole == null) {
            return repeats.expand(products(vectors(w, chosen), chosen.length));
        }
        float[] out = new float[Math.multiplyExact(chosen.length, chosen.length)];
        double[] ones = new double[chosen.length];
        Arrays.fill(ones, 1);
        userProducts(whole, w).addHalf(chosen, ones, out);
        UserProducts.addTranspose(out, chosen.length);
        return repeats.expand(out);
    }

    /** Adds to n x n numbers a matrix of which the sum with its transpose is S W G W<sup>T</sup> S for some rows of W. */
    void addHalf(Csr w, int[] which, double[] scale, float[] sum) {
        float[][] whole = wholeIfCheaper(w, which);
        if (whole == null) {
            addScaled(gram(w, which), scale, 0.5, sum);
        } else {
            userProducts(whole, w).addHalf(which, scale, sum);
        }
    }

    /** Adds S G S for some items to n x n numbers. */
    void addItems(int[] items, double[] scale, float[] sum) {
        addScaled(itemGram(items), scale, 1, sum);
    }

    private static void addScaled(float[] products, double[] scale, double factor, float[] sum) {
        int n = scale.length;
        float[] right = ItemSearch.rounded(scale);
        Parallel.forRanges(n, 64, (from, to) -> {
            for (int a = from; a < to; a++) {
                float left = (float) (factor * scale[a]);
                for (int b = 0; b < n; b++) {
                    sum[a * n + b] += left * right[b] * products[a * n + b];
                }
            }
        });
    }

    /** The whole matrix, or null where it exceeds the budget or the products of the vectors are less work. */
    private float[][] wholeIfCheaper(Csr w, int[] chosen) {
        long entries = 0;
        for (int r : chosen) {
            entries += w.degree(r);
        }
        double byVectors = (double) chosen.length * chosen.length * rows.dimension();
        double byGram = LOOK_UP_COST * entries * rows.count();
        return byGram < byVectors ? whole() : null;
    }

    private synchronized UserProducts userProducts(float[][] whole, Csr w) {
        if (users == null || !w.equals(usersOf)) {
            users = new UserProducts(whole, w);
            usersOf = w;
        }
        return users;
    }

    /** Products of vectors with each other: from the diagonal to the right, and mirrored, in little more than half the time. */
    private float[] products(float[] vectors, int n) {
        float[] out = new float[Math.multiplyExact(n, n)];
        for (int row = 0; row < n; row += BLOCK) {
            int height = Math.min(BLOCK, n - row);
            int width = n - row;
            float[] part = new float[height * width];
            product.multiply(vectors, row, height, vectors, row, width, rows.dimension(), part);
            int first = row;
            Parallel.forRanges(height, 16, (from, to) -> {
                for (int r = from; r < to; r++) {
                    System.arraycopy(part, r * width + r, out, (first + r) * n + first + r, width - r);
                }
            });
            Parallel.forRanges(width, 64, (from, to) -> {
                for (int c = from; c < to; c++) {
                    for (int r = 0; r < Math.min(height, c); r++) {
                        out[(first + c) * n + first + r] = part[r * width + c];
                    }
                }
            });
        }
        return out;
    }

    /** Dot products among some items: items.length x items.length numbers. */
    float[] itemGram(int[] items) {
        Repeats repeats = new Repeats(Arrays.stream(items).map(rows::of).toArray());
        int[] chosen = repeats.distinct();
        int n = chosen.length;
        float[][] whole = whole();
        if (whole == null) {
            return repeats.expand(products(rowVectors(chosen), n));
        }
        float[] out = new float[Math.multiplyExact(n, n)];
        Parallel.forRanges(n, 64, (from, to) -> {
            for (int a = from; a < to; a++) {
                float[] line = whole[chosen[a]];
                for (int b = 0; b < n; b++) {
                    out[a * n + b] = line[chosen[b]];
                }
            }
        });
        return repeats.expand(out);
    }

    /** The lengths of the rows of W X. */
    double[] norms(Csr w) {
        double[] longest = norms();
        float[][] whole = whole();
        double[] result = new double[w.rows()];
        Parallel.forRanges(w.rows(), 64, (from, to) -> {
            for (int r = from; r < to; r++) {
                double square = whole == null ? dot(vectors(w, new int[] {r})) : squaredNorm(whole, w, r);
                double bound = 0;
                for (int e = w.start(r); e < w.start(r + 1); e++) {
                    bound += Math.abs(w.value(e)) * longest[w.column(e)];
                }
                result[r] = square <= CANCELLED * bound * bound ? 0 : Math.sqrt(square);
            }
        });
        return result;
    }

    private static double dot(float[] vector) {
        double sum = 0;
        for (float v : vector) {
            sum += (double) v * v;
        }
        return sum;
    }

    private static double squaredNorm(float[][] g, Csr w, int row) {
        double sum = 0;
        for (int a = w.start(row); a < w.start(row + 1); a++) {
            float[] line = g[w.column(a)];
            double part = 0;
            for (int b = w.start(row); b < w.start(row + 1); b++) {
                part += (double) w.value(b) * line[w.column(b)];
            }
            sum += w.value(a) * part;
        }
        return sum;
    }

    private static void addScaled(float a, float[] x, float[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] += a * x[j];
        }
    }

    /** The whole matrix, or null where it exceeds the budget. */
    synchronized float[][] whole() {
        if (held == null && hold) {
            held = compute();
        }
        return held;
    }

    /** Tiles from the diagonal to the right are computed, what lies right of it is mirrored. */
    private float[][] compute() {
        int n = rows.count();
        float[][] g = new float[n][n];
        List<int[]> tiles = new ArrayList<>();
        for (int row = 0; row < n; row += HEIGHT) {
            for (int column = row; column < n; column += WIDTH) {
                tiles.add(new int[] {row, column});
            }
        }
        ConcurrentLinkedQueue<float[]> idle = new ConcurrentLinkedQueue<>();
        for (int from = 0; from < tiles.size(); from += TILES_BETWEEN_CHECKS) {
            Interrupts.check("computing the Gram matrix of items");
            List<int[]> next = tiles.subList(from, Math.min(from + TILES_BETWEEN_CHECKS, tiles.size()));
            Parallel.forRanges(next.size(), 1, (a, b) -> {
                float[] reused = idle.poll();
                float[] tile = reused == null ? new float[Math.min(HEIGHT, n) * Math.min(WIDTH, n)] : reused;
                for (int[] corner : next.subList(a, b)) {
                    computeTile(g, corner[0], corner[1], tile);
                }
                idle.add(tile);
            });
        }
        return g;
    }

    private void computeTile(float[][] g, int row, int column, float[] tile) {
        int height = Math.min(HEIGHT, g.length - row);
        int width = Math.min(WIDTH, g.length - column);
        rows.products(product, row, height, column, width, tile);
        for (int r = 0; r < height; r++) {
            System.arraycopy(tile, r * width, g[row + r], column, width);
        }
        for (int c = Math.max(0, row + height - column); c < width; c++) {
            float[] mirrored = g[column + c];
            for (int r = 0; r < height; r++) {
                mirrored[row + r] = tile[r * width + c];
            }
        }
    }
}
