package org.drepmrec.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One measured work.
 *
 * @param work what was done
 * @param engine by which engine; {@code Java} where none takes part
 * @param unit of the values: seconds, milliseconds, MB, ...
 * @param values one per round, in order
 * @param gflop floating-point operations of one round in 10<sup>9</sup>, counted from shapes; 0 where they mean nothing
 * @param gbytes memory that one round must read and write at least, in 10<sup>9</sup> bytes; 0 where it is not counted
 * @param reference the reference program's value in the same unit
 * @param goal what is wanted of it, in words
 */
public record Row(
        String work,
        String engine,
        String unit,
        double[] values,
        double gflop,
        double gbytes,
        OptionalDouble reference,
        String goal) {

    static Row of(String work, String engine, String unit, double... values) {
        return new Row(work, engine, unit, values, 0, 0, OptionalDouble.empty(), "");
    }

    Row gflop(double count) {
        return new Row(work, engine, unit, values, count, gbytes, reference, goal);
    }

    Row gbytes(double count) {
        return new Row(work, engine, unit, values, gflop, count, reference, goal);
    }

    Row goal(String words) {
        return new Row(work, engine, unit, values, gflop, gbytes, reference, words);
    }

    Row reference(OptionalDouble value) {
        return new Row(work, engine, unit, values, gflop, gbytes, value, goal);
    }

    /** The middle value, of an even number the upper one. */
    public double median() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The least value. */
    public double least() {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** How many times as long the reference takes. */
    public OptionalDouble timesFaster() {
        return reference.isPresent() ? OptionalDouble.of(reference.getAsDouble() / median()) : reference;
    }

    /** 10<sup>9</sup> operations per second at the median; empty where they are not counted. */
    public OptionalDouble gflops() {
        return gflop == 0 ? OptionalDouble.empty() : OptionalDouble.of(gflop / seconds());
    }

    /** The median in seconds. */
    double seconds() {
        return unit.equals("ms") ? median() / 1000 : median();
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("work", work);
        map.put("engine", engine);
        map.put("unit", unit);
        map.put("median", median());
        map.put("values", values);
        if (gflop > 0) {
            map.put("gflop", gflop);
        }
        if (gbytes > 0) {
            map.put("gbytes", gbytes);
        }
        reference.ifPresent(r -> map.put("reference", r));
        timesFaster().ifPresent(r -> map.put("timesFaster", r));
        if (!goal.isEmpty()) {
            map.put("goal", goal);
        }
        return map;
    }
}
