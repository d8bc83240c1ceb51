package org.drepmrec.analysis;

import java.util.stream.DoubleStream;

/** The least and the greatest value along an axis of a chart; zero belongs to it where bars stand on it. */
record Extent(double low, double high, boolean bars) {

    Extent(Chart chart, boolean horizontal) {
        this(
                values(chart, horizontal).toArray(),
                !horizontal && hasBars(chart) && !chart.y().log());
    }

    private Extent(double[] values, boolean bars) {
        this(
                DoubleStream.of(values).min().orElse(bars ? 0 : 1),
                DoubleStream.of(values).max().orElse(1),
                bars);
    }

    Extent {
        if (bars) {
            low = Math.min(0, low);
            high = Math.max(0, high);
        }
    }

    private static boolean hasBars(Chart chart) {
        return chart.series().stream().anyMatch(Series.Bars.class::isInstance);
    }

    private static DoubleStream values(Chart chart, boolean horizontal) {
        Axis axis = horizontal ? chart.x() : chart.y();
        return chart.series().stream()
                .flatMapToDouble(s -> horizontal ? across(s) : up(s))
                .filter(axis::shows);
    }

    private static DoubleStream across(Series s) {
        if (s instanceof Series.Curve c) {
            return DoubleStream.of(c.x());
        }
        if (s instanceof Series.Points p) {
            return DoubleStream.of(p.x());
        }
        if (s instanceof Series.Bars b) {
            return DoubleStream.of(b.x()).flatMap(x -> DoubleStream.of(x - b.width() / 2, x + b.width() / 2));
        }
        return DoubleStream.empty();
    }

    private static DoubleStream up(Series s) {
        if (s instanceof Series.Curve c) {
            return DoubleStream.of(c.y());
        }
        if (s instanceof Series.Points p) {
            return DoubleStream.of(p.y());
        }
        if (s instanceof Series.Bars b) {
            return b.error().length == 0
                    ? DoubleStream.of(b.y())
                    : DoubleStream.concat(DoubleStream.of(b.y()), errorEnds(b));
        }
        return DoubleStream.empty();
    }

    private static DoubleStream errorEnds(Series.Bars b) {
        return java.util.stream.IntStream.range(0, b.x().length)
                .mapToDouble(i -> b.y()[i] + Math.copySign(b.error()[i], b.y()[i]));
    }
}
