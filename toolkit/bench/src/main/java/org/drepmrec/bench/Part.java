package org.drepmrec.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of the benchmark. */
public enum Part {
    /** One training step with all four losses, and what each loss adds to it. */
    STEP,
    /** All relation graphs. */
    GRAPHS,
    /** One full-sort evaluation of all users. */
    EVAL,
    /** One epoch of LightGCN. */
    LIGHTGCN,
    /** Resident memory of a training in a process of its own. */
    MEMORY,
    /** Start of the toolkit to the first training step on the sample shop. */
    START,
    /** Step and memory of each model that is in no default run, at the size of Sports; long, so only where it is named. */
    FAMILY,
    /** Time and memory at 1, 2, 4 and 8 times the size; long, so only where it is named. */
    SCALE,
    /**
     * A million items and a shop of a fifth of them: neighbors, reading, training and evaluation; long, so only where it is
     * named.
     */
    GROWTH,
    /** Top 20 over HTTP at 500 requests a second; needs the load generator hey, so only where it is named. */
    SERVE;

    /**
     * What is measured if nothing is named: all but {@link #FAMILY}, {@link #SCALE}, {@link #GROWTH} and {@link #SERVE}; where steps stay on a
     * device, what a step decides.
     */
    public static Set<Part> usual(boolean onDevice) {
        return onDevice ? EnumSet.of(STEP, LIGHTGCN) : EnumSet.complementOf(EnumSet.of(FAMILY, SCALE, GROWTH, SERVE));
    }

    /**
     * The part of a name.
     *
     * @throws IllegalArgumentException if there is none, listing all
     */
    public static Part of(String name) {
        return Arrays.stream(values())
                .filter(p -> p.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("part: found \"" + name + "\", expected some of "
                        + Arrays.stream(values())
                                .map(p -> p.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
