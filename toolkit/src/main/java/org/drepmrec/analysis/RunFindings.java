package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What is to be said of one or several runs of the same model and settings, which differ in their seeds alone. */
public final class RunFindings {

    private static final int K = 20;

    /** What a refit has among the settings of its data. */
    private static final String REFIT = "refit";

    private final TrainedModel first;
    private final List<TrainedModel> runs;

    private RunFindings(List<TrainedModel> runs) {
        this.first = runs.get(0);
        this.runs = List.copyOf(runs);
    }

    /**
     * Of a run and of others with other seeds.
     *
     * @throws IllegalArgumentException if they differ in anything but the seed, or two share a seed
     */
    public static RunFindings of(TrainedModel run, TrainedModel... others) {
        List<TrainedModel> runs =
                Stream.concat(Stream.of(run), Arrays.stream(others)).toList();
        for (TrainedModel other : others) {
            requireSame(run, other);
        }
        if (runs.stream().map(RunFindings::seed).distinct().count() < runs.size()) {
            throw new IllegalArgumentException("runs of " + run.name() + ": found seeds "
                    + runs.stream().map(RunFindings::seed).toList() + ", expected each once; leave out the others");
        }
        return new RunFindings(runs);
    }

    private static void requireSame(TrainedModel a, TrainedModel b) {
        RunProvenance x = a.provenance();
        RunProvenance y = b.provenance();
        List<String> different = new ArrayList<>();
        if (!x.model().equals(y.model())) {
            different.add("model");
        }
        if (!x.data().get("fingerprint").equals(y.data().get("fingerprint"))
                || !x.data().get("modalities").equals(y.data().get("modalities"))) {
            different.add("data");
        }
        if (!x.graphs().equals(y.graphs())
                || !x.options().equals(y.options())
                || !seedless(x).equals(seedless(y))
                || !a.evaluatedSplits().equals(b.evaluatedSplits())) {
            different.add("settings");
        }
        if (!different.isEmpty()) {
            throw new IllegalArgumentException("runs of " + a.name() + " and " + b.name() + ": found other "
                    + String.join(" and ", different) + ", expected nothing but other seeds; make a card of each");
        }
    }

