package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.List;
import org.drepmrec.analysis.Svg.Anchor;

/** Draws a chart as SVG. */
final class SvgChart {

    private static final int LEGEND_CHARACTERS = 22;

    /** What stays free between the values and the ends of an axis, as a share of it. */
    private static final double ROOM = 0.04;

    private final Chart chart;
    private final Looks looks;
    private final Svg svg;
    private final double left;
    private final double top = 50;
    private final double right;
    private final double bottom;
    private final boolean slanted;
    private final Scale x;
    private final Scale y;

    SvgChart(Chart chart) {
        this.chart = chart;
        looks = Looks.of(chart);
        svg = new Svg(chart.width(), chart.height(), chart.title());
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
        double low = extent.low();
        double high = extent.high();
        if (axis.log()) {
            double factor = Math.pow(high / low, ROOM);
            return Scale.of(true, low / factor, high * factor, from, to);
        }
        double margin = (high - low) * ROOM;
        return Scale.of(
                false,
                extent.bars() && low == 0 ? 0 : low - margin,
                extent.bars() && high == 0 ? 0 : high + margin,
                from,
                to);
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
                SvgCells map = new SvgCells(cells);
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
        svg.text((left + right) / 2, 28, 17, Anchor.MIDDLE, Palette.INK, chart.title());
        svg.text(
                (left + right) / 2,
                chart.height() - 14.0,
                14,
                Anchor.MIDDLE,
                Palette.INK,
                chart.x().label());
        svg.turned(22, (top + bottom) / 2, 14, Anchor.MIDDLE, -90, chart.heightLabel());
        for (double tick : ticks(chart.x(), x)) {
            if (!chart.x().named()) {
                svg.line(x.at(tick), top, x.at(tick), bottom, Palette.GRID, 1);
            }
            svg.line(x.at(tick), bottom, x.at(tick), bottom + 4, Palette.INK, 1);
            String label = label(chart.x(), tick);
            if (slanted) {
                svg.turned(
                        x.at(tick) + 4, bottom + 16, 12, Anchor.END, -35, Svg.shorten(label, Chart.LABEL_CHARACTERS));
            } else {
                svg.text(x.at(tick), bottom + 19, 12, Anchor.MIDDLE, Palette.INK, label);
            }
        }
        for (double tick : ticks(chart.y(), y)) {
            if (!chart.y().named()) {
                svg.line(left, y.at(tick), right, y.at(tick), Palette.GRID, 1);
            }
            svg.line(left - 4, y.at(tick), left, y.at(tick), Palette.INK, 1);
            String label = Svg.shorten(label(chart.y(), tick), Chart.LABEL_CHARACTERS);
            svg.text(left - 8, y.at(tick) + 4, 12, Anchor.END, Palette.INK, label);
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
        }
        if (!chart.banded(index)) {
            errors(curve);
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
        double at = top + 8 + index * 21.0;
        double begin = right + 16;
        if (series instanceof Series.Curve) {
            stroke(index, "M" + Svg.point(begin, at) + "h22");
        } else if (series instanceof Series.Points p) {
            mark(p, index, begin + 11, at, "");
        } else {
            bar(begin + 4, at - 6, 14, 12, index);
        }
        String name = Svg.shorten(series.name(), LEGEND_CHARACTERS);
        svg.text(begin + 28, at + 4, 12, Anchor.START, Palette.INK, name);
    }
}
