package org.drepmrec.train;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What the manifests of models and of checkpoints have in common: provenance, history, warnings. */
abstract class RunManifest extends ArrayFolder.Manifest {

    private String model;
    private Map<String, String> data;
    private Map<String, String> graphs;
    private Map<String, String> options;
    private Map<String, String> training;
    private Map<String, String> environment;
    private StopReason stopReason;
    private List<String> warnings;
    private int[] cutoffs;
    private List<Epoch> history;

    private static final class Epoch {
        int epoch;
        Map<String, Double> losses;
        Map<String, Double> selection;
        double learningRate;
        double trainSeconds;
        double evaluationSeconds;
        boolean best;
    }

    void describe(RunProvenance p, StopReason reason, List<String> notes, int[] allCutoffs, List<EpochRecord> epochs) {
        model = p.model();
        data = p.data();
        graphs = p.graphs();
        options = p.options();
        training = p.training();
        environment = p.environment();
        stopReason = reason;
        warnings = notes;
        cutoffs = allCutoffs;
        history = epochs.stream().map(RunManifest::epoch).toList();
    }

    @Override
    boolean whole() {
        return model != null
                && Stream.of(data, graphs, options, training, environment).allMatch(RunManifest::full)
                && data.keySet().containsAll(Set.of("name", "fingerprint"))
                && training.containsKey(TrainOptions.MASK.key())
                && warnings != null
                && warnings.stream().allMatch(Objects::nonNull)
                && cutoffs != null
                && history != null
                && history.stream().allMatch(e -> e != null && full(e.losses) && full(e.selection));
    }

    static boolean full(Map<String, ?> map) {
        return map != null && map.values().stream().allMatch(Objects::nonNull);
    }

    RunProvenance provenance() {
        return new RunProvenance(model, data, graphs, options, training, environment);
    }

    /** Null in the checkpoint of a training that goes on. */
    StopReason stopReason() {
        return stopReason;
    }

    List<String> warnings() {
        return warnings;
    }

    int[] cutoffs() {
        return cutoffs;
    }

    List<EpochRecord> history() {
        return history.stream().map(RunManifest::record).toList();
    }

    private static Epoch epoch(EpochRecord r) {
        Epoch e = new Epoch();
        e.epoch = r.epoch();
        e.losses = r.losses();
        e.selection = r.selection();
        e.learningRate = r.learningRate();
        e.trainSeconds = r.trainSeconds();
        e.evaluationSeconds = r.evaluationSeconds();
        e.best = r.best();
        return e;
    }

    private static EpochRecord record(Epoch e) {
        return new EpochRecord(
                e.epoch, e.losses, e.selection, e.learningRate, e.trainSeconds, e.evaluationSeconds, e.best);
    }
}
