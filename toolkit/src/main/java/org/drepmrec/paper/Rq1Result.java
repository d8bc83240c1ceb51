package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.Ranks;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Series;
import org.drepmrec.analysis.Significance;
import org.drepmrec.data.Split;
import org.drepmrec.data.Summarized;
import org.drepmrec.eval.Metrics;
import org.drepmrec.eval.UserMetric;
import org.drepmrec.model.Models;
import org.drepmrec.run.DataOutline;
import org.drepmrec.run.Report;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.SeedRuns;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The result of {@link Rq1}. */
public final class Rq1Result implements Summarized, Report {

    private static final List<Measure> MEASURES = List.of(
            new Measure(Metrics.RECALL, 10),
            new Measure(Metrics.RECALL, 20),
            new Measure(Metrics.NDCG, 10),
            new Measure(Metrics.NDCG, 20));

    private final DataOutline data;
    private final Map<String, SeedRuns> models;
    private final List<String> proposed;
    private final Optional<RunRecord> popularity;
    private final List<Comparison> comparisons = new ArrayList<>();

    record Measure(UserMetric metric, int k) {
        String label() {
            return metric.label(k);
        }
    }

    /**
     * A proposed model against a baseline.
     *
     * @param gain in per cent
     * @param tHolm the p-value of t, corrected for all comparisons by this metric
     * @param wHolm the p-value of W+, corrected likewise
     */
    record Comparison(
            Measure measure,
            String model,
            String baseline,
            double gain,
            Significance.Result test,
            double tHolm,
            double wHolm) {}

    /** @param popularity the floor that the chart shows, if there is a run of it */
    Rq1Result(DataOutline data, Map<String, SeedRuns> models, List<String> proposed, Optional<RunRecord> popularity) {
        this.data = data;
        this.models = models;
        this.popularity = popularity;
        this.proposed = proposed.stream().filter(models::containsKey).toList();
        MEASURES.stream().filter(this::testable).forEach(m -> comparisons.addAll(compare(m)));
    }

    /** Records keep the values of single users at one cut-off only. */
    private boolean testable(Measure m) {
        return models.values().stream()
                .flatMap(seeds -> seeds.runs().stream())
                .filter(r -> r.status() == RunRecord.Status.FINISHED)
                .allMatch(r -> r.hasPerUser(m.metric(), m.k()));
    }

    /** Every proposed model with every baseline; those with a failed run are left out. */
    private List<Comparison> compare(Measure m) {
        List<Comparison> found = new ArrayList<>();
        List<String> finished =
                models.keySet().stream().filter(n -> !Double.isNaN(mean(n, m))).toList();
        for (String model : finished.stream().filter(proposed::contains).toList()) {
            for (String baseline :
                    finished.stream().filter(n -> !proposed.contains(n)).toList()) {
                double gain = 100 * (mean(model, m) / mean(baseline, m) - 1);
                Significance.Result test = Significance.test(perUser(model, m), perUser(baseline, m));
                found.add(new Comparison(m, model, baseline, gain, test, test.tP(), test.wP()));
            }
        }
        double[] t =
                Significance.holm(found.stream().mapToDouble(Comparison::tHolm).toArray());
        double[] w =
                Significance.holm(found.stream().mapToDouble(Comparison::wHolm).toArray());
        for (int c = 0; c < t.length; c++) {
            Comparison raw = found.get(c);
            found.set(c, new Comparison(m, raw.model, raw.baseline, raw.gain, raw.test, t[c], w[c]));
        }
        return found;
    }

    private double[] perUser(String model, Measure m) {
        return models.get(model).perUser(m.metric(), m.k());
    }

    private double mean(String model, Measure m) {
        return models.get(model).mean(m.metric(), m.k());
    }

    /** Table 1: the data set's sizes, and below them the paper's where it has this data set. */
    public Table table1() {
        Table table = Table.create(
                "Table 1: " + data.name(),
                StringColumn.create("source", "measured"),
                IntColumn.create("users", new int[] {data.users()}),
                IntColumn.create("items", new int[] {data.items()}),
                IntColumn.create("interactions", new int[] {data.interactions()}),
                DoubleColumn.create("sparsity %", new double[] {data.sparsity()}));
        Published.of(data.name()).map(Published::statistics).ifPresent(paper -> {
            table.stringColumn(0).append("paper");
            for (int c = 1; c <= 3; c++) {
                table.intColumn(c).append((int) paper[c - 1]);
            }
            table.doubleColumn(4).append(paper[3]);
        });
        return table;
    }

