package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.plotly.Utils;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** Draws a chart by Tablesaw's plotly components. */
final class PlotlyChart {

    private static final List<String> SYMBOLS = List.of("circle", "diamond-open", "square-open", "triangle-up-open");

    private static final Line.Dash[] DASHES = {
        Line.Dash.SOLID, Line.Dash.DASH, Line.Dash.DOT, Line.Dash.DASH_DOT,
    };

    private final Chart chart;
    private final Looks looks;

    PlotlyChart(Chart chart) {
        this.chart = chart;
        looks = Looks.of(chart);
    }

    Figure figure() {
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < chart.series().size(); i++) {
            if (chart.banded(i)) {
                bands(i, traces);
            }
        }
        for (int i = 0; i < chart.series().size(); i++) {
            Series s = chart.series().get(i);
            // Tablesaw writes names for HTML, not for JavaScript; of two equal keys the later counts
            traces.add(new PlotlyTrace(trace(s, i), "name: " + name(s) + ",\n" + extra(s, i)));
            if (s instanceof Series.Cells cells && new SvgCells(chart, cells).hasSelves()) {
                traces.add(selves(new SvgCells(chart, cells), cells));
            }
        }
        return new Broken(layout(), traces.toArray(Trace[]::new));
    }

    /** Tablesaw escapes titles, and with them plotly's marks for a new line and for small letters. */
    private static final class Broken extends Figure {

        private static final String LINE = "\ue000";
        private static final String SMALL = "\ue001";
        private static final String END = "\ue002";

        private Broken(Layout layout, Trace... traces) {
            super(layout, traces);
        }

        @Override
        public String asJavascript(String place) {
            return super.asJavascript(place)
                    .replace(LINE, "<br>")
                    .replace(SMALL, "<sub>")
                    .replace(END, "</sub>");
        }
    }

    private static String name(Series s) {
        return Svg.lines(s.name(), Chart.LEGEND_CHARACTERS, 2).stream()
                .map(line -> quote(line).replaceAll("^\"|\"$", ""))
                .collect(Collectors.joining("<br>", "\"", "\""));
    }

    private String heading() {
        return Stream.concat(
                        chart.titleLines().stream().map(PlotlyChart::plain),
                        chart.noteLines().stream().map(line -> Broken.SMALL + plain(line) + Broken.END))
                .collect(Collectors.joining(Broken.LINE));
    }

    private void bands(int index, List<Trace> traces) {
        for (double[][] piece : Band.pieces(chart.series().get(index))) {
            Trace outline = ScatterTrace.builder(
                            Arrays.stream(piece).mapToDouble(at -> at[0]).toArray(),
                            Arrays.stream(piece).mapToDouble(at -> at[1]).toArray())
                    .mode(ScatterTrace.Mode.LINE)
                    .showLegend(false)
                    .build();
            traces.add(new PlotlyTrace(
                    outline,
                    "fill: 'toself', fillcolor: '" + looks.color(index)
                            + "26', line: {width: 0}, hoverinfo: 'skip', legendgroup: '" + index + "',"));
        }
    }

    private Trace trace(Series series, int index) {
        if (series instanceof Series.Curve c) {
            return ScatterTrace.builder(c.x(), c.y())
                    .mode(
                            c.x().length == 1
                                    ? ScatterTrace.Mode.MARKERS
                                    : chart.marked(c) ? ScatterTrace.Mode.LINE_AND_MARKERS : ScatterTrace.Mode.LINE)
                    .line(Line.builder()
                            .color(looks.color(index))
                            .width(looks.width(index))
                            .dash(DASHES[looks.form(index) % DASHES.length])
                            .build())
                    .showLegend(chart.hasLegend())
                    .build();
        }
        if (series instanceof Series.Points p) {
            ScatterTrace.ScatterBuilder b = ScatterTrace.builder(p.x(), p.y())
                    .mode(ScatterTrace.Mode.MARKERS)
                    .showLegend(chart.hasLegend());
            return p.text().isEmpty()
                    ? b.build()
                    : b.text(p.text().stream().map(Markup::escape).toArray(String[]::new))
                            .build();
        }
        if (series instanceof Series.Bars b) {
            return BarTrace.builder(Arrays.stream(b.x()).boxed().toArray(), b.y())
                    .showLegend(chart.hasLegend())
                    .build();
        }
        Series.Cells cells = (Series.Cells) series;
        return heat(new SvgCells(chart, cells).colored());
    }

    private Trace heat(double[][] z) {
        return HeatmapTrace.builder(positions(chart.x()), positions(chart.y()), z)
                .build();
    }

    /** The cells that compare something with itself. */
    private Trace selves(SvgCells map, Series.Cells cells) {
        double[][] z = new double[cells.z().length][];
        for (int r = 0; r < z.length; r++) {
            int row = r;
            z[r] = IntStream.range(0, cells.z()[r].length)
                    .mapToDouble(c -> map.self(row, c) ? 1 : Double.NaN)
                    .toArray();
        }
        String gray = "colorscale: [[0, '" + SvgCells.SELF + "'], [1, '" + SvgCells.SELF
                + "']], showscale: false, xgap: 1, ygap: 1,";
        return new PlotlyTrace(heat(z), gray + labels(map, cells));
    }

    private static String labels(SvgCells map, Series.Cells cells) {
        String rows = IntStream.range(0, cells.z().length)
                .mapToObj(r -> IntStream.range(0, cells.z()[r].length)
                        .mapToObj(c -> "'" + String.join("<br>", map.label(r, c)) + "'")
                        .collect(Collectors.joining(", ", "[", "]")))
                .collect(Collectors.joining(", ", "[", "]"));
        return map.labeled() ? "\ntext: " + rows + ", texttemplate: '%{text}'," : "";
    }

    private static Object[] positions(Axis axis) {
        return IntStream.range(0, axis.categories().size()).boxed().toArray();
    }

    /** What Tablesaw has no setter for. */
    private String extra(Series series, int index) {
        if (series instanceof Series.Bars b) {
            return "width: " + b.width() + ", marker: {color: '" + looks.filling(index) + "', line: {color: '"
                    + looks.color(index) + "', width: " + (looks.form(index) > 0 ? 1 : 0) + "}}," + errors(b);
        }
        if (series instanceof Series.Curve c) {
            return chart.banded(index) ? "legendgroup: '" + index + "'," : errors(c);
        }
        if (series instanceof Series.Points p) {
            String symbol = p.star() ? "star" : SYMBOLS.get(looks.form(index) % SYMBOLS.size());
            return "marker: {color: '" + looks.color(index) + "', symbol: '" + symbol + "', size: "
                    + (p.star() ? "13" : "6, opacity: 0.75") + "},"
                    + (p.text().isEmpty() ? "" : "hovertemplate: '%{text}',");
        }
        if (series instanceof Series.Cells cells) {
            String scale = IntStream.rangeClosed(0, 8)
                    .mapToObj(i -> "[" + i / 8.0 + ", '" + Palette.quantity(i / 8.0) + "']")
                    .collect(Collectors.joining(", "));
            return "colorscale: [" + scale + "],\nxgap: 1, ygap: 1, colorbar: {title: {text: " + quote(cells.name())
                    + ", side: 'right'}}," + labels(new SvgCells(chart, cells), cells);
        }
        return "";
    }

    private static String errors(Series series) {
        return series.error().length == 0
                ? ""
                : "\nerror_y: {type: 'data', color: '" + Palette.INK + "', thickness: 1.2, width: 5, array: "
                        + Utils.dataAsString(series.error()) + "},";
    }

    private Layout layout() {
        return Layout.builder(heading())
                .width(chart.width())
                .height(chart.height())
                .margin(Margin.builder()
                        .top(chart.topMargin() + 10 + 6 * chart.noteLines().size())
                        .bottom(chart.bottomMargin())
                        .left(chart.leftMargin())
                        .right(30)
                        .build())
                .barMode(Layout.BarMode.OVERLAY)
                .showLegend(chart.hasLegend())
                .xAxis(axis(chart.x(), chart.x().label(), true))
                .yAxis(axis(chart.y(), String.join(Broken.LINE, chart.heightLabel()), false))
                .build();
    }

    private tech.tablesaw.plotly.components.Axis axis(Axis axis, String label, boolean horizontal) {
        tech.tablesaw.plotly.components.Axis.AxisBuilder b =
                tech.tablesaw.plotly.components.Axis.builder().title(plain(label));
        // Tablesaw writes numbers as strings, which plotly might take for categories
        b.type(
                axis.log()
                        ? tech.tablesaw.plotly.components.Axis.Type.LOG
                        : tech.tablesaw.plotly.components.Axis.Type.LINEAR);
        if (axis.log()) {
            Extent extent = Extent.of(chart, horizontal);
            double[] at = Scale.of(true, extent.low(), extent.high(), 0, 1).ticks().stream()
                    .mapToDouble(v -> v)
                    .toArray();
            b.tickSettings(ticks().tickMode(TickSettings.TickMode.ARRAY)
                    .arrayTicks(at, Arrays.stream(at).mapToObj(Scale::text).toArray(String[]::new))
                    .build());
        }
        if (!axis.named() && !axis.included().isEmpty()) {
            b.range(Arrays.stream(Extent.of(chart, horizontal).range(axis.log()))
                    .map(end -> axis.log() ? Math.log10(end) : end)
                    .boxed()
                    .toArray());
        }
        if (axis.named()) {
            b.showZeroLine(false); // its first name is no zero
            double[] at = IntStream.range(0, axis.categories().size())
                    .asDoubleStream()
                    .toArray();
            b.tickSettings(ticks().tickMode(TickSettings.TickMode.ARRAY)
                    .arrayTicks(
                            at,
                            axis.categories().stream()
                                    .map(name -> broken(name, horizontal))
                                    .toArray(String[]::new))
                    .build());
        }
        return b.build();
    }

    private static String broken(String name, boolean horizontal) {
        return Svg.lines(name, horizontal ? Chart.SLANTED_CHARACTERS : Chart.LABEL_CHARACTERS, 2).stream()
                .map(Markup::escape)
                .collect(Collectors.joining("<br>"));
    }

    /** Tablesaw would write the word "all" in front of every number and behind it. */
    private static TickSettings.TickSettingsBuilder ticks() {
        return TickSettings.builder().prefix("").suffix("");
    }

    /** A string of JavaScript that holds plotly's small subset of HTML; it cannot end the script that it stands in. */
    private static String quote(String text) {
        return "\"" + Markup.escape(text).replace("\\", "\\\\").replaceAll("\\s+", " ") + "\"";
    }

    /** Text without the characters that Tablesaw's templates would break on. */
    private static String plain(String text) {
        return text.replace("\\", "\u2216")
                .replace("\"", "\u201d")
                .replace("'", "\u2019")
                .replaceAll("\\s+", " ");
    }
}
