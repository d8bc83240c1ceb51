package org.drepmrec.analysis;

import java.util.List;

/** A property of each item that can color a picture of the items. */
public sealed interface ItemColoring {

    /** What it tells. */
    String name();

    /**
     * A group for each item.
     *
     * @param labels the names of the groups
     * @param colors such as {@code #0072b2}; the last one is for all groups from there on
     * @param groups the group of each item, an index of the labels
     */
    record ByGroup(String name, List<String> labels, List<String> colors, int[] groups) implements ItemColoring {}

    /**
     * A number for each item.
     *
     * @param scale colors from the least value to the greatest, at equal steps
     * @param logarithmic whether equal steps are equal ratios of value + 1
     * @param values one for each item; not a number where there is none
     */
    record ByValue(String name, List<String> scale, boolean logarithmic, double[] values) implements ItemColoring {}
}
