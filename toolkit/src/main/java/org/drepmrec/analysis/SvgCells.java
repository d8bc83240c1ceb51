package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Svg.Anchor;

/**
 * A heat map's cells and its color bar. A diagonal of ones, where each row meets the column of the same name, says nothing: it
 * is gray and the scale leaves it out.
 */
final class SvgCells {

    static final String SELF = "#d9d9d9";

    private static final int MOST_LABELS = 120;

    private final Chart chart;
    private final Series.Cells cells;
    private final double least;
    private final double greatest;

    SvgCells(Chart chart, Series.Cells cells) {
        this.chart = chart;
        this.cells = cells;
        double[] all = Arrays.stream(colored())
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
        least = Arrays.stream(all).min().orElse(0);
        greatest = Arrays.stream(all).max().orElse(1);
    }

    /** Whether the cells are few enough to carry their numbers. */
    boolean labeled() {
        return Arrays.stream(cells.z()).mapToInt(row -> row.length).sum() <= MOST_LABELS;
    }

    /** Whether a cell compares something with itself. */
    boolean self(int row, int column) {
        return cells.z()[row][column] == 1
                && chart.y().categories().get(row).equals(chart.x().categories().get(column));
    }

    boolean hasSelves() {
        return IntStream.range(0, cells.z().length)
                .anyMatch(r -> IntStream.range(0, cells.z()[r].length).anyMatch(c -> self(r, c)));
    }

    /** The values that have a color; NaN for others. */
    double[][] colored() {
        double[][] z = new double[cells.z().length][];
        for (int r = 0; r < z.length; r++) {
            z[r] = cells.z()[r].clone();
            for (int c = 0; c < z[r].length; c++) {
                z[r][c] = self(r, c) ? Double.NaN : z[r][c];
            }
        }
        return z;
    }

    /** What the scale spans, for it need not begin at 0. */
    String range() {
        return "colors from " + number(least) + " to " + number(greatest);
    }

    /** The value, and below it its deviation, if there is one. */
    List<String> label(int row, int column) {
        double value = cells.z()[row][column];
        if (!Double.isFinite(value)) {
            return List.of("");
        }
        double sd = cells.deviation().length == 0 ? Double.NaN : cells.deviation()[row][column];
        return Double.isFinite(sd) ? List.of(number(value), "\u00b1 " + number(sd)) : List.of(number(value));
    }

    /** Four decimals, none where all values are whole. */
    private String number(double value) {
        boolean whole = Arrays.stream(cells.z())
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .allMatch(v -> v == Math.rint(v));
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.4f", value).replace('-', '\u2212');
    }

    private double share(double value) {
        return greatest > least ? (value - least) / (greatest - least) : 0.5;
    }

    void draw(Svg svg, Scale x, Scale y) {
        double w = Math.abs(x.at(1) - x.at(0));
        double h = Math.abs(y.at(1) - y.at(0));
        for (int r = 0; r < cells.z().length; r++) {
            for (int c = 0; c < cells.z()[r].length; c++) {
                double value = cells.z()[r][c];
                if (Double.isFinite(value)) {
                    String fill = self(r, c) ? SELF : Palette.quantity(share(value));
                    svg.rect(x.at(c) - w / 2, y.at(r) - h / 2, w - 1, h - 1, fill);
                    String ink = self(r, c) ? Palette.INK : Palette.textOn(share(value));
                    List<String> lines = labeled() ? label(r, c) : List.of();
                    for (int n = 0; n < lines.size(); n++) {
                        double at = y.at(r) + 4 + 13 * (n - (lines.size() - 1) / 2.0);
                        svg.text(x.at(c), at, 11, Anchor.MIDDLE, ink, lines.get(n));
                    }
                }
            }
        }
    }

    void bar(Svg svg, double left, double top, double height) {
        int steps = 64;
        for (int i = 0; i < steps; i++) {
            double share = 1 - (i + 0.5) / steps;
            svg.rect(left, top + i * height / steps, 16, height / steps + 0.5, Palette.quantity(share));
        }
        Scale scale = Scale.of(false, least, greatest, top + height, top);
        for (double tick : scale.ticks()) {
            svg.line(left + 16, scale.at(tick), left + 20, scale.at(tick), Palette.INK, 1);
            svg.text(left + 24, scale.at(tick) + 4, 11, Anchor.START, Palette.INK, Scale.text(tick));
        }
        svg.turned(left + 78, top + height / 2, 13, Anchor.MIDDLE, -90, cells.name());
    }
}
