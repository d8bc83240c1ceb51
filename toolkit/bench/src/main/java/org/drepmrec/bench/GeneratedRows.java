package org.drepmrec.bench;

import java.util.SplittableRandom;

/**
 * Generated feature vectors, row by row in any order: normal around the center of an item's category, then formed as those of a
 * modality are. Every row has a generator of its own. Safe for use by several threads.
 */
final class GeneratedRows {

    private static final double SPREAD = 0.7;

    /** A ReLU's threshold that a quarter of the numbers pass. */
    private static final double THRESHOLD = 0.67;

    private final int dimension;
    private final int categories;
    private final long seed;
    private final RowForm form;
    private final float[] centers;

    private GeneratedRows(int dimension, int categories, long seed, RowForm form) {
        this.dimension = dimension;
        this.categories = categories;
        this.seed = seed;
        this.form = form;
        this.centers = new float[categories * dimension];
        SplittableRandom common = new SplittableRandom(seed);
        for (int j = 0; j < centers.length; j++) {
            centers[j] = (float) (SPREAD * common.nextGaussian());
        }
    }

    private interface RowForm {
        void apply(float[] values, int from, int to);
    }

    /** Sparse and never negative, as a ReLU layer's. */
    static GeneratedRows visual(int dimension, int categories, long seed) {
        return new GeneratedRows(dimension, categories, seed * 31 + 1, (values, from, to) -> {
            for (int j = from; j < to; j++) {
                values[j] = Math.max(0f, values[j] - (float) THRESHOLD);
            }
        });
    }

    /** Of norm 1. */
    static GeneratedRows textual(int dimension, int categories, long seed) {
        return new GeneratedRows(dimension, categories, seed * 31 + 2, (values, from, to) -> {
            double square = 0;
            for (int j = from; j < to; j++) {
                square += (double) values[j] * values[j];
            }
            for (int j = from; j < to; j++) {
                values[j] /= (float) Math.sqrt(square);
            }
        });
    }

    int dimension() {
        return dimension;
    }

    /** Writes the vector of an item to an array, from a place on. */
    void write(int item, float[] out, int at) {
        SplittableRandom own = new SplittableRandom(seed * 1_000_003 + item);
        int center = own.nextInt(categories) * dimension;
        for (int j = 0; j < dimension; j++) {
            out[at + j] = centers[center + j] + (float) (SPREAD * own.nextGaussian());
        }
        form.apply(out, at, at + dimension);
    }
}
