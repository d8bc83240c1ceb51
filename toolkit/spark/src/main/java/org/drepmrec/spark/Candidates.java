package org.drepmrec.spark;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The items that may be recommended, in the order that breaks ties.
 *
 * @param names what each is called
 * @param vectors items x d, row-major
 * @param dimension d
 */
record Candidates(String[] names, float[] vectors, int dimension) {

    /** Only the items that are kept; they move up. */
    Candidates only(boolean[] kept) {
        int[] left = IntStream.range(0, names.length).filter(i -> kept[i]).toArray();
        if (left.length == names.length) {
            return this;
        }
        String[] leftNames = new String[left.length];
        float[] leftVectors = new float[left.length * dimension];
        for (int k = 0; k < left.length; k++) {
            leftNames[k] = names[left[k]];
            System.arraycopy(vectors, left[k] * dimension, leftVectors, k * dimension, dimension);
        }
        return new Candidates(leftNames, leftVectors, dimension);
    }

    int size() {
        return names.length;
    }

    /** The vectors from one place to before another. */
    float[] block(int from, int to) {
        return Arrays.copyOfRange(vectors, from * dimension, to * dimension);
    }
}
