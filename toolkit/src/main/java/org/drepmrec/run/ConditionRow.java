package org.drepmrec.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Numbers;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Significance;
import org.drepmrec.eval.Metrics;

/**
 * A condition under which a model was trained, against its reference condition.
 *
 * @param change of Recall@20 against the reference, in per cent; NaN of the reference itself, and after a failure
 * @param p of the paired t-test over the users' means over seeds, corrected by Holm for all rows; NaN likewise
 */
record ConditionRow(String model, String condition, SeedRuns runs, double change, double p) {

    /** A difference counts if its p-value is below this. */
    static final double LEVEL = 0.05;

    static final String RECALL = Metrics.RECALL.label(20);
    static final String NOTE =
            "p-values are of paired t-tests over the users' means over seeds, corrected by Holm for all rows";

    private static final String NDCG = Metrics.NDCG.label(20);

    /**
     * All rows.
     *
     * @param models by model and condition
     * @param reference the condition of each model that the others are held against
     */
    static List<ConditionRow> all(Map<String, Map<String, SeedRuns>> models, String reference) {
        List<ConditionRow> rows = new ArrayList<>();
        models.forEach((model, conditions) -> {
            SeedRuns base = conditions.get(reference);
            conditions.forEach((condition, runs) -> rows.add(raw(model, condition, runs, base)));
        });
        int[] tested = IntStream.range(0, rows.size())
                .filter(r -> !Double.isNaN(rows.get(r).p()))
                .toArray();
        double[] corrected = Significance.holm(
                IntStream.of(tested).mapToDouble(r -> rows.get(r).p()).toArray());
        for (int k = 0; k < tested.length; k++) {
            ConditionRow raw = rows.get(tested[k]);
            rows.set(tested[k], new ConditionRow(raw.model, raw.condition, raw.runs, raw.change, corrected[k]));
        }
        return rows;
    }

    private static ConditionRow raw(String model, String condition, SeedRuns runs, SeedRuns base) {
        if (runs == base || runs.failures() + base.failures() > 0) {
            return new ConditionRow(model, condition, runs, Double.NaN, Double.NaN);
        }
        return new ConditionRow(model, condition, runs, change(runs, base), probability(runs, base));
    }

    /** Of Recall@20, in per cent. */
    static double change(SeedRuns found, SeedRuns reference) {
        return 100 * (found.mean(Metrics.RECALL, 20) / reference.mean(Metrics.RECALL, 20) - 1);
    }

    /** Of the paired t-test over the users' means over seeds. */
    static double probability(SeedRuns found, SeedRuns reference) {
        return Significance.test(found.perUser(Metrics.RECALL, 20), reference.perUser(Metrics.RECALL, 20))
                .tP();
    }

    double recall() {
        return runs.mean(Metrics.RECALL, 20);
    }

    double deviation() {
        return runs.deviation(Metrics.RECALL, 20);
    }

    boolean significant() {
        return p < LEVEL;
    }

    /** Falls, rises, or is too small to tell; no end of the sentence where it is told. */
    String verdict() {
        if (!significant()) {
            return String.format(
                    Locale.ROOT,
                    "Recall@20 changes by %+.1f %% (%s), too small to tell from chance.",
                    change,
                    Numbers.p(p));
        }
        return String.format(
                Locale.ROOT,
                "Recall@20 %s by %.1f %% (%s)",
                change < 0 ? "falls" : "rises",
                Math.abs(change),
                Numbers.p(p));
    }

    /**
     * A row per model and condition: Recall@20 and NDCG@20 on the test split, mean and deviation over seeds, the change of
     * Recall@20 against the reference, in per cent, and its p-value.
     *
     * @param names of the rows
     */
    static ResultTable table(String title, String head, List<ConditionRow> rows, List<String> names) {
        ResultTable.Builder table = ResultTable.builder(title, head, names);
        table.measured(RECALL, values(rows, ConditionRow::recall), values(rows, ConditionRow::deviation));
        table.measured(NDCG, values(rows, r -> r.runs().mean(Metrics.NDCG, 20)), values(rows, r -> r.runs()
                .deviation(Metrics.NDCG, 20)));
        table.plain(RECALL + " change %", values(rows, ConditionRow::change), "%+.1f");
        table.probability(RECALL + " p (Holm)", values(rows, ConditionRow::p));
        return table.build();
    }

    private static double[] values(List<ConditionRow> rows, ToDoubleFunction<ConditionRow> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    /** A sentence for each row with failed runs. */
    static List<String> failures(List<ConditionRow> rows, List<String> names) {
        Map<String, Long> failures = new LinkedHashMap<>();
        for (int r = 0; r < rows.size(); r++) {
            failures.put(names.get(r), rows.get(r).runs().failures());
        }
        failures.values().removeIf(count -> count == 0);
        return failures.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue() + " runs failed, so it has no mean")
                .toList();
    }
}
