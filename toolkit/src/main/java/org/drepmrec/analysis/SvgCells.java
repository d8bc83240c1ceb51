package org.drepmrec.analysis;

import java.util.Arrays;
import org.drepmrec.analysis.Svg.Anchor;

/** Draws a heat map's cells and its color bar. */
final class SvgCells {

    private static final int MOST_LABELS = 120;

    private final Series.Cells cells;
    private final double least;
    private final double greatest;

    SvgCells(Series.Cells cells) {
        this.cells = cells;
        double[] all = Arrays.stream(cells.z())
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
        least = Arrays.stream(all).min().orElse(0);
        greatest = Arrays.stream(all).max().orElse(1);
    }

    /** Whether the cells are few enough to carry their numbers. */
    static boolean labeled(Series.Cells cells) {
        return Arrays.stream(cells.z()).mapToInt(row -> row.length).sum() <= MOST_LABELS;
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
                    double left = x.at(c) - w / 2;
                    svg.rect(left, y.at(r) - h / 2, w - 1, h - 1, Palette.quantity(share(value)));
                    if (labeled(cells)) {
                        String color = Palette.textOn(share(value));
                        svg.text(x.at(c), y.at(r) + 4, 11, Anchor.MIDDLE, color, number(value));
                    }
                }
            }
        }
    }

    /** Three digits, as plotly's {@code .3~g}. */
    private static String number(double value) {
        return Scale.text(new java.math.BigDecimal(value)
                .round(new java.math.MathContext(3))
                .doubleValue());
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
