package org.drepmrec.analysis;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The least and the greatest value along an axis of a chart; zero belongs to it where bars stand on it. */
record Extent(double low, double high, boolean bars) {

    static Extent of(Chart chart, boolean horizontal) {
        Axis axis = horizontal ? chart.x() : chart.y();
        boolean bars = !horizontal && !axis.log() && chart.series().stream().anyMatch(Series.Bars.class::isInstance);
        double[] values = chart.series().stream()
                .flatMapToDouble(s -> horizontal ? across(s) : up(s))
                .filter(axis::shows)
                .toArray();
        double low = DoubleStream.of(values).min().orElse(1);
        double high = DoubleStream.of(values).max().orElse(1);
        return new Extent(bars ? Math.min(0, low) : low, bars ? Math.max(0, high) : high, bars);
    }

    private static DoubleStream across(Series s) {
        double half = s instanceof Series.Bars b ? b.width() / 2 : 0;
        return DoubleStream.of(s.x()).flatMap(x -> DoubleStream.of(x - half, x + half));
    }

    private static DoubleStream up(Series s) {
        return s instanceof Series.Bars b && b.error().length > 0
                ? DoubleStream.concat(DoubleStream.of(b.y()), errorEnds(b))
                : DoubleStream.of(s.y());
    }

    private static DoubleStream errorEnds(Series.Bars b) {
        return IntStream.range(0, b.y().length).mapToDouble(i -> b.y()[i] + Math.copySign(b.error()[i], b.y()[i]));
    }
}
