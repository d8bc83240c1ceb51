package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Significance;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Summarized;
import org.drepmrec.eval.Metric;
import org.drepmrec.model.Models;
import org.drepmrec.run.Report;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.SeedRuns;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What {@link Rq1} found. */
public final class Rq1Result implements Summarized, Report {

    private static final List<Measure> MEASURES = List.of(
            new Measure(Metric.RECALL, 10),
            new Measure(Metric.RECALL, 20),
            new Measure(Metric.NDCG, 10),
            new Measure(Metric.NDCG, 20));

    private final MultimodalDataset data;
    private final Map<String, SeedRuns> models;
    private final List<String> proposed;
    private final List<Comparison> comparisons = new ArrayList<>();

    private record Measure(Metric metric, int k) {
        String label() {
            return metric.label(k);
        }
    }

    private record Comparison(Measure measure, String model, String baseline, double gain, Significance.Result test) {}

    Rq1Result(MultimodalDataset data, Map<String, SeedRuns> models, List<String> proposed) {
        this.data = data;
        this.models = models;
        this.proposed = proposed.stream().filter(models::containsKey).toList();
        for (String model : this.proposed) {
            MEASURES.forEach(m -> compare(model, m).ifPresent(comparisons::add));
        }
    }

    private Optional<Comparison> compare(String model, Measure m) {
        String best = null;
        for (String name : models.keySet()) {
            boolean better = !proposed.contains(name)
                    && (best == null ? !Double.isNaN(mean(name, m)) : mean(name, m) > mean(best, m));
            best = better ? name : best;
        }
        if (best == null || Double.isNaN(mean(model, m))) {
            return Optional.empty();
        }
        double[] ours = models.get(model).perUser(m.metric(), m.k());
        double[] theirs = models.get(best).perUser(m.metric(), m.k());
        double gain = 100 * (mean(model, m) / mean(best, m) - 1);
        return Optional.of(new Comparison(m, model, best, gain, Significance.test(ours, theirs)));
    }

    private double mean(String model, Measure m) {
        return models.get(model).mean(m.metric(), m.k());
    }

    /** Table 1: the data set's sizes, and below them the paper's where it has this data set. */
    public Table table1() {
        Table measured = data.summary();
        double sparsity = measured.doubleColumn("sparsity %").getDouble(0);
        Table table = Table.create(
                "Table 1: " + data.name(),
                StringColumn.create("source", "measured"),
                IntColumn.create("users", new int[] {data.users()}),
                IntColumn.create("items", new int[] {data.items()}),
                IntColumn.create(
                        "interactions",
                        new int[] {measured.intColumn("interactions").getInt(0)}),
                DoubleColumn.create("sparsity %", new double[] {sparsity}));
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
     * others, and the p-value of the paired t-test over users; beside them, where the paper has this data set, its numbers.
     */
    public ResultTable table2() {
        List<String> names = List.copyOf(models.keySet());
        ResultTable.Builder table = ResultTable.builder("Table 2: " + data.name(), "model", names);
        for (Measure m : MEASURES) {
            table.measured(m.label(), values(names, n -> mean(n, m)), values(names, n -> models.get(n)
                    .deviation(m.metric(), m.k())));
        }
        String label = Metric.RECALL.label(20);
        table.plain(label + " gain %", values(names, n -> of(n, label, Comparison::gain)), "%+.2f");
        table.plain(label + " p", values(names, n -> of(n, label, c -> c.test().tP())), "%.4f");
        Published.of(data.name())
                .ifPresent(paper -> MEASURES.forEach(m ->
                        table.plain(m.label() + " (paper)", values(names, n -> paper.value(2, n, m.label())), "%.4f")));
        return table.build();
    }

    private static double[] values(List<String> names, ToDoubleFunction<String> value) {
        return names.stream().mapToDouble(value).toArray();
    }

    private double of(String model, String label, ToDoubleFunction<Comparison> value) {
        return comparisons.stream()
                .filter(c -> c.model().equals(model) && c.measure().label().equals(label))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /**
     * The proposed models against the best of the others, a row per model and metric: improvement in per cent, and paired
     * tests over users of each user's mean over seeds.
     */
    public Table comparison() {
        Table table = Table.create(
                "Against the best baseline: " + data.name(),
                StringColumn.create("model"),
                StringColumn.create("metric"),
                StringColumn.create("best baseline"),
                DoubleColumn.create("gain %"),
                IntColumn.create("users"),
                DoubleColumn.create("effect size d_z"),
                DoubleColumn.create("p (t-test)"),
                DoubleColumn.create("p (Wilcoxon)"));
        for (Comparison c : comparisons) {
            table.stringColumn(0).append(c.model());
            table.stringColumn(1).append(c.measure().label());
            table.stringColumn(2).append(c.baseline());
            table.doubleColumn(3).append(c.gain());
            table.intColumn(4).append(c.test().pairs());
            table.doubleColumn(5).append(c.test().effect());
            table.doubleColumn(6).append(c.test().tP());
            table.doubleColumn(7).append(c.test().wP());
        }
        return table;
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
        all.put("comparison", comparison());
        return all;
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
        Published.of(data.name()).ifPresent(p -> {
            notes.add(
                    "columns marked (paper) are printed there, most of them copies from earlier papers on another split;"
                            + " all others are measured here");
            notes.addAll(p.notes(2));
        });
        return notes;
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
