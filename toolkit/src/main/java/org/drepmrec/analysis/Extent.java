package org.drepmrec.analysis;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The least and the greatest value along an axis of a chart; zero belongs to it where bars stand on it. */
record Extent(double low, double high, boolean bars) {

    /** What stays free between the values and the ends of an axis, as a share of it. */
    private static final double ROOM = 0.04;

    static Extent of(Chart chart, boolean horizontal) {
        Axis axis = horizontal ? chart.x() : chart.y();
        boolean bars = !horizontal && !axis.log() && chart.series().stream().anyMatch(Series.Bars.class::isInstance);
        double[] values = DoubleStream.concat(
                        chart.series().stream().flatMapToDouble(s -> horizontal ? across(s) : up(s)),
                        axis.included().stream().mapToDouble(v -> v))
                .filter(axis::shows)
                .toArray();
        double low = DoubleStream.of(values).min().orElse(1);
        double high = DoubleStream.of(values).max().orElse(1);
        return new Extent(bars ? Math.min(0, low) : low, bars ? Math.max(0, high) : high, bars);
    }

    /** From where to where the axis reaches. */
    double[] range(boolean log) {
        if (log) {
            double factor = Math.pow(high / low, ROOM);
            return new double[] {low / factor, high * factor};
        }
        double margin = (high - low) * ROOM;
        return new double[] {bars && low == 0 ? 0 : low - margin, bars && high == 0 ? 0 : high + margin};
    }

    private static DoubleStream across(Series s) {
        double half = s instanceof Series.Bars b ? b.width() / 2 : 0;
        return DoubleStream.of(s.x()).flatMap(x -> DoubleStream.of(x - half, x + half));
    }

    private static DoubleStream up(Series s) {
        return s.error().length > 0
                ? DoubleStream.concat(DoubleStream.of(s.y()), errorEnds(s))
                : DoubleStream.of(s.y());
    }

    /** Of a bar, the end that is away from zero. */
    private static DoubleStream errorEnds(Series s) {
        return IntStream.range(0, s.y().length)
                .boxed()
                .flatMapToDouble(i -> s instanceof Series.Bars
                        ? DoubleStream.of(s.y()[i] + Math.copySign(s.error()[i], s.y()[i]))
                        : DoubleStream.of(s.y()[i] - s.error()[i], s.y()[i] + s.error()[i]));
    }
}
