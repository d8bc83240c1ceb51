package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis of a {@link Chart}.
 *
 * @param label what is measured, with its unit
 * @param log whether equal distances are equal factors
 * @param categories names of the positions 0, 1, ...; empty for numbers
 * @param included values that the axis shows whatever is drawn
 */
public record Axis(String label, boolean log, List<String> categories, List<Double> included) {

    /** Freezes the categories. */
    public Axis {
        categories = List.copyOf(categories);
        included = List.copyOf(included);
    }

    /** Numbers. */
    public static Axis linear(String label) {
        return new Axis(label, false, List.of(), List.of());
    }

    /** Positive numbers; others are not drawn. */
    public static Axis log(String label) {
        return new Axis(label, true, List.of(), List.of());
    }

    /** Named positions 0, 1, ... */
    public static Axis categories(String label, List<String> names) {
        return new Axis(label, false, names, List.of());
    }

    /** A copy that shows these values too, so that charts with the same ones can be compared. */
    public Axis including(double... values) {
        return new Axis(
                label,
                log,
                categories,
                DoubleStream.concat(included.stream().mapToDouble(v -> v), Arrays.stream(values))
                        .boxed()
                        .toList());
    }

    /** Whether it has names instead of numbers. */
    public boolean named() {
        return !categories.isEmpty();
    }

    /** Whether a value has a place on it. */
    boolean shows(double value) {
        return Double.isFinite(value) && (!log || value > 0);
    }
}
