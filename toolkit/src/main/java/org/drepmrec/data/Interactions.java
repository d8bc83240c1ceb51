package org.drepmrec.data;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;

/**
 * Distinct (user, item) pairs of one split, by ascending user and item; immutable.
 *
 * <p>The order in which a file lists them is not kept, so it cannot decide what a seed draws.
 */
public final class Interactions {

    private final Csr matrix;
    private final int[] user;

    /**
     * Takes pairs in any order.
     *
     * @param users M, the number of users
     * @param items N, the number of items
     * @throws IllegalArgumentException if a pair occurs twice or an id lies outside 0..M-1, 0..N-1
     */
    public Interactions(int users, int items, int[] user, int[] item) {
        this.matrix = Csr.binary(users, items, user, item);
        this.user = new int[matrix.nonZeros()];
        for (int u = 0; u < users; u++) {
            Arrays.fill(this.user, matrix.start(u), matrix.start(u + 1), u);
        }
        if (matrix.nonZeros() != user.length) {
            throw new IllegalArgumentException("interactions: found " + (user.length - matrix.nonZeros())
                    + " repeated pairs, expected distinct ones; collapse duplicates first");
        }
    }

    /** The number of pairs. */
    public int size() {
        return user.length;
    }

    /** User of a pair. */
    public int user(int index) {
        return user[index];
    }

    /** Item of a pair. */
    public int item(int index) {
        return matrix.column(index);
    }

    /** The binary M x N matrix R of the pairs. */
    public Csr matrix() {
        return matrix;
    }

    /** The items of a user, ascending. */
    public int[] itemsOf(int userId) {
        return matrix.columns(userId);
    }

    /** The number of users with at least one pair. */
    public int activeUsers() {
        return (int) Arrays.stream(user).distinct().count();
    }

    /** The number of items with at least one pair. */
    public int activeItems() {
        return (int) Arrays.stream(matrix.columns()).distinct().count();
    }

    @Override
    public String toString() {
        return "Interactions[" + size() + "]";
    }
}
