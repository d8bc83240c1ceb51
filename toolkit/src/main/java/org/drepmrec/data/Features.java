package org.drepmrec.data;

import java.util.Arrays;
import org.drepmrec.io.Sha256;

/**
 * The feature vectors of one modality: one row of {@code dimension} numbers per item.
 *
 * <p>The array is shared, not copied, by the constructor and by {@link #values}: Baby's visual features take 115 MB.
 * Nothing in the toolkit writes to it, and callers must not either; graphs, fingerprints and trained models would not
 * reflect the change.
 */
public final class Features {

    private final int rows;
    private final int dimension;
    private final float[] values;

    /**
     * Wraps a row-major array, which must not be modified afterwards.
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

    /** All numbers, row-major. This is the internal array; do not modify it. {@link #row} copies. */
    public float[] values() {
        return values;
    }

    /** The vector of one item; a copy. */
    public float[] row(int item) {
        return Arrays.copyOfRange(values, item * dimension, (item + 1) * dimension);
    }

    /** Adds rows, dimension and all numbers to a hash, and returns it. */
    public Sha256 addTo(Sha256 hash) {
        return hash.add(rows).add(dimension).add(values);
    }

    /** The same vectors with norm 1; zero vectors are unchanged. */
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
