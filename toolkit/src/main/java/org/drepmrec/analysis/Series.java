package org.drepmrec.analysis;

import java.util.ArrayList;
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

    /** Half the length of the error bar at each coordinate; empty for none. */
    default double[] error() {
        return new double[0];
    }

    /** What a curve is for. */
    enum Stroke {
        /** Measured values, in a color of their own. */
        VALUES,
        /** A level to hold values against: dashed, dark. */
        LEVEL,
        /** Thin gray dashes that join what belongs together. */
        LINK
    }

    /**
     * Points joined in their order; a NaN interrupts the curve.
     *
     * @param error half the length of each point's error bar, or half the height of a band on an axis of numbers; empty for
     *     none, and none where it is NaN
     */
    record Curve(String name, double[] x, double[] y, double[] error, Stroke stroke) implements Series {

        /** Refuses arrays of different lengths. */
        public Curve {
            require(name, x.length, y.length);
            requireErrors(name, x.length, error);
        }

        /** Without errors. */
        public Curve(String name, double[] x, double[] y, Stroke stroke) {
            this(name, x, y, new double[0], stroke);
        }

        /** A dashed level across each category 0, 1, ... of an axis; equal neighbors are one line. */
        public static Curve levels(String name, double... heights) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < heights.length; i++) {
                if (i > 0 && heights[i] != heights[i - 1]) {
                    points.add(new double[] {i - 0.5, Double.NaN});
                }
                points.add(new double[] {i - 0.5, heights[i]});
                points.add(new double[] {i + 0.5, heights[i]});
            }
            return new Curve(
                    name,
                    points.stream().mapToDouble(p -> p[0]).toArray(),
                    points.stream().mapToDouble(p -> p[1]).toArray(),
                    Stroke.LEVEL);
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
            requireErrors(name, x.length, error);
        }
    }

    /**
     * A heat map over two axes of categories.
     *
     * @param z rows by the categories of the y axis, columns by those of the x axis; NaN leaves a cell empty
     * @param deviation of each value, NaN for none; or empty
     */
    record Cells(String name, double[][] z, double[][] deviation) implements Series {

        /** Without deviations. */
        public Cells(String name, double[][] z) {
            this(name, z, new double[0][]);
        }
    }

    private static void requireErrors(String name, int expected, double[] error) {
        if (error.length > 0) {
            require(name, expected, error.length);
        }
    }

    private static void require(String name, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(
                    "series " + name + ": found " + found + " values, expected " + expected + ", one for each x");
        }
    }
}
