package org.drepmrec.graph;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;

/**
 * Products of a block of users with all distinct item rows, G W<sub>block</sub><sup>T</sup>, one array per item row: the
 * dot products of the block with any user are then a few of these arrays, scaled and added.
 */
final class UserBlock {

    static final int SIZE = 128;

    /** So many lines of G W stay in a second-level cache until they are turned. */
    private static final int LINES = 16;

    private final FeatureGram gram;
    private final Csr weights;
    private final float[][] byItem;
    private final float[][] line;
    private final float[] product = new float[SIZE];

    UserBlock(FeatureGram gram, Csr weights) {
        this.gram = gram;
        this.weights = weights;
        this.byItem = new float[weights.cols()][SIZE];
        this.line = gram.whole() == null ? null : new float[LINES][weights.cols()];
    }

    /** Moves to {@code count} users from a place of a list on. */
    void fill(int[] users, int from, int count) {
        if (line == null) {
            int[] which = Arrays.copyOfRange(users, from, from + count);
            float[] all = gram.productsWithItems(gram.vectors(weights, which), count);
            for (int i = 0; i < byItem.length; i++) {
                System.arraycopy(all, i * count, byItem[i], 0, count);
            }
            return;
        }
        float[][] whole = gram.whole();
        for (int first = 0; first < count; first += LINES) {
            int lines = Math.min(LINES, count - first);
            for (int b = 0; b < lines; b++) {
                Arrays.fill(line[b], 0f);
                weights.addRow(users[from + first + b], whole, line[b]);
            }
            for (int i = 0; i < byItem.length; i++) {
                float[] item = byItem[i];
                for (int b = 0; b < lines; b++) {
                    item[first + b] = line[b][i];
                }
            }
        }
    }

    /** Dot products of a user with the users of this block; those beyond its count mean nothing. Reused. */
    float[] with(int user) {
        Arrays.fill(product, 0f);
        weights.addRow(user, byItem, product);
        return product;
    }
}
