package org.drepmrec.train;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Epochs as a table. */
public final class EpochTable {

    private EpochTable() {}

    /**
     * One row per epoch: mean of each loss term, metrics of the selecting split, what else was observed, learning rate, seconds.
     *
     * @param observed of each epoch, by name; empty if nothing was
     */
    public static Table of(String title, List<EpochRecord> epochs, List<Map<String, Double>> observed) {
        Table table = Table.create(
                title,
                IntColumn.create(
                        "epoch", epochs.stream().mapToInt(EpochRecord::number).toArray()));
        append(table, "loss ", epochs.size(), e -> epochs.get(e).losses());
        append(table, "", epochs.size(), e -> epochs.get(e).selection());
        append(table, "", observed.size(), observed::get);
        return table.addColumns(
                column("learning rate", epochs, EpochRecord::learningRate),
                column("train seconds", epochs, EpochRecord::trainSeconds),
                column("evaluation seconds", epochs, EpochRecord::evaluationSeconds));
    }

    private static void append(Table table, String prefix, int rows, IntFunction<Map<String, Double>> values) {
        Set<String> names = new LinkedHashSet<>();
        IntStream.range(0, rows).forEach(e -> names.addAll(values.apply(e).keySet()));
        names.forEach(name -> table.addColumns(DoubleColumn.create(
                prefix + name,
                IntStream.range(0, rows)
                        .mapToDouble(e -> values.apply(e).getOrDefault(name, Double.NaN))
                        .toArray())));
    }

    private static DoubleColumn column(String name, List<EpochRecord> epochs, Function<EpochRecord, Double> value) {
        return DoubleColumn.create(name, epochs.stream().map(value).toArray(Double[]::new));
    }
}
