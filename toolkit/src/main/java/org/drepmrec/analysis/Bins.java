package org.drepmrec.analysis;

import java.util.Arrays;

/** Equal intervals from the least to the greatest value; a value on a border belongs to the upper one, the greatest to the last. */
record Bins(double[] middles, double[] counts, double width) {

    static Bins of(double[] values, int bins) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0 || bins < 1) {
            throw new IllegalArgumentException(
                    "histogram: found " + finite.length + " values and " + bins + " bins, expected at least 1 of each");
        }
        double low = Arrays.stream(finite).min().getAsDouble();
        double high = Arrays.stream(finite).max().getAsDouble();
        double width = high > low ? (high - low) / bins : 1.0 / bins;
        double start = high > low ? low : low - 0.5;
        double[] middles = new double[bins];
        double[] counts = new double[bins];
        Arrays.setAll(middles, b -> start + (b + 0.5) * width);
        for (double v : finite) {
            counts[Math.min(bins - 1, (int) ((v - start) / width))]++;
        }
        return new Bins(middles, counts, width);
    }
}
