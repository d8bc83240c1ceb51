package org.drepmrec.spark;

import java.io.Serializable;
import java.util.Arrays;

/** Vectors of items with consecutive numbers. */
final class VectorBlock implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int first;
    private final int dimension;
    private final float[] vectors;

    /**
     * Wraps an array.
     *
     * @param first number of the first item
     * @param dimension d
     * @param vectors items x d, row-major
     */
    VectorBlock(int first, int dimension, float[] vectors) {
        this.first = first;
        this.dimension = dimension;
        this.vectors = vectors;
    }

    int first() {
        return first;
    }

    int dimension() {
        return dimension;
    }

    int size() {
        return vectors.length / dimension;
    }

    float[] vectors() {
        return vectors;
    }

    /** 1 over the length of each vector, 0 of a zero vector, so that its cosines become 0. */
    float[] inverseLengths() {
        float[] inverse = new float[size()];
        for (int r = 0; r < inverse.length; r++) {
            double sum = 0;
            for (int j = r * dimension; j < (r + 1) * dimension; j++) {
                sum += (double) vectors[j] * vectors[j];
            }
            inverse[r] = sum == 0 ? 0f : (float) (1 / Math.sqrt(sum));
        }
        return inverse;
    }

    /** Whether a vector has the bits of another block's. */
    boolean equal(int row, VectorBlock other, int otherRow) {
        return Arrays.equals(
                vectors,
                row * dimension,
                (row + 1) * dimension,
                other.vectors,
                otherRow * dimension,
                (otherRow + 1) * dimension);
    }
}
