package org.drepmrec.graph.similarity;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;

/**
 * What a projection leaves out of the dot products of users who share items: with x = Px + r, the products r . r of the items
 * that both have. Those of different items nearly cancel, since the largest directions are in P.
 */
final class SharedItems {

    private final Csr weights;
    private final float[] left;

    /**
     * Prepares the sums.
     *
     * @param weights W, users x distinct item rows
     * @param left |r|<sup>2</sup> of each item row
     */
    SharedItems(Csr weights, float[] left) {
        this.weights = weights;
        this.left = left;
    }

    /**
     * Adds to the products of some users with others.
     *
     * @param users those of the columns
     * @param others those of the rows, from a place on
     * @param products count x width numbers
     */
    void add(int[] users, int[] others, int from, int count, float[] products, int width) {
        // The columns with an item, as a chain of places, since most items have none.
        int[] first = new int[left.length];
        Arrays.fill(first, -1);
        int entries = 0;
        for (int user : users) {
            entries += weights.degree(user);
        }
        int[] next = new int[entries];
        int[] column = new int[entries];
        float[] value = new float[entries];
        int at = 0;
        for (int b = 0; b < users.length; b++) {
            for (int e = weights.start(users[b]); e < weights.start(users[b] + 1); e++, at++) {
                int item = weights.column(e);
                column[at] = b;
                value[at] = weights.value(e) * left[item];
                next[at] = first[item];
                first[item] = at;
            }
        }
        for (int row = 0; row < count; row++) {
            int other = others[from + row];
            for (int e = weights.start(other); e < weights.start(other + 1); e++) {
                for (int p = first[weights.column(e)]; p >= 0; p = next[p]) {
                    products[row * width + column[p]] += value[p] * weights.value(e);
                }
            }
        }
    }
}
