package org.drepmrec.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.drepmrec.analysis.Findings;
import org.drepmrec.data.Split;
import org.drepmrec.data.Summarized;
import org.drepmrec.run.Search.Trial;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The result of a search: its trials, the best by validation first. */
public final class SearchResult implements Summarized, Report {

    private final String title;
    private final Grid grid;
    private final String label;
    private final List<Trial> trials;

    SearchResult(String title, Grid grid, String label, List<Trial> tried) {
        this.title = title;
        this.grid = grid;
        this.label = label;
        // Sorting is stable: among equals the one that was tried first stays first.
        this.trials = tried.stream().sorted(by(t -> t.score(label))).toList();
    }

    private static Comparator<Trial> by(ToDoubleFunction<Trial> score) {
        return Comparator.comparingDouble((Trial t) -> {
                    double value = score.applyAsDouble(t);
                    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
                })
                .reversed();
    }

    /**
     * The best settings by validation, for the options of the grid.
     *
     * @throws IllegalStateException if every trial failed
     */
    public Map<String, String> best() {
        return resolved(finished(trials.get(0)));
    }

    /** The validation score of {@link #best}, mean over seeds. */
    public double bestScore() {
        return finished(trials.get(0)).score(label);
    }

    /** The runs of {@link #best}, one for each seed. */
    public List<RunRecord> bestRuns() {
        return finished(trials.get(0)).runs();
    }

    private Trial finished(Trial trial) {
        if (Double.isNaN(trial.score(label))) {
            throw new IllegalStateException(title + ": all " + trials.size() + " trials failed, expected one at least; "
                    + trial.runs().get(0).warnings());
        }
        return trial;
    }

    /** Values as the runs had them, so that defaults that nobody set are told too. */
    private Map<String, String> resolved(Trial trial) {
        Map<String, String> values = new LinkedHashMap<>();
        grid.values().keySet().forEach(key -> values.put(key, resolved(trial, key)));
        return values;
    }

    private static String resolved(Trial trial, String key) {
        RunRecord run = trial.runs().get(0);
        return Stream.of(
                        run.provenance().graphs(),
                        run.provenance().options(),
                        run.provenance().training())
                .flatMap(area -> Optional.ofNullable(area.get(key)).stream())
                .findFirst()
                .orElseThrow();
    }

    /** One row per trial, the best by validation first; nothing of the test split. Failed trials are last. */
    public Table table() {
        Table table = Table.create(title, IntColumn.create("rank"));
        trials.forEach(
                t -> table.intColumn("rank").append(table.intColumn("rank").size() + 1));
        for (String key : grid.varied()) {
            table.addColumns(StringColumn.create(
                    key, trials.stream().map(t -> resolved(t, key)).toList()));
        }
        table.addColumns(DoubleColumn.create(
                "validation " + label,
                trials.stream().mapToDouble(t -> t.score(label)).toArray()));
        if (trials.get(0).runs().size() > 1) {
            table.addColumns(DoubleColumn.create(
                    "validation " + label + " sd",
                    trials.stream()
                            .mapToDouble(t -> SeedRuns.deviation(t.runs().stream()
                                    .mapToDouble(r -> r.metric(Split.VALIDATION, label))
                                    .toArray()))
                            .toArray()));
        }
        table.addColumns(
                DoubleColumn.create(
                        "best epoch",
                        trials.stream()
                                .mapToDouble(t -> t.runs().stream()
                                        .mapToDouble(r -> r.bestEpoch()
                                                .map(e -> (double) e.number())
                                                .orElse(Double.NaN))
                                        .average()
                                        .orElse(Double.NaN))
                                .toArray()),
                DoubleColumn.create(
                        "seconds",
                        trials.stream()
                                .mapToDouble(t -> t.runs().stream()
                                        .mapToDouble(RunRecord::seconds)
                                        .sum())
                                .toArray()),
                StringColumn.create(
                        "status",
                        trials.stream()
                                .map(t -> Double.isNaN(t.score(label)) ? "failed" : "finished")
                                .toList()));
        return table;
    }

    /**
     * What MMRec would report: the trial with the best <em>test</em> value, and its test metrics. For comparison with
     * published numbers only, since here the selection sees the test split; one row.
     *
     * @throws IllegalStateException if every trial failed
     */
    public Table testSelected() {
        Trial chosen = finished(trials.stream()
                .sorted(by(t -> t.mean(Split.TEST, label)))
                .findFirst()
                .orElseThrow());
        return row("selected on TEST as MMRec does, for comparison with published numbers only", chosen);
    }

    /** The test metrics of {@link #best}, the number to report; one row. */
    public Table validationSelected() {
        return row("selected on validation", finished(trials.get(0)));
    }

    private Table row(String name, Trial trial) {
        Table table = Table.create(name, StringColumn.create("selection", name));
        resolved(trial).forEach((key, value) -> table.addColumns(StringColumn.create(key, value)));
        List<String> labels = new ArrayList<>(
                trial.runs().get(0).metrics().getOrDefault("test", Map.of()).keySet());
        labels.removeIf(l -> !l.startsWith("Recall") && !l.startsWith("NDCG"));
        labels.forEach(
                l -> table.addColumns(DoubleColumn.create("test " + l, new double[] {trial.mean(Split.TEST, l)})));
        return table;
    }

    @Override
    public Map<String, Table> tables() {
        Map<String, Table> all = new LinkedHashMap<>();
        all.put("trials", table());
        all.put("selected", validationSelected());
        all.put("test-selected", testSelected());
        return all;
    }

    /** What choosing on the test split would have gained, which is what it flatters; empty if every trial failed. */
    @Override
    public Map<String, Findings> findingsByTable() {
        if (Double.isNaN(trials.get(0).score(label))) {
            return Map.of();
        }
        Trial other = trials.stream()
                .sorted(by(t -> t.mean(Split.TEST, label)))
                .findFirst()
                .orElseThrow();
        double chosen = trials.get(0).mean(Split.TEST, label);
        double flattered = other.mean(Split.TEST, label);
        String sentence = other.equals(trials.get(0))
                ? String.format(
                        Locale.ROOT,
                        "Validation and test split choose the same of %d settings: test %s %.4f.",
                        trials.size(),
                        label,
                        chosen)
                : String.format(
                        Locale.ROOT,
                        "Of %d settings validation chooses one with test %s %.4f; choosing on the test split would give %.4f,"
                                + " which flatters by %.1f %%.",
                        trials.size(),
                        label,
                        chosen,
                        flattered,
                        100 * (flattered / chosen - 1));
        return Map.of("selected", Findings.of(sentence));
    }

    /** {@link #table}, which a notebook shows. */
    @Override
    public Table summary() {
        return table();
    }

    @Override
    public String toString() {
        return title + ": " + trials.size() + " trials, best " + best() + " with validation " + label + " "
                + bestScore();
    }
}