    /** As {@link #table2}. */
    public ResultTable table() {
        return table2();
    }

    /**
     * Table 2: a row per model with Recall and NDCG at 10 and 20 on the test split, mean and deviation over seeds, the best
     * and second best marked; for the proposed models by how many per cent they improve Recall@20 over the best of the
     * others, and the p-value of the paired t-test over users against that one, corrected by Holm for the comparisons of every
     * proposed model with every other; beside them, where the paper has this data set, its numbers.
     */
    public ResultTable table2() {
        List<String> names = List.copyOf(models.keySet());
        ResultTable.Builder table = ResultTable.builder("Table 2: " + data.name(), "model", names);
        for (Measure m : MEASURES) {
            table.measured(m.label(), values(names, n -> mean(n, m)), values(names, n -> models.get(n)
                    .deviation(m.metric(), m.k())));
        }
        String label = Metrics.RECALL.label(20);
        table.plain(label + " gain %", values(names, n -> of(n, label, Comparison::gain)), "%+.2f");
        table.probability(label + " p (Holm)", values(names, n -> of(n, label, Comparison::tHolm)));
        Published.of(data.name())
                .filter(paper -> names.stream().anyMatch(n -> Double.isFinite(paper.value(2, n, label))))
                .ifPresent(paper -> MEASURES.forEach(m ->
                        table.plain(m.label() + " (paper)", values(names, n -> paper.value(2, n, m.label())), "%.4f")));
        return table.build();
    }

    private static double[] values(List<String> names, ToDoubleFunction<String> value) {
        return names.stream().mapToDouble(value).toArray();
    }

    /** Of the comparison with the best baseline; NaN if there is none. */
    private double of(String model, String label, ToDoubleFunction<Comparison> value) {
        return comparisons(model, label).stream().mapToDouble(value).findFirst().orElse(Double.NaN);
    }

    /** A proposed model against every baseline by a metric, the best baseline first. */
    List<Comparison> comparisons(String model, String label) {
        return comparisons.stream()
                .filter(c -> c.model().equals(model) && c.measure().label().equals(label))
                .sorted(Comparator.comparingDouble(Comparison::gain))
                .toList();
    }

    /** The metrics of Table 2. */
    static List<String> labels() {
        return MEASURES.stream().map(Measure::label).toList();
    }

    /** The models, in the order of the table. */
    List<String> models() {
        return List.copyOf(models.keySet());
    }

    /** Those of the proposed models that were compared. */
    List<String> proposed() {
        return proposed;
    }

    /**
     * Recall@20 on the test split, a bar per model with the deviation over seeds, the highest first, and popularity as a line;
     * the proposed models in their colors.
     */
    public Chart chart() {
        String label = Metrics.RECALL.label(20);
        List<String> names = models().stream()
                .sorted(Comparator.comparingDouble(n -> -models.get(n).mean(Metrics.RECALL, 20)))
                .toList();
        Chart.Builder chart = Chart.builder(
                        "Table 2: " + label + " on " + data.name(),
                        Axis.categories("model", names),
                        Axis.linear("test " + label))
                .errors(Plots.OVER_SEEDS);
        Map<String, List<String>> groups = new LinkedHashMap<>();
        names.forEach(
                n -> groups.computeIfAbsent(group(n), g -> new ArrayList<>()).add(n));
        groups.forEach((group, members) -> chart.add(new Series.Bars(
                group,
                members.stream().mapToDouble(names::indexOf).toArray(),
                values(members, n -> models.get(n).mean(Metrics.RECALL, 20)),
                values(members, n -> models.get(n).deviation(Metrics.RECALL, 20)),
                0.6)));
        popularity.ifPresent(run -> chart.add(Series.Curve.levels(
                run.spec().model(),
                names.stream().mapToDouble(n -> run.metric(Split.TEST, label)).toArray())));
        return chart.build();
    }

