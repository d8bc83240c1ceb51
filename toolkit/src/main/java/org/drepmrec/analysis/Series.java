package org.drepmrec.analysis;

import java.util.List;

/** What is drawn in a {@link Chart}. Coordinates are in the units of the axes. */
public sealed interface Series {

    /** The name in the legend; of cells, what their values are. */
    String name();

    /** The horizontal coordinates; none for cells, which fill their axes. */
    default double[] x() {
        return new double[0];
    }

    /** The vertical coordinates; none for cells, which fill their axes. */
    default double[] y() {
        return new double[0];
    }

    /**
     * Points joined in their order; a NaN interrupts the curve.
     *
     * @param dashed whether it is a thin gray dashed connection instead of a colored curve
     */
    record Curve(String name, double[] x, double[] y, boolean dashed) implements Series {

        /** Refuses coordinates of different lengths. */
        public Curve {
            require(name, x.length, y.length);
        }
    }

    /**
     * Single points.
     *
     * @param text what a pointer sees at each point; empty for none
     * @param star whether they are a few remarkable points, drawn as stars
     */
    record Points(String name, double[] x, double[] y, List<String> text, boolean star) implements Series {

        /** Refuses coordinates of different lengths. */
        public Points {
            require(name, x.length, y.length);
            if (!text.isEmpty()) {
                require(name, x.length, text.size());
            }
            text = List.copyOf(text);
        }
    }

    /**
     * Bars from zero.
     *
     * @param x their middles
     * @param y their heights
     * @param error half the length of each error bar; empty for none, and no bar where it is NaN
     * @param width of each bar
     */
    record Bars(String name, double[] x, double[] y, double[] error, double width) implements Series {

        /** Refuses arrays of different lengths. */
        public Bars {
            require(name, x.length, y.length);
            if (error.length > 0) {
                require(name, x.length, error.length);
            }
        }
    }

    /**
     * A heat map over two axes of categories.
     *
     * @param z rows by the categories of the y axis, columns by those of the x axis; NaN leaves a cell empty
     */
    record Cells(String name, double[][] z) implements Series {}

    private static void require(String name, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(
                    "series " + name + ": found " + found + " values, expected " + expected + ", one for each x");
        }
    }
}
