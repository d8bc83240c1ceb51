package org.drepmrec.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Series;
import org.drepmrec.analysis.Significance;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import tech.tablesaw.api.Table;

/** The result of {@link Knockout}. */
public final class KnockoutResult implements Report {

    /** A difference counts if its p-value, corrected by Holm for all rows, is below this. */
    public static final double LEVEL = 0.05;

    private static final String RECALL = Metrics.RECALL.label(20);
    private static final String NDCG = Metrics.NDCG.label(20);

    private final String data;
    private final Map<String, Map<String, SeedRuns>> models;
    private final List<String> skipped;
    private final Optional<RunRecord> popularity;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A condition of a model.
     *
     * @param change of Recall@20 against the features as they are, in per cent; NaN of these themselves, and after a failure
     * @param p of the paired t-test over the users' means over seeds, corrected by Holm; NaN likewise
     */
    private record Row(String model, String condition, SeedRuns runs, double change, double p) {

        double recall() {
            return runs.mean(Metrics.RECALL, 20);
        }

        boolean significant() {
            return p < LEVEL;
        }
    }

    /**
     * A result of runs that are there.
     *
     * @param data the data set's name
     * @param models by model and condition, such as {@code textual shuffled}; {@link Knockout#AS_IS} is one of each model's
     * @param skipped conditions that could not be, one sentence each
     * @param popularity the floor that the chart shows, if there is a run of it
     */
    public KnockoutResult(
            String data,
            Map<String, Map<String, SeedRuns>> models,
            List<String> skipped,
            Optional<RunRecord> popularity) {
        this.data = data;
        this.popularity = popularity;
        this.models = models;
        this.skipped = List.copyOf(skipped);
        models.forEach((model, conditions) -> {
            SeedRuns asIs = conditions.get(Knockout.AS_IS);
            conditions.forEach((condition, runs) -> rows.add(row(model, condition, runs, asIs)));
        });
        int[] tested = IntStream.range(0, rows.size())
                .filter(r -> !Double.isNaN(rows.get(r).p()))
                .toArray();
        double[] corrected = Significance.holm(
                IntStream.of(tested).mapToDouble(r -> rows.get(r).p()).toArray());
        for (int k = 0; k < tested.length; k++) {
            Row raw = rows.get(tested[k]);
            rows.set(tested[k], new Row(raw.model, raw.condition, raw.runs, raw.change, corrected[k]));
        }
    }

    private static Row row(String model, String condition, SeedRuns runs, SeedRuns asIs) {
        if (runs == asIs || runs.failures() + asIs.failures() > 0) {
            return new Row(model, condition, runs, Double.NaN, Double.NaN);
        }
        double p = Significance.test(runs.perUser(Metrics.RECALL, 20), asIs.perUser(Metrics.RECALL, 20))
                .tP();
        double change = 100 * (runs.mean(Metrics.RECALL, 20) / asIs.mean(Metrics.RECALL, 20) - 1);
        return new Row(model, condition, runs, change, p);
    }

    /**
     * A row per model and condition: Recall@20 and NDCG@20 on the test split, mean and deviation over seeds, the change of
     * Recall@20 against the features as they are, in per cent, and its p-value.
     */
    public ResultTable table() {
        ResultTable.Builder table = ResultTable.builder(
                title(),
                models.size() == 1 ? "features" : "model, features",
                rows.stream().map(this::name).toList());
        table.measured(RECALL, values(Row::recall), values(r -> r.runs().deviation(Metrics.RECALL, 20)));
        table.measured(NDCG, values(r -> r.runs().mean(Metrics.NDCG, 20)), values(r -> r.runs()
                .deviation(Metrics.NDCG, 20)));
        table.plain(RECALL + " change %", values(Row::change), "%+.1f");
        table.probability(RECALL + " p (Holm)", values(Row::p));
        return table.build();
    }

    private String title() {
        return "Knockout: " + (models.size() == 1 ? models.keySet().iterator().next() + " on " : "") + data;
    }

    private String name(Row row) {
        return models.size() == 1 ? row.condition() : row.model() + ", " + row.condition();
    }

