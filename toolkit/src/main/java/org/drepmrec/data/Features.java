package org.drepmrec.data;

import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyMap;
import org.drepmrec.io.Sha256;

/**
 * The feature vectors of one modality: one row of {@code dimension} numbers per item. A row may be that of several regions of
 * the item's picture, one after the other, each of {@code dimension / regions} numbers; models that know no regions take the row
 * as it is.
 *
 * <p>The array is shared, not copied, by the constructor and by {@link #values}: Baby's visual features take 115 MB.
 * Nothing in the toolkit writes to it, and callers must not either; graphs, fingerprints and trained models would not
 * reflect the change.
 */
public final class Features {

    private final int rows;
    private final int dimension;
    private final int regions;
    private final float[] values;
    private final NpyMap map;

    /** Features without regions, see {@link #Features(int, int, int, float[])}. */
    public Features(int rows, int dimension, float[] values) {
        this(rows, dimension, 1, values);
    }

    /**
     * Wraps a row-major array, which must not be modified afterwards.
     *
     * @param dimension numbers per row, those of all regions together
     * @param regions equal parts of a row; 1 for none
     * @throws IllegalArgumentException if the array is not rows x dimension, a row has no such parts, or it holds NaN or infinity
     */
    public Features(int rows, int dimension, int regions, float[] values) {
        if (dimension < 1 || values.length != (long) rows * dimension) {
            throw new IllegalArgumentException(
                    "features: found " + values.length + " numbers, expected " + rows + " rows of " + dimension);
        }
        if (regions < 1 || dimension % regions != 0) {
            throw new IllegalArgumentException("features: found " + regions + " regions in rows of " + dimension
                    + " numbers, expected at least 1, and as many numbers in each");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw notFinite(i / dimension, i % dimension, values[i]);
            }
        }
        this.rows = rows;
        this.dimension = dimension;
        this.regions = regions;
        this.values = values;
        this.map = null;
    }

    /**
     * Features that stay in their file; {@link #copy} reads them.
     *
     * @throws IllegalArgumentException if there is NaN or infinity
     */
    public Features(NpyMap map) {
        this.rows = map.rows();
        this.dimension = map.columns();
        this.regions = 1;
        this.values = null;
        this.map = map;
        float[] row = new float[dimension];
        for (int i = 0; i < rows; i++) {
            map.copy(i, row, 0);
            requireFinite(row, i);
        }
    }

    private static void requireFinite(float[] row, int item) {
        for (int j = 0; j < row.length; j++) {
            if (!Float.isFinite(row[j])) {
                throw notFinite(item, j, row[j]);
            }
        }
    }

    private static IllegalArgumentException notFinite(int row, int column, float found) {
        return new IllegalArgumentException("features: row " + row + ", column " + column + " is " + found
                + ", expected finite numbers; re-export the features");
    }

    /** The number of items. */
    public int rows() {
        return rows;
    }

    /** The feature size d_m. */
    public int dimension() {
        return dimension;
    }

    /** R, the equal parts of a row, each of one region of a picture; 1 where there are none. */
    public int regions() {
        return regions;
    }

    /** Other rows of the same dimension and regions; the array is wrapped. */
    public Features with(int otherRows, float[] others) {
        return new Features(otherRows, dimension, regions, others);
    }

    /** Whether the numbers stay in their file. */
    public boolean isMapped() {
        return map != null;
    }

    /**
     * All numbers, row-major. This is the internal array; do not modify it. {@link #row} copies. Of {@linkplain #isMapped mapped}
     * features it is a copy each time.
     *
     * @throws DataException if mapped features are more numbers than an array holds
     */
    public float[] values() {
        if (map == null) {
            return values;
        }
        if ((long) rows * dimension > Integer.MAX_VALUE - 8) {
            throw DataException.of(
                    "features",
                    rows + " rows of " + dimension + " numbers",
                    "at most " + (Integer.MAX_VALUE - 8) + " numbers where all are needed at once",
                    "reduce the dimension, for instance by PCA");
        }
        float[] all = new float[rows * dimension];
        for (int i = 0; i < rows; i++) {
            map.copy(i, all, i * dimension);
        }
        return all;
    }

    /** The vector of one item; a copy. */
    public float[] row(int item) {
        float[] row = new float[dimension];
        copy(item, row, 0);
        return row;
    }

    /** Writes the vector of an item to an array, from a place on. */
    public void copy(int item, float[] out, int at) {
        if (map == null) {
            System.arraycopy(values, item * dimension, out, at, dimension);
        } else {
            map.copy(item, out, at);
        }
    }

    /** Adds rows, dimension, regions if there are several, and all numbers to a hash, and returns it. */
    public Sha256 addTo(Sha256 hash) {
        hash.add(rows).add(dimension);
        if (regions > 1) {
            hash.add(regions);
        }
        if (map == null) {
            return hash.add(values);
        }
        float[] row = new float[dimension];
        for (int i = 0; i < rows; i++) {
            map.copy(i, row, 0);
            hash.add(row);
        }
        return hash;
    }

    /** The same vectors with norm 1; zero vectors are unchanged. */
    public Features normalizedRows() {
        float[] values = values();
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
        return with(rows, unit);
    }

    @Override
    public String toString() {
        String row = regions == 1 ? "" + dimension : regions + " x " + dimension / regions;
        return "Features[" + rows + " x " + row + "]";
    }
}
