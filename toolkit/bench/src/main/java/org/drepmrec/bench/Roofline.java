package org.drepmrec.bench;

import java.util.Map;
import java.util.OptionalDouble;

/** The least time that a device's measured limits leave for a work. */
final class Roofline {

    private static final String PRODUCT = "product ";
    private static final String MEMORY = "memory ";

    private Roofline() {}

    /** The name of the limit of an engine's arithmetic, GFLOP/s. */
    static String product(String engine) {
        return PRODUCT + engine;
    }

    /** The name of the limit of an engine's memory, GB/s. */
    static String memory(String engine) {
        return MEMORY + engine + " GB/s";
    }

    /** The larger of the times that arithmetic and memory need; empty where either is not counted or not limited. */
    static OptionalDouble seconds(Row row, Map<String, Double> limits) {
        Double product = limits.get(product(row.engine()));
        Double memory = limits.get(memory(row.engine()));
        return product == null || memory == null || row.gflop() == 0 || row.gbytes() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(row.gflop() / product, row.gbytes() / memory));
    }
}
