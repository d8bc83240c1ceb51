package org.drepmrec.analysis;

import java.util.List;

/**
 * An axis of a {@link Chart}.
 *
 * @param label what is measured, with its unit
 * @param log whether equal distances are equal factors
 * @param categories names of the positions 0, 1, ...; empty for numbers
 */
public record Axis(String label, boolean log, List<String> categories) {

    /** Freezes the categories. */
    public Axis {
        categories = List.copyOf(categories);
    }

    /** Numbers. */
    public static Axis linear(String label) {
        return new Axis(label, false, List.of());
    }

    /** Positive numbers; others are not drawn. */
    public static Axis log(String label) {
        return new Axis(label, true, List.of());
    }

    /** Named positions 0, 1, ... */
    public static Axis categories(String label, List<String> names) {
        return new Axis(label, false, names);
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
