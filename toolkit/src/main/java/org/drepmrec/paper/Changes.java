package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Significance;
import org.drepmrec.eval.Metrics;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.SeedRuns;

/** Changes of Recall@20 from some runs to others, with paired tests over users, corrected by Holm for all of them. */
final class Changes {

    private static final String LABEL = Metrics.RECALL.label(20);

    private final Map<String, Change> all = new LinkedHashMap<>();

    /**
     * A change.
     *
     * @param percent of the mean; NaN if a run failed
     * @param p of the t-test, corrected; NaN likewise
     */
    record Change(double percent, double p) {

        boolean failed() {
            return Double.isNaN(percent);
        }

        boolean significant() {
            return p < Phrases.LEVEL;
        }

        boolean loss() {
            return percent < 0 && significant();
        }

        boolean gain() {
            return percent > 0 && significant();
        }
    }

    private Changes() {}

    /** Changes from each one's own runs to its others, by name. */
    static Changes of(Map<String, List<RunRecord>> from, Map<String, List<RunRecord>> to) {
        Changes changes = new Changes();
        to.forEach((name, runs) -> changes.all.put(name, raw(new SeedRuns(from.get(name)), new SeedRuns(runs))));
        List<String> tested = changes.all.keySet().stream()
                .filter(n -> !changes.all.get(n).failed())
                .toList();
        double[] p = Significance.holm(
                tested.stream().mapToDouble(n -> changes.all.get(n).p()).toArray());
        for (int c = 0; c < p.length; c++) {
            changes.all.put(
                    tested.get(c), new Change(changes.all.get(tested.get(c)).percent(), p[c]));
        }
        return changes;
    }

    private static Change raw(SeedRuns before, SeedRuns after) {
        if (before.failures() + after.failures() > 0) {
            return new Change(Double.NaN, Double.NaN);
        }
        return new Change(
                100 * (after.mean(Metrics.RECALL, 20) / before.mean(Metrics.RECALL, 20) - 1),
                Significance.test(after.perUser(Metrics.RECALL, 20), before.perUser(Metrics.RECALL, 20))
                        .tP());
    }

    Change get(String name) {
        return all.get(name);
    }

    /** A sentence for each. */
    List<String> sentences(UnaryOperator<String> name) {
        List<String> sentences = new ArrayList<>();
        all.forEach((n, change) -> sentences.add(Findings.sentence(name.apply(n) + ": "
                + (change.failed()
                        ? "a run failed, so there is nothing to compare"
                        : LABEL
                                + String.format(Locale.ROOT, " %+.1f %%", change.percent())
                                + Phrases.significance(change.p())))));
        return sentences;
    }

    /** Whether a claim, that all changes are of one sign, holds for all, fails for some, or is not shown by some. */
    String judged(String claim, Predicate<Change> wanted) {
        List<String> contrary = named(c -> !wanted.test(c) && c.significant());
        List<String> open = named(c -> !wanted.test(c) && !c.significant());
        return Phrases.judged(claim, listed(contrary), listed(open));
    }

    private List<String> named(Predicate<Change> which) {
        return all.entrySet().stream()
                .filter(e -> which.test(e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private String listed(List<String> names) {
        return !names.isEmpty() && names.size() == all.size() ? "any row" : String.join(", ", names);
    }
}
