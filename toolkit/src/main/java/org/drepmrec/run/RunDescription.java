package org.drepmrec.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.drepmrec.io.DataException;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.TrainedModel;

/**
 * What is written of a run as JSON: specification, outcome, metrics, provenance. Not a record: the oldest gson that a
 * notebook host may bring cannot read records.
 */
class RunDescription {

    private String key;
    private String model;
    private Map<String, String> settings;
    private long seed;
    private Set<String> probes;
    private RunRecord.Status status;
    private double seconds;
    private List<String> warnings;
    private Map<String, Map<String, Double>> metrics;
    private Map<String, String> data;
    private Map<String, String> graphs;
    private Map<String, String> options;
    private Map<String, String> training;
    private Map<String, String> environment;

    final void describe(RunRecord run) {
        key = run.key();
        model = run.spec().model();
        settings = run.spec().settings();
        seed = run.spec().seed();
        probes = run.spec().probes();
        status = run.status();
        seconds = run.seconds();
        warnings = run.warnings();
        metrics = run.metrics();
        data = run.provenance().data();
        graphs = run.provenance().graphs();
        options = run.provenance().options();
        training = run.provenance().training();
        environment = run.provenance().environment();
    }

    final boolean whole() {
        return Stream.of(
                        key,
                        model,
                        settings,
                        probes,
                        status,
                        warnings,
                        metrics,
                        data,
                        graphs,
                        options,
                        training,
                        environment)
                .allMatch(Objects::nonNull);
    }

    final RunProvenance provenance() {
        return new RunProvenance(model, data, graphs, options, training, environment);
    }

    /** What it says, whether or not model and probes are known here. */
    final RunFolder.Outline outline() {
        return new RunFolder.Outline(seed, probes, provenance(), metrics);
    }

    /**
     * The run itself.
     *
     * @param place where the description was read, for messages
     * @param remedy what to do if it does not fit
     * @throws DataException if model or probes are unknown here
     */
    final RunRecord run(
            RunRecord.PerUser users, EpochColumns history, Supplier<TrainedModel> load, Path place, String remedy) {
        try {
            return new RunRecord(
                    new RunSpec(model, settings, seed, probes),
                    key,
                    status,
                    provenance(),
                    metrics,
                    users,
                    history.epochs(),
                    history.probes(),
                    warnings,
                    seconds,
                    load);
        } catch (IllegalArgumentException e) {
            throw DataException.of(
                    place.toString(),
                    "values that do not fit (" + e.getMessage() + ")",
                    "a run of this toolkit's models and probes",
                    remedy,
                    e);
        }
    }
}
