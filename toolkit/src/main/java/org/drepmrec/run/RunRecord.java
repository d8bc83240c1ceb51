package org.drepmrec.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.drepmrec.data.Split;
import org.drepmrec.data.Summarized;
import org.drepmrec.eval.Metric;
import org.drepmrec.eval.UserMetric;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.EpochTable;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The record of a finished run. Immutable; identical whether the run was just made or read from a {@link RunStore}. */
public final class RunRecord implements Summarized {

    /** How a run ended. */
    public enum Status {
        /** It has a best epoch, and metrics of it; without epochs if there was nothing to train. */
        FINISHED,
        /** Its loss was not finite before one epoch was complete: no metrics; {@link RunRecord#warnings} says why. */
        FAILED
    }

    private final RunSpec spec;
    private final String key;
    private final Status status;
    private final RunProvenance provenance;
    private final Map<String, Map<String, Double>> metrics;
    private final PerUser perUser;
    private final List<EpochRecord> epochs;
    private final List<Map<String, Double>> probes;
    private final List<String> warnings;
    private final double seconds;
    private final Supplier<TrainedModel> model;

    /**
     * Values of single users on the test split.
     *
     * @param users the evaluated users, ascending
     * @param values by label such as {@code Recall@20}, in the order of the users
     */
    record PerUser(int[] users, Map<String, double[]> values) {}

    RunRecord(
            RunSpec spec,
            String key,
            Status status,
            RunProvenance provenance,
            Map<String, Map<String, Double>> metrics,
            PerUser perUser,
            List<EpochRecord> epochs,
            List<Map<String, Double>> probes,
            List<String> warnings,
            double seconds,
            Supplier<TrainedModel> model) {
        this.spec = spec;
        this.key = key;
        this.status = status;
        this.provenance = provenance;
        this.metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        this.perUser = perUser;
        this.epochs = List.copyOf(epochs);
        this.probes = List.copyOf(probes);
        this.warnings = List.copyOf(warnings);
        this.seconds = seconds;
        this.model = model;
    }

    /** The same run under an equivalent specification. */
    RunRecord as(RunSpec asked) {
        return new RunRecord(
                asked, key, status, provenance, metrics, perUser, epochs, probes, warnings, seconds, model);
    }

    /** The same run with other metrics, and without its model. */
    RunRecord with(Map<String, Map<String, Double>> others) {
        return new RunRecord(spec, key, status, provenance, others, perUser, epochs, probes, warnings, seconds, null);
    }

    /** The specification. */
    public RunSpec spec() {
        return spec;
    }

    /** The content key under which it is stored. */
    public String key() {
        return key;
    }

    /** How it ended. */
    public Status status() {
        return status;
    }

    /** Everything that determined the run. */
    public RunProvenance provenance() {
        return provenance;
    }

    /** The epoch whose metrics these are, from 0; empty if it failed. */
    public Optional<EpochRecord> bestEpoch() {
        return epochs.stream().filter(EpochRecord::best).reduce((a, b) -> b);
    }

    /** Metrics of the best epoch by split ({@code validation}, {@code test}) and label ({@code Recall@20}); empty if it failed. */
    public Map<String, Map<String, Double>> metrics() {
        return metrics;
    }

    /**
     * A metric of the best epoch; NaN if the run failed.
     *
     * @throws IllegalArgumentException if it was not measured, listing what was
     */
    public double metric(Split split, Metric metric, int k) {
        return metric(split, metric.label(k));
    }

    /** As {@link #metric(Split, Metric, int)}, by label such as {@code Recall@20}. */
    public double metric(Split split, String label) {
        if (status == Status.FAILED) {
            return Double.NaN;
        }
        Map<String, Double> found = metrics.getOrDefault(split.name().toLowerCase(Locale.ROOT), Map.of());
        if (!found.containsKey(label)) {
            throw new IllegalArgumentException(label + " of split " + split + " was not measured; there are "
                    + found.keySet() + " of splits " + metrics.keySet());
        }
        return found.get(label);
    }

    /** The users that were evaluated on the test split, ascending; a copy. */
    public int[] users() {
        return perUser.users().clone();
    }

    /**
     * The test value of each of {@link #users()}, for paired tests; a copy.
     *
     * @throws IllegalArgumentException if it was not measured or the run failed
     */
    public double[] perUser(UserMetric metric, int k) {
        double[] found = perUser.values().get(metric.label(k));
        if (found == null) {
            throw new IllegalArgumentException(metric.label(k) + " per user is not kept by the run of " + spec
                    + "; there are " + perUser.values().keySet());
        }
        return found.clone();
    }

    /** The label of the metric that chose the best epoch, such as {@code Recall@20}. */
    public String selectedBy() {
        return RecordFile.selecting(this);
    }

    /** Whether {@link #perUser} has the values of a metric. */
    public boolean hasPerUser(UserMetric metric, int k) {
        return perUser.values().containsKey(metric.label(k));
    }

    /** One record per completed epoch. */
    public List<EpochRecord> epochs() {
        return epochs;
    }

    /** Values of the probes, one map per completed epoch. */
    public List<Map<String, Double>> probes() {
        return probes;
    }

    /**
     * A probe's column, one value per completed epoch.
     *
     * @throws IllegalArgumentException if there is no such column, listing all
     */
    public double[] probe(String column) {
        if (probes.stream().anyMatch(p -> !p.containsKey(column))) {
            throw new IllegalArgumentException("probe column: found \"" + column + "\", expected one of "
                    + probes.get(0).keySet() + "; add its probe to the run");
        }
        return probes.stream().mapToDouble(p -> p.get(column)).toArray();
    }

    /** One row per epoch: losses, metrics of the selecting split, probes, learning rate, seconds. */
    public Table history() {
        return EpochTable.of("history of " + spec, epochs, probes);
    }

    /** Warnings about the result, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Seconds of the training and its evaluations, graphs and probes included. */
    public double seconds() {
        return seconds;
    }

    /** Whether {@link #model()} has something to give. */
    public boolean hasModel() {
        return model != null;
    }

    /**
     * The trained model; read from the store each time.
     *
     * @throws IllegalStateException if it was not kept
     * @throws org.drepmrec.io.DataException if it is damaged
     */
    public TrainedModel model() {
        if (model == null) {
            throw new IllegalStateException("the run of " + spec
                    + ": its model was not kept, expected a run that keeps it; run it with keepModels(true)");
        }
        return model.get();
    }

    Map<String, double[]> perUserValues() {
        return perUser.values();
    }

    /** A short summary: specification, outcome, metrics of the best epoch, warnings. */
    @Override
    public Table summary() {
        StringColumn what = StringColumn.create("what", "run", "status", "best epoch", "seconds");
        StringColumn value = StringColumn.create(
                "value",
                spec.toString(),
                status.name().toLowerCase(Locale.ROOT),
                bestEpoch().map(e -> Integer.toString(e.number())).orElse("none"),
                String.format(Locale.ROOT, "%.1f", seconds));
        metrics.forEach((split, labels) -> {
            what.append(split);
            value.append(labels.entrySet().stream()
                    .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
                    .collect(Collectors.joining(", ")));
        });
        for (String warning : warnings) {
            what.append("warning");
            value.append(warning);
        }
        return Table.create("run " + key, what, value);
    }

    @Override
    public String toString() {
        return spec + ": " + status.name().toLowerCase(Locale.ROOT)
                + bestEpoch().map(e -> ", best epoch " + e.number()).orElse("")
                + (metrics.isEmpty() ? "" : " " + metrics.getOrDefault("validation", Map.of()));
    }
}