    private String group(String model) {
        return proposed.contains(model)
                ? model
                : Models.type(model).closedForm().isPresent() ? "nothing to train" : "baseline";
    }

    /**
     * The place of each model by Recall@20 on the test split, of each user's mean over seeds, with the places that it takes in
     * 95 % of samples of the users; models with a failed run are left out.
     */
    public Table ranks() {
        Map<String, double[]> perUser = new LinkedHashMap<>();
        models.forEach((name, seeds) -> {
            if (seeds.failures() == 0) {
                perUser.put(name, seeds.perUser(Metrics.RECALL, 20));
            }
        });
        return Ranks.of(perUser, Metrics.RECALL.label(20));
    }

    /** What each model's training took, mean over seeds: the best epoch, epochs, seconds an epoch and in all. */
    public Table costs() {
        List<String> names = models();
        return Table.create(
                "What training took: " + data.name(),
                StringColumn.create("model", names),
                cost("best epoch", names, r -> r.bestEpoch()
                        .map(e -> (double) e.number())
                        .orElse(Double.NaN)),
                cost("epochs", names, r -> r.epochs().size()),
                cost("seconds an epoch", names, r -> r.epochs().stream()
                        .mapToDouble(e -> e.trainSeconds() + e.evaluationSeconds())
                        .average()
                        .orElse(Double.NaN)),
                cost("seconds", names, RunRecord::seconds));
    }

