package org.drepmrec.eval;

import org.drepmrec.sparse.PackedRows;

/** Scores by the dot product of a user's and an item's embedding, {@code e_u . e_i}. The item matrix is packed once. */
public final class DotScorer implements Scorer {

    private final int users;
    private final int items;
    private final int dimension;
    private final float[] user;
    private final PackedRows packed;

    /**
     * Wraps the user matrix, which must not be modified afterwards, and copies the item matrix.
     *
     * @param dimension d
     * @param user M x d, row-major
     * @param item N x d, row-major
     * @throws IllegalArgumentException if the size of a matrix is not a multiple of d
     */
    public DotScorer(int dimension, float[] user, float[] item) {
        if (dimension < 1 || user.length % dimension != 0 || item.length % dimension != 0) {
            throw new IllegalArgumentException("embeddings: found " + user.length + " numbers of users and "
                    + item.length + " of items, expected whole rows of d = " + dimension);
        }
        this.dimension = dimension;
        this.users = user.length / dimension;
        this.items = item.length / dimension;
        this.user = user;
        this.packed = new PackedRows(item, 0, items, dimension);
    }

    @Override
    public int users() {
        return users;
    }

    @Override
    public int items() {
        return items;
    }

    @Override
    public void score(int[] user, int count, float[] out) {
        packed.multiply(this.user, user, count, out);
    }

    @Override
    public String toString() {
        return "DotScorer[" + users + " users, " + items + " items, d = " + dimension + "]";
    }
}
