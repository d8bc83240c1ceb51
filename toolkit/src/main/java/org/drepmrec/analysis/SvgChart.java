package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.List;
import org.drepmrec.analysis.Svg.Anchor;

/** Draws a chart as SVG. */
final class SvgChart {

    private final Chart chart;
    private final Looks looks;
    private final Svg svg;
    private final double left;
    private final double top;
    private final double right;
    private final double bottom;
    private final boolean slanted;
    private final Scale x;
    private final Scale y;

    /** Where the next entry of the legend begins. */
    private double legend;

    SvgChart(Chart chart) {
        this.chart = chart;
        looks = Looks.of(chart);
        svg = new Svg(chart.width(), chart.height(), chart.title());
        top = chart.topMargin();
        legend = top + 8;
        left = chart.leftMargin();
        right = chart.width() - chart.rightMargin();
        slanted = chart.slanted();
        bottom = chart.height() - chart.bottomMargin();
        x = scale(chart.x(), Extent.of(chart, true), left, right);
        y = scale(chart.y(), Extent.of(chart, false), bottom, top);
    }

    private Scale scale(Axis axis, Extent extent, double from, double to) {
        if (axis.named()) {
            return Scale.of(false, -0.5, axis.categories().size() - 0.5, from, to);
        }
        double[] range = extent.range(axis.log());
        return Scale.of(axis.log(), range[0], range[1], from, to);
    }

    String draw() {
        axes();
        for (int i = 0; i < chart.series().size(); i++) {
            if (chart.banded(i)) {
                band(chart.series().get(i), looks.color(i));
            }
        }
        for (int i = 0; i < chart.series().size(); i++) {
            Series s = chart.series().get(i);
            if (s instanceof Series.Curve curve) {
                curve(curve, i);
            } else if (s instanceof Series.Points points) {
                points(points, i);
            } else if (s instanceof Series.Bars bars) {
                bars(bars, i);
            } else if (s instanceof Series.Cells cells) {
                SvgCells map = new SvgCells(chart, cells);
                map.draw(svg, x, y);
                map.bar(svg, right + 18, top, bottom - top);
            }
            if (chart.hasLegend()) {
                legend(s, i);
            }
        }
        svg.line(left, bottom, right, bottom, Palette.INK, 1);
        svg.line(left, top, left, bottom, Palette.INK, 1);
        return svg.document();
    }

    private void axes() {
        double middle = chart.width() / 2.0;
        int lines = chart.titleLines().size() - 1;
        svg.lines(middle, 28 + lines * 20.4, 17, Anchor.MIDDLE, chart.titleLines());
        svg.lines(middle, top - 12.0, 12, Anchor.MIDDLE, chart.noteLines());
        svg.text(
                (left + right) / 2,
                chart.height() - 14.0,
                14,
                Anchor.MIDDLE,
                Palette.INK,
                chart.x().label());
        List<String> label = chart.heightLabel();
        for (int n = 0; n < label.size(); n++) {
            svg.turned(
                    22 + 16 * (n - (label.size() - 1) / 2.0), (top + bottom) / 2, 14, Anchor.MIDDLE, -90, label.get(n));
        }
        for (double tick : ticks(chart.x(), x)) {
            if (!chart.x().named()) {
                svg.line(x.at(tick), top, x.at(tick), bottom, Palette.GRID, 1);
            }
            svg.line(x.at(tick), bottom, x.at(tick), bottom + 4, Palette.INK, 1);
            String name = label(chart.x(), tick);
            if (slanted) {
                List<String> parts = Svg.lines(name, Chart.SLANTED_CHARACTERS, 2);
                for (int n = 0; n < parts.size(); n++) {
                    svg.turned(x.at(tick) + 4 + 23.0 * n, bottom + 16, 12, Anchor.END, -35, parts.get(n));
                }
            } else {
                svg.text(x.at(tick), bottom + 19, 12, Anchor.MIDDLE, Palette.INK, name);
            }
        }
        for (double tick : ticks(chart.y(), y)) {
            if (!chart.y().named()) {
                svg.line(left, y.at(tick), right, y.at(tick), Palette.GRID, 1);
            }
            svg.line(left - 4, y.at(tick), left, y.at(tick), Palette.INK, 1);
            List<String> name = Svg.lines(label(chart.y(), tick), Chart.LABEL_CHARACTERS, 2);
            svg.lines(left - 8, y.at(tick) + 4 + 7.0 * (name.size() - 1), 12, Anchor.END, name);
        }
    }

