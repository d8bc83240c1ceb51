package org.drepmrec.analysis;

import java.util.Locale;

/** How measured numbers are written in tables and sentences. */
public final class Numbers {

    private static final double LEAST_PROBABILITY = 0.0001;

    private Numbers() {}

    /** Four decimals, as papers print metrics. */
    public static String metric(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** A metric with its deviation behind it, where there is one. */
    public static String metric(double value, double deviation) {
        return Double.isNaN(deviation) ? metric(value) : metric(value) + " \u00b1 " + metric(deviation);
    }

    /** Four decimals; below 0.0001 that it is below. */
    public static String probability(double p) {
        return p < LEAST_PROBABILITY ? "<0.0001" : metric(p);
    }

    /** In a sentence: {@code p = 0.0312} or {@code p < 0.0001}. */
    public static String p(double p) {
        return p < LEAST_PROBABILITY ? "p < 0.0001" : "p = " + metric(p);
    }
}
