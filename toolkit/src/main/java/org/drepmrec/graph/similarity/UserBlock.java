package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.drepmrec.sparse.Csr;

/**
 * Products of a block of users with all distinct item rows, G W<sub>block</sub><sup>T</sup>, one array per item row: the
 * dot products of the block with any user are then a few of these arrays, scaled and added.
 */
final class UserBlock implements NodeBlock {

    /** Long enough for vector instructions, short enough for the products to stay in a third-level cache. */
    private static final int OF_MATRIX = 256;

    /** As many as a dense product takes at its fastest. */
    private static final int OF_VECTORS = 512;

    /** Lines of G W that are turned into columns at once. */
    private static final int LINES = 8;

    private final FeatureGram gram;
    private final float[][] whole;
    private final Csr weights;
    private final float[][] byItem;
    private final float[][] line;

    /**
     * An empty block.
     *
     * @param whole the Gram matrix, or null to multiply vectors
     * @param weights W, users x distinct item rows
     * @param width the most users, a multiple of 8
     */
    UserBlock(FeatureGram gram, float[][] whole, Csr weights, int width) {
        this.gram = gram;
        this.whole = whole;
        this.weights = weights;
        this.byItem = new float[weights.cols()][width];
        this.line = whole == null ? null : new float[LINES][weights.cols()];
    }

    /** How many users at once are fastest: fewer where the Gram matrix is held than where their vectors are multiplied. */
    static int width(float[][] whole) {
        return whole == null ? OF_VECTORS : OF_MATRIX;
    }

    @Override
    public void fill(int from, int count) {
        if (whole == null) {
            int[] which = IntStream.range(from, from + count).toArray();
            float[] all = gram.productsWithItems(gram.vectors(weights, which), count);
            for (int i = 0; i < byItem.length; i++) {
                System.arraycopy(all, i * count, byItem[i], 0, count);
            }
            return;
        }
        for (int first = 0; first < count; first += LINES) {
            for (int b = 0; b < Math.min(LINES, count - first); b++) {
                Arrays.fill(line[b], 0f);
                weights.addRow(from + first + b, whole, line[b]);
            }
            turn(line, byItem, first);
        }
    }

    /** Writes eight lines to columns {@code first} to {@code first + 7}. */
    static void turn(float[][] line, float[][] byItem, int first) {
        float[] line0 = line[0];
        float[] line1 = line[1];
        float[] line2 = line[2];
        float[] line3 = line[3];
        float[] line4 = line[4];
        float[] line5 = line[5];
        float[] line6 = line[6];
        float[] line7 = line[7];
        for (int i = 0; i < byItem.length; i++) {
            float[] item = byItem[i];
            item[first] = line0[i];
            item[first + 1] = line1[i];
            item[first + 2] = line2[i];
            item[first + 3] = line3[i];
            item[first + 4] = line4[i];
            item[first + 5] = line5[i];
            item[first + 6] = line6[i];
            item[first + 7] = line7[i];
        }
    }

    @Override
    public void with(int user, float[] products) {
        Arrays.fill(products, 0f);
        weights.addRow(user, byItem, products);
    }
}
