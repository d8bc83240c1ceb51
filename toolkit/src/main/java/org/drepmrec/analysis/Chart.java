package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.plotly.components.Figure;

/**
 * A chart described once and drawn in two ways: as an interactive plotly figure and as an SVG without scripts. Both
 * show the same values at the same positions.
 */
public final class Chart {

    /** The least value of an axis, as a share of the greatest, above which zero lies off the axis. */
    private static final double CUT = 0.05;

    /** What is longer is cut off in the SVG. */
    static final int LABEL_CHARACTERS = 24;

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Series> series;
    private final int width;
    private final int height;

    private Chart(Builder b) {
        this.title = b.title;
        this.x = b.x;
        this.y = b.y;
        this.series = List.copyOf(b.series);
        this.width = b.width;
        this.height = b.height;
    }

    /** Starts a chart of 800 x 450 pixels. */
    public static Builder builder(String title, Axis x, Axis y) {
        return new Builder(title, x, y);
    }

    /** What it shows. */
    public String title() {
        return title;
    }

    /** The horizontal axis. */
    public Axis x() {
        return x;
    }

    /** The vertical axis. */
    public Axis y() {
        return y;
    }

    /** What is drawn, from back to front. */
    public List<Series> series() {
        return series;
    }

    /** Pixels. */
    public int width() {
        return width;
    }

    /** Pixels. */
    public int height() {
        return height;
    }

    /** As a plotly figure. */
    public Figure figure() {
        return new PlotlyChart(this).figure();
    }

    /** As an SVG document, the same for the same values. */
    public String toSvg() {
        return new SvgChart(this).draw();
    }

    /** Whether series have to be told apart by a legend. */
    boolean hasLegend() {
        return series.size() > 1;
    }

    /** Whether a curve's errors are drawn as a band, and not as a bar at each point. */
    boolean banded(int index) {
        return series.get(index) instanceof Series.Curve curve && curve.error().length > 0 && !x.named();
    }

    /** The label of the vertical axis, which admits that it is cut off where curves do not show their distance from zero. */
    String heightLabel() {
        Extent extent = Extent.of(this, false);
        boolean cut = !y.log()
                && !y.named()
                && extent.low() > CUT * extent.high()
                && series.stream().anyMatch(Series.Curve.class::isInstance);
        return cut && !extent.bars() ? y.label() + " (axis does not begin at 0)" : y.label();
    }

    /** Pixels left of the plot, enough for the names of the vertical axis. */
    int leftMargin() {
        int longest = y.categories().stream().mapToInt(String::length).max().orElse(0);
        return Math.max(85, 45 + 7 * Math.min(LABEL_CHARACTERS, longest));
    }

    /** Pixels right of the plot, enough for the scale of a heat map or a legend. */
    int rightMargin() {
        boolean heatMap = series.stream().anyMatch(Series.Cells.class::isInstance);
        return heatMap ? 115 : hasLegend() ? 190 : 30;
    }

    /** Whether the names of the horizontal axis would run into each other if they lay flat. */
    boolean slanted() {
        return longestName() * 6.5
                > (width - leftMargin() - rightMargin())
                        / (double) Math.max(1, x.categories().size());
    }

    /** Pixels below the plot, enough for the names of the horizontal axis. */
    int bottomMargin() {
        return slanted() ? 75 + (int) (2.6 * Math.min(LABEL_CHARACTERS, longestName())) : 60;
    }

    private int longestName() {
        return x.categories().stream().mapToInt(String::length).max().orElse(0);
    }

    /** A copy with one more series in front of the others. */
    public Chart with(Series more) {
        return copy(title).add(more).build();
    }

    /** A copy under another title. */
    public Chart titled(String other) {
        return copy(other).build();
    }

    private Builder copy(String name) {
        Builder copy = builder(name, x, y).size(width, height);
        series.forEach(copy::add);
        return copy;
    }

    @Override
    public String toString() {
        return "Chart[" + title + ": " + series.stream().map(Series::name).toList() + "]";
    }

    /** Collects what is drawn. */
    public static final class Builder {

        private final String title;
        private final Axis x;
        private final Axis y;
        private final List<Series> series = new ArrayList<>();
        private int width = 800;
        private int height = 450;

        private Builder(String title, Axis x, Axis y) {
            this.title = title;
            this.x = x;
            this.y = y;
        }

        /** Adds a series in front of the others. */
        public Builder add(Series more) {
            series.add(more);
            return this;
        }

        /** Adds a curve. */
        public Builder curve(String name, double[] xs, double[] ys) {
            return add(new Series.Curve(name, xs, ys, Series.Stroke.VALUES));
        }

        /** Adds a curve with a band of one error to either side. */
        public Builder curve(String name, double[] xs, double[] ys, double[] errors) {
            return add(new Series.Curve(name, xs, ys, errors, Series.Stroke.VALUES));
        }

        /** Adds points. */
        public Builder points(String name, double[] xs, double[] ys) {
            return add(new Series.Points(name, xs, ys, List.of(), false));
        }

        /** Width and height in pixels. */
        public Builder size(int pixelsWide, int pixelsHigh) {
            width = pixelsWide;
            height = pixelsHigh;
            return this;
        }

        /**
         * Builds the chart.
         *
         * @throws IllegalArgumentException if there is no series, or a heat map does not fit its axes
         */
        public Chart build() {
            if (series.isEmpty()) {
                throw new IllegalArgumentException("chart \"" + title + "\": 0 series, expected at least 1");
            }
            for (Series s : series) {
                if (s instanceof Series.Cells cells
                        && (cells.z().length != y.categories().size()
                                || Arrays.stream(cells.z())
                                        .anyMatch(row ->
                                                row.length != x.categories().size()))) {
                    throw new IllegalArgumentException("heat map \"" + title + "\": expected "
                            + y.categories().size() + " rows of "
                            + x.categories().size()
                            + " values, as many as there are categories");
                }
            }
            return new Chart(this);
        }
    }
}
