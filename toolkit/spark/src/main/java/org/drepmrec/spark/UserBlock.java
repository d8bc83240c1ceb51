package org.drepmrec.spark;

import java.io.Serializable;

/** Some users on their way to a task: what they are called, their vectors and what they have. No record, for Kryo's sake. */
final class UserBlock implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String[] names;
    private final float[] vectors;
    private final int[][] seen;

    /**
     * Wraps arrays.
     *
     * @param vectors users x d, row-major
     * @param seen of each user the places of the items that she does not see again, ascending
     */
    UserBlock(String[] names, float[] vectors, int[][] seen) {
        this.names = names;
        this.vectors = vectors;
        this.seen = seen;
    }

    int size() {
        return names.length;
    }

    String name(int user) {
        return names[user];
    }

    float[] vectors() {
        return vectors;
    }

    int[] seen(int user) {
        return seen[user];
    }
}
