package org.drepmrec.io;

import java.util.Arrays;
import java.util.stream.IntStream;

/** An array of numbers in one to three dimensions, row-major in memory whatever its file's order and type were. */
public final class NpyArray {

    private final int[] shape;
    private final float[] values;
    private final String sha256;

    NpyArray(int[] shape, float[] values, String sha256) {
        this.shape = shape;
        this.values = values;
        this.sha256 = sha256;
    }

    /** One size for a vector, rows and columns for a matrix, and three sizes where each row is a matrix. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of rows; of numbers, for a vector. */
    public int rows() {
        return shape[0];
    }

    /** How many numbers a row has; 1 for a vector. */
    public int columns() {
        return IntStream.of(shape).skip(1).reduce(1, (a, b) -> a * b);
    }

    /** How many parts each row has: the second of three sizes, else 1. */
    public int regions() {
        return shape.length == 3 ? shape[1] : 1;
    }

    /** All numbers, row-major; not a copy, for these arrays are large. */
    public float[] values() {
        return values;
    }

    /** The hash of the file's bytes, lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    @Override
    public String toString() {
        return "NpyArray" + Arrays.toString(shape);
    }
}
