package org.drepmrec.data;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;

/** Distinct (user, item) pairs of one split, in the order of their file; immutable. */
public final class Interactions {

    private final int[] user;
    private final int[] item;
    private final Csr matrix;

    /**
     * Copies two arrays of one length.
     *
     * @param users M, the number of users
     * @param items N, the number of items
     * @throws IllegalArgumentException if a pair occurs twice or an id lies outside 0..M-1, 0..N-1
     */
    public Interactions(int users, int items, int[] user, int[] item) {
        this.user = user.clone();
        this.item = item.clone();
        this.matrix = Csr.binary(users, items, user, item);
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
        return item[index];
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
        return (int) Arrays.stream(item).distinct().count();
    }

    @Override
    public String toString() {
        return "Interactions[" + size() + "]";
    }
}