    private DoubleColumn cost(String column, List<String> names, ToDoubleFunction<RunRecord> value) {
        return DoubleColumn.create(column, values(names, n -> models.get(n).runs().stream()
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN)));
    }

    /**
     * Validation Recall@20 of some models over the epochs that all their runs reached, the mean over seeds with a band of one
     * deviation. The axes are the same whichever models are chosen.
     */
    public Chart curves(String... chosen) {
        String label = Metrics.RECALL.label(20);
        Map<String, Curve> all = new LinkedHashMap<>();
        models.forEach((name, seeds) -> all.put(name, Curve.of(seeds.runs(), label)));
        double highest = all.values().stream()
                .flatMapToDouble(c -> IntStream.range(0, c.means.length).mapToDouble(c::high))
                .max()
                .orElse(0);
        int longest = all.values().stream().mapToInt(c -> c.means.length).max().orElse(1);
        List<String> names = Arrays.stream(chosen).map(Models::spelled).toList();
        Chart.Builder chart = Chart.builder(
                        "Validation " + label + " on " + data.name() + ": " + String.join(", ", names),
                        Axis.linear("epoch").including(1, longest),
                        Axis.linear(label).including(0, highest))
                .errors(Plots.OVER_SEEDS);
        for (String name : names) {
            runs(name);
            Curve curve = all.get(name);
            double[] epochs = IntStream.rangeClosed(1, curve.means.length)
                    .asDoubleStream()
                    .toArray();
            chart.curve(name, epochs, curve.means, curve.deviations);
        }
        return chart.build();
    }

    /** A metric by epoch, over the epochs that all runs reached. */
    private record Curve(double[] means, double[] deviations) {

        static Curve of(List<RunRecord> all, String label) {
            List<RunRecord> runs =
                    all.stream().filter(r -> !r.epochs().isEmpty()).toList();
            int shortest = runs.stream().mapToInt(r -> r.epochs().size()).min().orElse(0);
            double[][] values = IntStream.range(0, shortest)
                    .mapToObj(e -> runs.stream()
                            .mapToDouble(r -> r.epochs().get(e).selection().get(label))
                            .toArray())
                    .toArray(double[][]::new);
            return new Curve(
                    Arrays.stream(values)
                            .mapToDouble(v -> Arrays.stream(v).average().orElse(Double.NaN))
                            .toArray(),
                    Arrays.stream(values).mapToDouble(SeedRuns::deviation).toArray());
        }

        double high(int epoch) {
            return Double.isNaN(deviations[epoch]) ? means[epoch] : means[epoch] + deviations[epoch];
        }
    }

    /**
     * The proposed models against every baseline, a row per metric and pair: improvement in per cent, and of each user's
     * mean over seeds the mean difference with its 95% bootstrap interval and paired tests. P-values marked Holm are
     * corrected for all pairs of the same metric.
     *
     * @see Significance.Result
     */
    public Table comparison() {
        return Table.create(
                "Against every baseline: " + data.name(),
                text("metric", c -> c.measure().label()),
                text("model", Comparison::model),
                text("baseline", Comparison::baseline),
                number("gain %", Comparison::gain),
                IntColumn.create(
                        "users",
                        comparisons.stream().mapToInt(c -> c.test().pairs()).toArray()),
                number("difference", c -> c.test().difference()),
                number("95% low", c -> c.test().low()),
                number("95% high", c -> c.test().high()),
                number("effect size d_z", c -> c.test().effect()),
                number("p (t-test)", c -> c.test().tP()),
                number("p (t-test, Holm)", Comparison::tHolm),
                number("p (Wilcoxon)", c -> c.test().wP()),
                number("p (Wilcoxon, Holm)", Comparison::wHolm));
    }

    private StringColumn text(String name, Function<Comparison, String> value) {
        return StringColumn.create(name, comparisons.stream().map(value).toList());
    }

    private DoubleColumn number(String name, ToDoubleFunction<Comparison> value) {
        return DoubleColumn.create(name, comparisons.stream().mapToDouble(value).toArray());
    }

    /**
     * The runs of a model, one for each seed.
     *
     * @throws IllegalArgumentException if the model was not compared
     */
    public List<RunRecord> runs(String model) {
        SeedRuns found = models.get(Models.spelled(model));
        if (found == null) {
            throw new IllegalArgumentException("model: found \"" + model + "\", expected one of " + models.keySet());
        }
        return found.runs();
    }

    @Override
    public Map<String, Table> tables() {
        return tables(table2().numbers());
    }

    @Override
    public Map<String, Table> printed() {
        return tables(table2().styled());
    }

    private Map<String, Table> tables(Table second) {
        Map<String, Table> all = new LinkedHashMap<>();
        all.put("table1", table1());
        all.put("table2", second);
        if (!comparisons.isEmpty()) {
            all.put("comparison", comparison());
        }
        return all;
    }

    @Override
    public Map<String, Chart> charts() {
        return models.isEmpty() ? Map.of() : Map.of("table2", chart());
    }

    @Override
    public Map<String, Findings> findingsByTable() {
        return Map.of("table2", Rq1Findings.of(this));
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        models.forEach((name, seeds) -> {
            if (seeds.failures() > 0) {
                notes.add(name + ": " + seeds.failures() + " of " + seeds.runs().size() + " runs failed ("
                        + seeds.runs().stream()
                                .filter(r -> r.status() == RunRecord.Status.FAILED)
                                .findFirst()
                                .orElseThrow()
                                .warnings()
                        + "), so it has no mean");
            }
        });
        models.forEach((name, seeds) -> seeds.runs().stream()
                .filter(r -> r.status() == RunRecord.Status.FINISHED)
                .forEach(r -> r.warnings()
                        .forEach(w -> notes.add(name + ", seed " + r.spec().seed() + ": " + w))));
        if (comparisons.isEmpty()) {
            notes.add(
                    "no proposed model is among those compared, so there is neither gain nor p; name one by proposed(...) or"
                            + " --proposed");
        } else {
            notes.add(
                    "p-values are of paired tests over the users' means over seeds; those marked Holm are corrected for the "
                            + comparisons.size() / measured()
                            + " comparisons by each metric, every proposed model with every baseline; intervals are of "
                            + Significance.RESAMPLES + " bootstrap samples of the users");
        }
        Published.of(data.name()).ifPresent(p -> {
            notes.add(
                    "columns marked (paper) are printed there, most of them copies from earlier papers, for MMRec's public split;"
                            + " all others are measured here");
            notes.addAll(p.notes(2));
        });
        return notes;
    }

    private long measured() {
        return comparisons.stream().map(Comparison::measure).distinct().count();
    }

    /** {@link #table2} as numbers. */
    @Override
    public Table summary() {
        return table2().numbers();
    }

    @Override
    public String toString() {
        return "RQ1 on " + data.name() + ": " + models.keySet();
    }
}
