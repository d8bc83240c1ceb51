package org.drepmrec.sparse;

/**
 * Products of dense row-major matrices, X Y<sup>T</sup>. {@link #JAVA} needs nothing but the JDK; a package that may use
 * native engines can supply another, for example one backed by a BLAS.
 */
public interface DenseProduct {

    /**
     * Blocked, multi-threaded Java. Every entry depends on its two rows alone, never on their position or on the number
     * of threads, so equal rows give equal results to the last bit.
     */
    DenseProduct JAVA = new BlockedProduct();

    /**
     * Dot products of some rows of X with some rows of Y.
     *
     * @param x rows of {@code d} numbers
     * @param xFrom first row taken from {@code x}
     * @param xRows the number of rows taken from {@code x}
     * @param y rows of {@code d} numbers
     * @param yFrom first row taken from {@code y}
     * @param yRows the number of rows taken from {@code y}
     * @param out receives xRows x yRows numbers, row-major
     */
    void multiply(float[] x, int xFrom, int xRows, float[] y, int yFrom, int yRows, int d, float[] out);
}
