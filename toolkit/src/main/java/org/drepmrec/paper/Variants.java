package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.Series;
import org.drepmrec.analysis.Summaries;
import org.drepmrec.data.Split;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import org.drepmrec.run.Runner;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Runs by the name that they have in a table or a chart, one for each seed. */
final class Variants {

    private static final String[] LABELS = {"Recall@20", "NDCG@20"};

    private final String data;
    private final Map<String, List<RunRecord>> runs;
    private final Optional<RunRecord> popularity;

    private Variants(String data, Map<String, List<RunRecord>> runs, Optional<RunRecord> popularity) {
        this.data = data;
        this.runs = runs;
        this.popularity = popularity;
    }

    /**
     * Runs that are there.
     *
     * @param popularity the floor that charts show, if there is a run of it
     */
    static Variants of(String data, Map<String, List<RunRecord>> runs, Optional<RunRecord> popularity) {
        return new Variants(data, runs, popularity);
    }

    /** Does the runs that are missing. */
    static Variants run(Runner runner, RunSpec popularity, Map<String, List<RunSpec>> wanted) {
        List<RunRecord> all =
                runner.run(Stream.concat(wanted.values().stream().flatMap(List::stream), Stream.of(popularity))
                        .toList());
        Map<String, List<RunRecord>> byName = new LinkedHashMap<>();
        int from = 0;
        for (Map.Entry<String, List<RunSpec>> e : wanted.entrySet()) {
            byName.put(e.getKey(), all.subList(from, from + e.getValue().size()));
            from += e.getValue().size();
        }
        return new Variants(runner.data().name(), byName, Optional.of(all.get(from)));
    }

    List<String> names() {
        return List.copyOf(runs.keySet());
    }

    List<RunRecord> of(String name) {
        return runs.get(name);
    }

    /** The finished runs of a name. */
    List<RunRecord> finished(String name) {
        return runs.getOrDefault(name, List.of()).stream()
                .filter(r -> r.status() == RunRecord.Status.FINISHED)
                .toList();
    }

    boolean anyFinished() {
        return names().stream().anyMatch(n -> !finished(n).isEmpty());
    }

