package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * How much two losses conflict on the embeddings that they share (paper Figure 1a): angles between their gradients, row
 * by row.
 *
 * @param rows the number of rows that both gradients reach
 * @param meanCosine over those rows; below 0 the losses pull apart, NaN if there are none
 * @param belowZero the share of those rows whose cosine is below 0; NaN if there are none
 * @param unreached the share of all rows looked at where the second gradient is zero
 */
public record GradientConflict(int rows, double meanCosine, double belowZero, double unreached) {

    /** Collects rows of one or more batches. */
    public static final class Builder {

        private final List<Double> cosines = new ArrayList<>();
        private int seen;
        private int unreached;

        /**
         * Adds rows of a batch.
         *
         * @param first a gradient, row-major
         * @param second another with respect to the same embeddings
         * @param size numbers per row
         * @param rows which to look at
         */
        public Builder add(float[] first, float[] second, int size, int... rows) {
            Vectors a = new Vectors(first.length / size, size, first);
            Vectors b = new Vectors(second.length / size, size, second);
            for (int row : rows) {
                seen++;
                if (b.norm(row) == 0) {
                    unreached++;
                } else if (a.norm(row) > 0) {
                    cosines.add(a.cosine(row, b, row));
                }
            }
            return this;
        }

        /** The result. */
        public GradientConflict build() {
            double[] all = cosines.stream().mapToDouble(c -> c).toArray();
            double below = all.length == 0
                    ? Double.NaN
                    : cosines.stream().filter(c -> c < 0).count() / (double) all.length;
            return new GradientConflict(
                    all.length, Moments.mean(all), below, seen == 0 ? Double.NaN : unreached / (double) seen);
        }
    }

    /** Starts without rows. */
    public static Builder builder() {
        return new Builder();
    }
}
