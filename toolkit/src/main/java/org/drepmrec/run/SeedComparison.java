package org.drepmrec.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Numbers;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Significance;
import org.drepmrec.data.Summarized;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Metrics;
import tech.tablesaw.api.Table;

/** One setting against others, each evaluated with the same seeds: means, deviations, and a paired test over users. */
public final class SeedComparison implements Summarized {

    private static final int K = 20;
    private static final double LEVEL = 0.05;

    private final Map<String, List<Evaluation>> evaluations;
    private final String first;

    /** @param evaluations by name, one for each seed; the first is compared with the others */
    SeedComparison(Map<String, List<Evaluation>> evaluations) {
        this.evaluations = evaluations;
        first = evaluations.keySet().iterator().next();
    }

    /** A row for each setting: mean and deviation over seeds of each metric, the best one marked. */
    public ResultTable table() {
        List<String> names = List.copyOf(evaluations.keySet());
        ResultTable.Builder table = ResultTable.builder(
                "Test split, " + evaluations.get(first).size() + " seeds: " + String.join(", ", names),
                "setting",
                names);
        for (String label : evaluations.get(first).get(0).asMap().keySet()) {
            table.measured(
                    label,
                    values(names, n -> mean(values(n, label))),
                    values(names, n -> SeedRuns.deviation(values(n, label))));
        }
        return table.build();
    }

    private static double[] values(List<String> names, ToDoubleFunction<String> value) {
        return names.stream().mapToDouble(value).toArray();
    }

    private double[] values(String name, String label) {
        return evaluations.get(name).stream()
                .mapToDouble(e -> e.asMap().get(label))
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Recall@20 of each user, mean over seeds. */
    private double[] perUser(String name) {
        List<Evaluation> seeds = evaluations.get(name);
        double[] mean = new double[seeds.get(0).users().length];
        for (Evaluation e : seeds) {
            double[] values = e.perUser(Metrics.RECALL, K);
            for (int u = 0; u < mean.length; u++) {
                mean[u] += values[u] / seeds.size();
            }
        }
        return mean;
    }

    /** The first setting against the best of the others by Recall@20, with a paired t-test over the users' means. */
    public Findings findings() {
        String label = Metrics.RECALL.label(K);
        List<String> others = new ArrayList<>(evaluations.keySet());
        others.remove(first);
        String best = others.stream()
                .max(Comparator.comparingDouble(n -> mean(values(n, label))))
                .orElseThrow();
        Significance.Result test = Significance.test(perUser(first), perUser(best));
        String verdict = test.tP() >= LEVEL
                ? "too small to tell from chance"
                : test.difference() > 0 ? "a gain beyond chance" : "a loss beyond chance";
        return Findings.of(Findings.sentence(String.format(
                Locale.ROOT,
                "%s against %s, %s over %d seeds: %.4f against %.4f, %+.1f %% (%s), %s",
                first,
                best,
                label,
                evaluations.get(first).size(),
                test.meanA(),
                test.meanB(),
                100 * (test.meanA() / test.meanB() - 1),
                Numbers.p(test.tP()),
                verdict)));
    }

    @Override
    public Table summary() {
        return table().numbers();
    }

    @Override
    public String toString() {
        return String.join("\n", findings().sentences());
    }
}