    /**
     * The model of the first seed whose run finished.
     *
     * @throws IllegalStateException if none did
     */
    TrainedModel model(String name) {
        return finished(name).stream()
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(name + ": no run finished (" + notes() + "), expected one"))
                .model();
    }

    Variants only(List<String> names) {
        Map<String, List<RunRecord>> some = new LinkedHashMap<>();
        names.forEach(n -> some.put(n, runs.get(n)));
        return new Variants(data, some, popularity);
    }

    /** One row per run: model, data, seed, split, Recall and NDCG at every cut-off; missing where a run failed. */
    Table perRun(String title, Split split) {
        String splitName = split.name().toLowerCase(Locale.ROOT);
        Table table = Table.create(
                title,
                StringColumn.create("model"),
                StringColumn.create("data"),
                StringColumn.create("seed"),
                StringColumn.create("split"));
        runs.values().stream()
                .flatMap(List::stream)
                .flatMap(r -> r.metrics().getOrDefault(splitName, Map.of()).keySet().stream())
                .filter(Variants::ofThePaper)
                .distinct()
                .forEach(label -> table.addColumns(DoubleColumn.create(label)));
        runs.forEach((name, list) -> list.forEach(run -> {
            table.stringColumn("model").append(name);
            table.stringColumn("data").append(data);
            table.stringColumn("seed").append(Long.toString(run.spec().seed()));
            table.stringColumn("split").append(splitName);
            table.columnNames().stream().skip(4).forEach(label -> table.doubleColumn(label)
                    .append(run.metric(split, label)));
        }));
        return table;
    }

    private static boolean ofThePaper(String label) {
        return label.startsWith("Recall@") || label.startsWith("NDCG@");
    }

    /** One row per name: the number of runs, mean and standard deviation over them. */
    Table means(String title, Split split) {
        return Summaries.overSeeds(perRun(title, split));
    }

    /** Recall@20 and NDCG@20 on the test split, a bar per name, with popularity as a line. */
    Chart bars(String title) {
        return bars(perRun(title, Split.TEST));
    }

    /** Likewise, of a table with a row per run. */
    Chart bars(Table perRun) {
        return withPopularity(Plots.compare(perRun, LABELS), LABELS);
    }

    /** The chart with the level of popularity in each category, by the metric there. */
    Chart withPopularity(Chart chart, String... labels) {
        return popularity
                .map(run -> chart.with(Series.Curve.levels(
                        run.spec().model(),
                        Arrays.stream(labels)
                                .mapToDouble(label -> run.metric(Split.TEST, label))
                                .toArray())))
                .orElse(chart);
    }

    /**
     * One row per name and epoch: the number of runs with these probes that reached the epoch, and over these the mean and
     * the standard deviation of each column of a probe.
     */
    Table curves(String title, List<String> columns) {
        Table longer = Table.create(title, StringColumn.create("model"));
        columns.forEach(c -> longer.addColumns(DoubleColumn.create(c)));
        List<String> names = new ArrayList<>();
        List<Integer> epochs = new ArrayList<>();
        for (String name : runs.keySet()) {
            List<RunRecord> observed = of(name).stream()
                    .filter(r -> r.probes().stream().allMatch(p -> p.keySet().containsAll(columns)))
                    .toList();
            int longest =
                    observed.stream().mapToInt(r -> r.epochs().size()).max().orElse(0);
            for (int e = 0; e < longest; e++) {
                names.add(name);
                epochs.add(e);
                for (RunRecord run : observed) {
                    if (e < run.epochs().size()) {
                        longer.stringColumn("model").append(name + " " + e);
                        for (String c : columns) {
                            longer.doubleColumn(c).append(run.probes().get(e).get(c));
                        }
                    }
                }
            }
        }
        Table means = Summaries.overSeeds(longer);
        means.replaceColumn("model", StringColumn.create("model", names));
        means.insertColumn(
                1,
                IntColumn.create("epoch", epochs.stream().mapToInt(e -> e + 1).toArray()));
        return means;
    }

    /**
     * The columns of {@link #curves} over the epochs that all runs of a name reached, with a band of one deviation; a mean over
     * fewer would jump where a run ended. What has no value at all is left out.
     */
    static Chart chart(Table curves, String value, List<String> columns) {
        return chart(curves, Axis.linear(value), columns).build();
    }

    /** Likewise, on a given vertical axis, to be completed. */
    static Chart.Builder chart(Table curves, Axis value, List<String> columns) {
        Chart.Builder chart =
                Chart.builder(curves.name(), Axis.linear("epoch"), value).errors(Plots.OVER_SEEDS);
        for (String name : new LinkedHashSet<>(curves.stringColumn("model").asList())) {
            Table all = curves.where(curves.stringColumn("model").isEqualTo(name));
            Table rows = all.where(
                    all.intColumn("runs").isEqualTo(all.intColumn("runs").max()));
            for (String column : columns) {
                double[] ys = rows.doubleColumn(column).asDoubleArray();
                if (Arrays.stream(ys).anyMatch(Double::isFinite)) {
                    String label =
                            columns.size() == 1 ? name : name + ", " + column.substring(column.lastIndexOf(' ') + 1);
                    double[] deviations = rows.doubleColumn(column + " sd").asDoubleArray();
                    chart.curve(label, rows.intColumn("epoch").asDoubleArray(), ys, deviations);
                }
            }
        }
        return chart;
    }

    /** Adds a column for each name in the rows' maps. */
    static Table withNumbers(Table table, List<Map<String, Double>> rows) {
        rows.stream()
                .flatMap(r -> r.keySet().stream())
                .distinct()
                .forEach(name -> table.addColumns(DoubleColumn.create(
                        name, rows.stream().map(r -> r.get(name)).toArray(Double[]::new))));
        return table;
    }

    /** What a reader should know of these runs. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        runs.forEach((name, list) -> list.forEach(run -> run.warnings()
                .forEach(w -> notes.add(name + ", seed " + run.spec().seed() + ": " + w))));
        return notes;
    }

    /** Positions 0, 1, ... */
    static double[] places(int n) {
        return IntStream.range(0, n).asDoubleStream().toArray();
    }
}
