package org.drepmrec.analysis;

import java.util.Arrays;

/** Mean and standard deviation. */
final class Moments {

    private Moments() {}

    /** NaN of nothing. */
    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Of a sample, with n - 1; NaN of fewer than two values. */
    static double deviation(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }
}