    private static Map<String, String> seedless(RunProvenance run) {
        return run.training().entrySet().stream()
                .filter(e -> !e.getKey().equals(TrainOptions.SEED.key()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String seed(TrainedModel run) {
        return run.provenance().training().get(TrainOptions.SEED.key());
    }

    /** The runs, the one that the others were added to first. */
    public List<TrainedModel> runs() {
        return runs;
    }

    /** Whether the model was trained on all interactions, held-out ones included. */
    public boolean isRefit() {
        return first.data().provenance().settings().containsKey(REFIT);
    }

    /** How the model came to be: trained, for how long and which epoch it is; computed; or trained on everything. */
    public Findings training() {
        String what = first.name() + " ranks the " + first.data().items() + " items of "
                + first.data().name() + " for each of its " + first.data().users() + " users";
        if (first.isComputed()) {
            return Findings.of(
                    Findings.sentence(what), "It is computed from the training interactions; nothing is trained.");
        }
        if (isRefit()) {
            return Findings.of(
                    Findings.sentence(what),
                    "It was trained for " + epochs(first.epochs().size())
                            + " on all interactions, as many as validation chose before; nothing is held out, so it has no"
                            + " metrics of its own.");
        }
        String best = first.bestEpoch()
                .map(e -> "; its parameters are those of epoch " + e.number() + ", the best one on the "
                        + (first.provenance()
                                        .training()
                                        .getOrDefault(TrainOptions.SELECT_ON.key(), "")
                                        .equalsIgnoreCase("test")
                                ? "test split"
                                : "validation split"))
                .orElse("; no epoch was selected");
        String stop =
                switch (first.stopReason()) {
                    case EPOCHS_DONE -> "It ended since all epochs were run, so it might have improved further.";
                    case NO_IMPROVEMENT -> "It ended since its metric had not improved for longer than the patience.";
                    case INTERRUPTED -> "It was interrupted before its end.";
                    case NOT_FINITE -> "It ended since a number became NaN or infinite.";
                    case NOTHING_TO_TRAIN -> "There was nothing to train.";
                };
        return Findings.of(
                Findings.sentence(what),
                "It was trained for " + epochs(first.epochs().size()) + best + ".",
                stop);
    }

    private static String epochs(int count) {
        return count + (count == 1 ? " epoch" : " epochs");
    }

    /** How the interactions are split and how few of all pairs they are. */
    public Findings data() {
        MultimodalDataset data = first.data();
        long all = Arrays.stream(Split.values())
                .mapToLong(s -> data.split(s).size())
                .sum();
        double perUser = (double) all / data.users();
        String split = Arrays.stream(Split.values())
                .map(s -> String.format(
                        Locale.ROOT,
                        "%.1f %% in %s",
                        100.0 * data.split(s).size() / all,
                        s.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        return Findings.of(
                String.format(
                        Locale.ROOT,
                        "Of all pairs of a user and an item, %.3f %% are interactions, %.1f of a user on average.",
                        100.0 * all / ((double) data.users() * data.items()),
                        perUser),
                "They are split: " + split + ".",
                data.modalities().isEmpty()
                        ? "The items have no features."
                        : "The items have features of " + data.modalities().size()
                                + (data.modalities().size() == 1 ? " modality: " : " modalities: ")
                                + data.modalities().stream()
                                        .map(m -> m + " (" + data.features(m).dimension() + " numbers)")
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    /** A row for each evaluated split: its metrics, means over the runs, and of several runs {@code METRIC sd} behind each. */
    public Table metrics() {
        List<Split> splits = List.copyOf(first.evaluatedSplits());
        Table table = Table.create(
                first.name() + " on " + first.data().name()
                        + (runs.size() == 1 ? "" : ", " + runs.size() + " seeds: mean \u00b1 standard deviation"),
                StringColumn.create("split", splits.stream().map(s -> s.name().toLowerCase(Locale.ROOT))));
        if (!splits.isEmpty()) {
            first.evaluation(splits.get(0)).asMap().keySet().forEach(label -> {
                table.addColumns(column(
                        label, splits, label, v -> Arrays.stream(v).average().orElseThrow()));
                if (runs.size() > 1) {
                    table.addColumns(column(label + " sd", splits, label, Moments::deviation));
                }
            });
        }
        return table;
    }

    private DoubleColumn column(String name, List<Split> splits, String label, ToDoubleFunction<double[]> of) {
        return DoubleColumn.create(
                name,
                splits.stream()
                        .mapToDouble(s -> of.applyAsDouble(values(s, label)))
                        .toArray());
    }

    private double[] values(Split split, String label) {
        return runs.stream()
                .mapToDouble(r -> r.evaluation(split).asMap().get(label))
                .toArray();
    }

    /** How far the seeds are apart on the test split. */
    public Findings spread() {
        if (!first.evaluatedSplits().contains(Split.TEST)) {
            return Findings.of("There is no test split to measure on.");
        }
        if (first.isComputed() && runs.size() == 1) {
            return Findings.NONE;
        }
        if (runs.size() == 1) {
            return Findings.of(
                    "This is one run, of seed " + seed(first) + "; how far other seeds would be from it is not known.");
        }
        String label = label();
        double[] values = values(Split.TEST, label);
        return Findings.of(String.format(
                Locale.ROOT,
                "Over the %d seeds %s, test %s lies between %.4f and %.4f.",
                runs.size(),
                runs.stream().map(RunFindings::seed).collect(Collectors.joining(", ")),
                label,
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow()));
    }

    /** Recall at 20, or at the largest cut-off there is. */
    private String label() {
        int[] cutoffs = first.evaluation(Split.TEST).cutoffs();
        return Metrics.RECALL.label(
                Arrays.stream(cutoffs).anyMatch(k -> k == K)
                        ? K
                        : Arrays.stream(cutoffs).max().orElseThrow());
    }

    /**
     * Whether the model is above the highest of the floors, which need no training, by test Recall@20. Nothing where the model was
     * not measured at 20.
     */
    public Findings beside(Floors floors) {
        if (!first.evaluatedSplits().contains(Split.TEST) || !label().equals(Metrics.RECALL.label(K))) {
            return Findings.NONE;
        }
        double mean = Arrays.stream(values(Split.TEST, label())).average().orElseThrow();
        Table table = floors.table();
        int best = 0;
        for (int r = 1; r < table.rowCount(); r++) {
            if (table.doubleColumn(label()).get(r) > table.doubleColumn(label()).get(best)) {
                best = r;
            }
        }
        double floor = table.doubleColumn(label()).get(best);
        String beside = String.format(
                Locale.ROOT,
                "the highest floor, %s (%.4f)",
                table.stringColumn("model").get(best),
                floor);
        String own = String.format(Locale.ROOT, "%s with test %s of %.4f ", first.name(), label(), mean);
        return Findings.of(
                mean > floor
                        ? own + String.format(Locale.ROOT, "is %.1f %% above %s.", 100 * (mean / floor - 1), beside)
                        : own + "is not above " + beside
                                + (first.isComputed() ? "." : ": its training has gained nothing."));
    }
}
