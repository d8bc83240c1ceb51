package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.drepmrec.data.Split;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables that combine several runs. */
public final class Summaries {

    private static final Set<String> KEYS = Set.of("model", "data", "seed", "split");

    private Summaries() {}

    /** One row per run, named after its model: model, data, seed, split and every metric; see {@link #runs(Split, Map)}. */
    public static Table runs(Split split, List<TrainedModel> runs) {
        Map<String, List<TrainedModel>> byName = new LinkedHashMap<>();
        runs.forEach(
                r -> byName.computeIfAbsent(r.name(), n -> new ArrayList<>()).add(r));
        return runs(split, byName);
    }

    /**
     * One row per run: model, data, seed, split and every metric. A metric that a run has not measured is missing.
     *
     * @param runs by the name that is to stand in the column {@code model}, such as {@code without SSS}
     * @throws IllegalArgumentException if a run was not evaluated on the split
     */
    public static Table runs(Split split, Map<String, List<TrainedModel>> runs) {
        String splitName = split.name().toLowerCase(Locale.ROOT);
        Table table = Table.create(
                "Comparison on " + splitName + " interactions",
                StringColumn.create("model"),
                StringColumn.create("data"),
                StringColumn.create("seed"),
                StringColumn.create("split"));
        runs.values().stream()
                .flatMap(List::stream)
                .flatMap(r -> r.evaluation(split).asMap().keySet().stream())
                .distinct()
                .forEach(label -> table.addColumns(DoubleColumn.create(label)));
        runs.forEach((name, list) -> list.forEach(run -> {
            table.stringColumn("model").append(name);
            table.stringColumn("data").append(run.data().name());
            table.stringColumn("seed").append(run.provenance().training().get(TrainOptions.SEED.key()));
            table.stringColumn("split").append(splitName);
            Map<String, Double> values = run.evaluation(split).asMap();
            table.columnNames().stream()
                    .filter(c -> !KEYS.contains(c))
                    .forEach(label -> append(table.doubleColumn(label), values.get(label)));
        }));
        return table;
    }

    private static void append(DoubleColumn column, Double value) {
        if (value == null) {
            column.appendMissing();
        } else {
            column.append(value);
        }
    }

    /**
     * One row per model: the number of runs, and the mean and standard deviation (n - 1; missing for a single run) of
     * every metric, as {@code Recall@20} and {@code Recall@20 sd}. Missing values do not count.
     *
     * @param runs a column {@code model}, and any numeric columns; runs on different data or splits must not be mixed
     * @throws IllegalArgumentException if they are
     */
    public static Table overSeeds(Table runs) {
        for (String key : List.of("data", "split")) {
            if (runs.containsColumn(key) && runs.column(key).countUnique() > 1) {
                throw new IllegalArgumentException("table \"" + runs.name() + "\": found "
                        + runs.column(key).unique().asSet().stream().sorted().toList() + " in column " + key
                        + ", expected one value; keep the rows of one " + key + " with where(...)");
            }
        }
        Map<String, List<Integer>> groups = Tables.groups(runs, "model");
        Table means = Table.create(
                runs.name(),
                StringColumn.create("model", groups.keySet()),
                IntColumn.create(
                        "runs", groups.values().stream().mapToInt(List::size).toArray()));
        runs.numericColumns().stream()
                .map(c -> c.name())
                .filter(n -> !KEYS.contains(n))
                .forEach(label -> {
                    List<double[]> values = groups.values().stream()
                            .map(rows -> Tables.pick(runs, label, rows))
                            .map(v -> Arrays.stream(v).filter(Double::isFinite).toArray())
                            .toList();
                    means.addColumns(
                            DoubleColumn.create(
                                    label, values.stream().map(Moments::mean).mapToDouble(v -> v)),
                            DoubleColumn.create(
                                    label + " sd",
                                    values.stream().map(Moments::deviation).mapToDouble(v -> v)));
                });
        return means;
    }
}
