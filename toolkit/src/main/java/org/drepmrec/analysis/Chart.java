package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.plotly.components.Figure;

/**
 * A chart described once and drawn in two ways: as an interactive plotly figure and as an SVG without scripts. Both
 * show the same values at the same positions.
 */
public final class Chart {

    /** The least value of an axis, as a share of the greatest, above which zero lies off the axis. */
    private static final double CUT = 0.05;

    /** What is longer stands on two lines. */
    static final int LABEL_CHARACTERS = 24;

    /** Likewise, of names in a legend. */
    static final int LEGEND_CHARACTERS = 22;

    /** Likewise, of names that do not lie flat. */
    static final int SLANTED_CHARACTERS = 32;

    /** Mean widths of a character of 12, 14 and 17 pixels. */
    private static final double SMALL = 6.3;

    private static final double LABEL = 7.3;

    private static final double LARGE = 8.8;

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Series> series;
    private final List<String> notes;
    private final String errors;
    private final int width;
    private final int height;

    private Chart(Builder b) {
        this.title = b.title;
        this.x = b.x;
        this.y = b.y;
        this.series = List.copyOf(b.series);
        this.notes = List.copyOf(b.notes);
        this.errors = b.errors;
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

    /** Whether the points of a curve are marked. */
    boolean marked(Series.Curve curve) {
        return x.named() && curve.stroke() == Series.Stroke.VALUES;
    }

    /** Whether a curve's errors are drawn as a band, and not as a bar at each point. */
    boolean banded(int index) {
        return series.get(index) instanceof Series.Curve curve && curve.error().length > 0 && !x.named();
    }

    /**
     * What a reader has to know beside title and axes: what error bars or bands are, what was noted when the chart was built,
     * whether an axis is cut off where curves do not show their distance from zero, and which curves lie on others.
     */
    public List<String> notes() {
        List<String> all = new ArrayList<>();
        if (!errors.isEmpty()) {
            errorKinds().forEach(kind -> all.add(kind + ": " + errors));
        }
        all.addAll(notes);
        if (unequal()) {
            all.add("the steps of the horizontal axis are not to scale");
        }
        for (Series s : series) {
            if (s instanceof Series.Cells cells) {
                all.add(new SvgCells(this, cells).range());
            }
        }
        if (cut()) {
            all.add("the vertical axis does not begin at 0");
        }
        all.addAll(Looks.of(this).hidden());
        return all;
    }

    private List<String> errorKinds() {
        return IntStream.range(0, series.size())
                .filter(i -> Arrays.stream(series.get(i).error()).anyMatch(e -> e > 0))
                .mapToObj(i -> banded(i) ? "bands" : "error bars")
                .distinct()
                .toList();
    }

    /** Whether curves run over categories that are numbers with different distances. */
    private boolean unequal() {
        if (series.stream().noneMatch(Series.Curve.class::isInstance)
                || x.categories().size() < 3
                || !x.categories().stream().allMatch(name -> name.matches("-?[0-9.]+(E-?[0-9]+)?"))) {
            return false;
        }
        double[] at = x.categories().stream().mapToDouble(Double::parseDouble).toArray();
        double step = at[1] - at[0];
        return IntStream.range(1, at.length).anyMatch(i -> Math.abs(at[i] - at[i - 1] - step) > 1e-9);
    }

    private boolean cut() {
        Extent extent = Extent.of(this, false);
        return !y.log()
                && !y.named()
                && extent.low() > CUT * extent.high()
                && series.stream().anyMatch(Series.Curve.class::isInstance)
                && !extent.bars();
    }

    /** The title on as many lines as it needs. */
    List<String> titleLines() {
        return Svg.lines(title, (int) ((width - 40) / LARGE), 2);
    }

    /** The notes on as many lines as they need. */
    List<String> noteLines() {
        List<String> all = notes();
        return all.isEmpty() ? List.of() : Svg.lines(String.join("; ", all), (int) ((width - 60) / SMALL), 3);
    }

    /** The label of the vertical axis on lines that are no longer than it. */
    List<String> heightLabel() {
        return Svg.lines(y.label(), (int) ((height - topMargin() - bottomMargin()) / LABEL), 2);
    }

    /** Pixels above the plot, enough for title and notes. */
    int topMargin() {
        return 50 + 21 * (titleLines().size() - 1) + 17 * noteLines().size();
    }

    /** Pixels left of the plot, enough for the names of the vertical axis. */
    int leftMargin() {
        return y.named() ? Math.max(85, 45 + 7 * longestLine(y.categories(), LABEL_CHARACTERS)) : 85;
    }

    /** Pixels right of the plot, enough for the scale of a heat map or a legend. */
    int rightMargin() {
        if (series.stream().anyMatch(Series.Cells.class::isInstance)) {
            return 115;
        }
        int name = longestLine(series.stream().map(Series::name).toList(), LEGEND_CHARACTERS);
        return hasLegend() ? Math.max(130, 60 + (int) (LABEL * name)) : 30;
    }

    private static int longestLine(List<String> names, int most) {
        return names.stream()
                .flatMap(name -> Svg.lines(name, most, 2).stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** Whether the names of the horizontal axis would run into each other if they lay flat. */
    boolean slanted() {
        return longestName() * 6.5
                > (width - leftMargin() - rightMargin())
                        / (double) Math.max(1, x.categories().size());
    }

    /** Pixels below the plot, enough for the names of the horizontal axis. */
    int bottomMargin() {
        return slanted() ? 65 + (int) (3.7 * longestLine(x.categories(), SLANTED_CHARACTERS)) : 60;
    }

    private int longestName() {
        return x.categories().stream().mapToInt(String::length).max().orElse(0);
    }

    /** A copy with one more series in front of the others. */
    public Chart with(Series more) {
        return copy(title).add(more).build();
    }

    /** A copy with a dashed level from the least horizontal value to the largest, to hold curves against. */
    public Chart withLevel(String name, double height) {
        double[] xs = ends(this, true);
        return with(new Series.Curve(name, xs, new double[] {height, height}, Series.Stroke.LEVEL));
    }

    /** A copy whose axes show what those of another chart show too, so that both can be compared. */
    public Chart including(Chart other) {
        Builder copy = copy(title);
        copy.x = x.including(ends(other, true));
        copy.y = y.including(ends(other, false));
        return copy.build();
    }

    private static double[] ends(Chart chart, boolean horizontal) {
        Extent extent = Extent.of(chart, horizontal);
        return new double[] {extent.low(), extent.high()};
    }

    /** A copy under another title. */
    public Chart titled(String other) {
        return copy(other).build();
    }

    private Builder copy(String name) {
        Builder copy = builder(name, x, y).size(width, height);
        series.forEach(copy::add);
        notes.forEach(copy::note);
        return copy.errors(errors);
    }

    @Override
    public String toString() {
        return "Chart[" + title + ": " + series.stream().map(Series::name).toList() + "]";
    }

    /** Collects what is drawn. */
    public static final class Builder {

        private final String title;
        private Axis x;
        private Axis y;
        private final List<Series> series = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private String errors = "";
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

        /** Adds what a reader has to know; it stands under the title. */
        public Builder note(String text) {
            notes.add(text);
            return this;
        }

        /** Says what error bars and bands are, such as {@code standard deviation over seeds}. */
        public Builder errors(String what) {
            errors = what;
            return this;
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