    private static List<Double> ticks(Axis axis, Scale scale) {
        if (!axis.named()) {
            return scale.ticks();
        }
        List<Double> positions = new ArrayList<>();
        for (double i = 0; i < axis.categories().size(); i++) {
            positions.add(i);
        }
        return positions;
    }

    private static String label(Axis axis, double tick) {
        return axis.named() ? axis.categories().get((int) tick) : Scale.text(tick);
    }

    private boolean shows(double a, double b) {
        return chart.x().shows(a) && chart.y().shows(b);
    }

    private void curve(Series.Curve curve, int index) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < curve.x().length; i++) {
            boolean shown = shows(curve.x()[i], curve.y()[i]);
            if (shown) {
                path.append(drawing ? 'L' : 'M').append(Svg.point(x.at(curve.x()[i]), y.at(curve.y()[i])));
            }
            drawing = shown;
        }
        if (curve.x().length == 1 && drawing) {
            svg.mark(0, x.at(curve.x()[0]), y.at(curve.y()[0]), looks.color(index), "");
        } else {
            stroke(index, path.toString());
            marks(curve, index);
        }
        if (!chart.banded(index)) {
            errors(curve);
        }
    }

    /** Between categories nothing was measured. */
    private void marks(Series.Curve curve, int index) {
        for (int i = 0; chart.marked(curve) && i < curve.x().length; i++) {
            if (shows(curve.x()[i], curve.y()[i])) {
                svg.dot(x.at(curve.x()[i]), y.at(curve.y()[i]), looks.color(index), "");
            }
        }
    }

    private void stroke(int index, String path) {
        svg.path(path, looks.color(index), looks.width(index), looks.form(index));
    }

    private void band(Series curve, String color) {
        for (double[][] piece : Band.pieces(curve)) {
            StringBuilder path = new StringBuilder();
            for (double[] at : piece) {
                path.append(path.isEmpty() ? 'M' : 'L').append(Svg.point(x.at(at[0]), y.at(at[1])));
            }
            svg.area(path.append('z').toString(), color);
        }
    }

    private void points(Series.Points points, int index) {
        for (int i = 0; i < points.x().length; i++) {
            if (shows(points.x()[i], points.y()[i])) {
                String hover = points.text().isEmpty() ? "" : points.text().get(i);
                mark(points, index, x.at(points.x()[i]), y.at(points.y()[i]), hover);
            }
        }
    }

    private void mark(Series.Points points, int index, double px, double py, String hover) {
        if (points.star()) {
            svg.star(px, py, looks.color(index));
        } else {
            svg.mark(looks.form(index), px, py, looks.color(index), hover);
        }
    }

    private void bars(Series.Bars bars, int index) {
        for (int i = 0; i < bars.x().length; i++) {
            double value = bars.y()[i];
            if (!shows(bars.x()[i], value)) {
                continue;
            }
            double from = x.at(bars.x()[i] - bars.width() / 2);
            double to = x.at(bars.x()[i] + bars.width() / 2);
            double zero = chart.y().log() ? bottom : y.at(0);
            double end = y.at(value);
            bar(from, Math.min(zero, end), Math.max(0.5, to - from), Math.abs(zero - end), index);
        }
        errors(bars);
    }

    private void bar(double left, double high, double width, double height, int index) {
        svg.rect(left, high, width, height, looks.filling(index));
        if (looks.form(index) > 0) {
            svg.frame(left, high, width, height, looks.color(index), 1);
        }
    }

    private void errors(Series series) {
        for (int i = 0; i < series.error().length; i++) {
            double at = series.x()[i];
            double low = series.y()[i] - series.error()[i];
            double high = series.y()[i] + series.error()[i];
            if (shows(at, low) && shows(at, high)) {
                svg.line(x.at(at), y.at(low), x.at(at), y.at(high), Palette.INK, 1.2);
                for (double cap : new double[] {low, high}) {
                    svg.line(x.at(at) - 5, y.at(cap), x.at(at) + 5, y.at(cap), Palette.INK, 1.2);
                }
            }
        }
    }

    private void legend(Series series, int index) {
        List<String> name = Svg.lines(series.name(), Chart.LEGEND_CHARACTERS, 2);
        double at = legend;
        legend += 21 + 15.0 * (name.size() - 1);
        double begin = right + 16;
        if (series instanceof Series.Curve) {
            stroke(index, "M" + Svg.point(begin, at) + "h22");
        } else if (series instanceof Series.Points p) {
            mark(p, index, begin + 11, at, "");
        } else {
            bar(begin + 4, at - 6, 14, 12, index);
        }
        svg.lines(begin + 28, at + 4 + 14.4 * (name.size() - 1), 12, Anchor.START, name);
    }
}