    private double[] values(ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    /** Recall@20 of every condition, a group of bars for each, a bar per model, with the deviation over seeds, and popularity as a line. */
    public Chart chart() {
        List<String> conditions = rows.stream().map(Row::condition).distinct().toList();
        List<String> names = List.copyOf(models.keySet());
        double width = 0.8 / names.size();
        Chart.Builder chart = Chart.builder(
                        title(), Axis.categories("features", conditions), Axis.linear("test " + RECALL))
                .errors(Plots.OVER_SEEDS);
        for (int m = 0; m < names.size(); m++) {
            String model = names.get(m);
            List<Row> bars = rows.stream().filter(r -> r.model().equals(model)).toList();
            double shift = (m - (names.size() - 1) / 2.0) * width;
            chart.add(new Series.Bars(
                    model,
                    bars.stream()
                            .mapToDouble(r -> conditions.indexOf(r.condition()) + shift)
                            .toArray(),
                    bars.stream().mapToDouble(Row::recall).toArray(),
                    bars.stream()
                            .mapToDouble(r -> r.runs().deviation(Metrics.RECALL, 20))
                            .toArray(),
                    width * 0.92));
        }
        popularity.ifPresent(run -> chart.add(Series.Curve.levels(
                run.spec().model(),
                conditions.stream()
                        .mapToDouble(c -> run.metric(Split.TEST, RECALL))
                        .toArray())));
        return chart.build();
    }

    /** A sentence for each model and changed condition. */
    @Override
    public Map<String, Findings> findingsByTable() {
        List<String> sentences = rows.stream()
                .filter(r -> !Double.isNaN(r.change()))
                .map(KnockoutResult::finding)
                .toList();
        return sentences.isEmpty() ? Map.of() : Map.of("knockout", new Findings(sentences));
    }

    private static String finding(Row row) {
        String start = row.model() + " with " + row.condition() + ": ";
        if (!row.significant()) {
            return start
                    + String.format(
                            Locale.ROOT,
                            "Recall@20 changes by %+.1f %%, which these users cannot tell from chance (p = %.2g).",
                            row.change(),
                            row.p());
        }
        return start
                + String.format(
                        Locale.ROOT,
                        row.change() < 0
                                ? "Recall@20 falls by %.1f %% (p = %.2g), so "
                                        + (row.condition().endsWith(Knockout.LEFT_OUT)
                                                ? "what was taken away was worth that."
                                                : "the model relies on what was taken away.")
                                : "Recall@20 rises by %.1f %% (p = %.2g), so what was taken away did harm.",
                        Math.abs(row.change()),
                        row.p());
    }

    /**
     * The runs of a model under a condition such as {@code textual shuffled}.
     *
     * @throws IllegalArgumentException if there are none, listing all
     */
    public SeedRuns runs(String model, String condition) {
        SeedRuns found = models.getOrDefault(model, Map.of()).get(condition);
        if (found == null) {
            throw new IllegalArgumentException("knockout: found model \"" + model + "\" with \"" + condition
                    + "\", expected one of " + rows.stream().map(this::name).toList() + " of models "
                    + models.keySet());
        }
        return found;
    }

    @Override
    public Map<String, Table> tables() {
        return rows.isEmpty() ? Map.of() : Map.of("knockout", table().numbers());
    }

    @Override
    public Map<String, Table> printed() {
        return rows.isEmpty() ? Map.of() : Map.of("knockout", table().styled());
    }

    @Override
    public Map<String, Chart> charts() {
        return rows.isEmpty() ? Map.of() : Map.of("knockout", chart());
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(skipped);
        Map<String, Long> failures = new LinkedHashMap<>();
        rows.forEach(r -> failures.put(name(r), r.runs().failures()));
        failures.forEach((name, count) -> {
            if (count > 0) {
                notes.add(name + ": " + count + " runs failed, so it has no mean");
            }
        });
        notes.add("p-values are of paired t-tests over the users' means over seeds, corrected by Holm for all rows");
        return notes;
    }

    @Override
    public String toString() {
        return title();
    }
}
