package org.drepmrec.graph.similarity;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;

/**
 * What a projection leaves out of the dot products of users who share items: with x = Px + r, the products r . r of the items
 * that both have. Those of different items nearly cancel, since the largest directions are in P.
 */
final class SharedItems {

    private final Csr weights;
    private final Csr usersOf;
    private final int[] place;
    private final float[] left;

    /**
     * Prepares the sums.
     *
     * @param weights W, users x distinct item rows
     * @param left |r|<sup>2</sup> of each item row
     * @param members all users, list after list
     */
    SharedItems(Csr weights, float[] left, int[] members) {
        this.weights = weights;
        this.left = left;
        this.usersOf = weights.selectRows(members).transpose();
        this.place = usersOf.columns();
    }

    /**
     * Adds to the products of a user with some consecutive members.
     *
     * @param first the place of the first of them among all members
     * @param products members x width numbers, the user's in one column
     */
    void add(int user, int first, int count, float[] products, int column, int width) {
        for (int e = weights.start(user); e < weights.start(user + 1); e++) {
            int item = weights.column(e);
            int end = usersOf.start(item + 1);
            int found = Arrays.binarySearch(place, usersOf.start(item), end, first);
            float factor = weights.value(e) * left[item];
            for (int f = found < 0 ? ~found : found; f < end && place[f] < first + count; f++) {
                products[(place[f] - first) * width + column] += factor * usersOf.value(f);
            }
        }
    }
}
