package org.drepmrec.data;

import java.util.Arrays;

/**
 * The feature vectors of one modality: one row of {@code dimension} numbers per item.
 *
 * <p>The array that it was made of is not copied, neither on the way in nor by {@link #values}: that of Baby's pictures has
 * 115 MB. Nothing in the toolkit writes to it, and nobody else may; graphs, fingerprints and trained models would not follow.
 */
public final class Features {

    private final int rows;
    private final int dimension;
    private final float[] values;

    /**
     * Takes over a row-major array, which must not be written to afterwards.
     *
     * @throws IllegalArgumentException if the array is not rows x dimension, or holds NaN or infinity
     */
    public Features(int rows, int dimension, float[] values) {
        if (dimension < 1 || values.length != (long) rows * dimension) {
            throw new IllegalArgumentException(
                    "features: found " + values.length + " numbers, expected " + rows + " rows of " + dimension);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("features: row " + i / dimension + ", column " + i % dimension
                        + " is " + values[i] + ", expected finite numbers; re-export the features");
            }
        }
        this.rows = rows;
        this.dimension = dimension;
        this.values = values;
    }

    /** The number of items. */
    public int rows() {
        return rows;
    }

    /** The feature size d_m. */
    public int dimension() {
        return dimension;
    }

    /** All numbers, row-major; the array itself, to be read only. {@link #row} copies. */
    public float[] values() {
        return values;
    }

    /** The vector of one item; a copy. */
    public float[] row(int item) {
        return Arrays.copyOfRange(values, item * dimension, (item + 1) * dimension);
    }

    /** The same vectors with norm 1; those of zeros stay. */
    public Features normalizedRows() {
        float[] unit = new float[values.length];
        for (int r = 0; r < rows; r++) {
            double squares = 0;
            for (int c = r * dimension; c < (r + 1) * dimension; c++) {
                squares += (double) values[c] * values[c];
            }
            double norm = Math.max(Math.sqrt(squares), 1e-12);
            for (int c = r * dimension; c < (r + 1) * dimension; c++) {
                unit[c] = (float) (values[c] / norm);
            }
        }
        return new Features(rows, dimension, unit);
    }

    @Override
    public String toString() {
        return "Features[" + rows + " x " + dimension + "]";
    }
}
