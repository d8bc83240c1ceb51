package org.drepmrec.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.drepmrec.data.Split;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Scorer;
import org.drepmrec.io.DataException;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.model.Scoring;
import org.drepmrec.option.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a training knows between two epochs, apart from the model's parameters and Adam's moments. */
final class TrainingState {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingState.class);

    private final Recommender model;
    private final Options options;
    private final int[] cutoffs;
    private final Backend backend;
    private final boolean silent;
    private final EarlyStopping stopping;
    private final List<EpochRecord> history = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Representations best;
    private Map<String, ParameterValues> bestParameters;

    TrainingState(Recommender model, Options options, int[] cutoffs, Backend backend, boolean silent) {
        this.model = model;
        this.options = options;
        this.cutoffs = cutoffs.clone();
        this.backend = backend;
        this.silent = silent;
        this.stopping = new EarlyStopping(
                options.get(TrainOptions.PATIENCE),
                options.get(TrainOptions.WARM_UP),
                options.get(TrainOptions.ROUNDING));
    }

    Recommender model() {
        return model;
    }

    Options options() {
        return options;
    }

    int[] cutoffs() {
        return cutoffs.clone();
    }

    Backend backend() {
        return backend;
    }

    List<EpochRecord> history() {
        return history;
    }

    boolean hasBest() {
        return best != null;
    }

    RunProvenance provenance() {
        return RunProvenance.of(model, options, backend);
    }

    void warn(String message) {
        if (!silent) {
            LOG.warn("{}: {}", model.name(), message);
        }
        warnings.add(message);
    }

    /** Takes the selecting metrics of an epoch; true if it is the best so far. */
    boolean improves(Map<String, Double> selection) {
        String label = options.get(TrainOptions.STOP_METRIC).label(options.get(TrainOptions.STOP_CUTOFF));
        Double value = selection.get(label);
        if (value == null) {
            throw new IllegalArgumentException("an epoch without " + label);
        }
        return stopping.improves(value);
    }

    boolean exhausted() {
        return stopping.exhausted();
    }

    void keepBest(Representations representations, Map<String, ParameterValues> parameters) {
        best = representations;
        bestParameters = parameters;
    }

    /** Adam's moments as they are, in Java. */
    Map<String, Adam.Moments> moments(OpenModel open, Adam adam) {
        Map<String, Adam.Moments> now = new LinkedHashMap<>();
        open.parameters().forEach(p -> now.put(p.name(), adam.moments(p)));
        return now;
    }

    /** All that is needed to go on from here; once finished, that is the result alone. */
    Checkpoint checkpoint(
            StopReason finished, Map<String, ParameterValues> parameters, Map<String, Adam.Moments> moments) {
        return new Checkpoint(
                provenance(),
                cutoffs(),
                finished,
                List.copyOf(history),
                List.copyOf(warnings),
                parameters,
                moments,
                best,
                bestParameters);
    }

    /** Sets everything, the open model and Adam among it, to what it was when the checkpoint was written. */
    void restore(Checkpoint from, OpenModel model, Adam adam) {
        Map<String, Parameter> open = new LinkedHashMap<>();
        model.parameters().forEach(p -> open.put(p.name(), p));
        requireNames(open.keySet(), from.parameters().keySet());
        requireNames(open.keySet(), from.bestParameters().keySet());
        from.parameters().forEach((name, m) -> {
            Parameter p = open.get(name);
            if (p.shape().get(0) != m.rows() || p.shape().get(1) != m.cols()) {
                throw mismatch(name + " of " + m.rows() + " x " + m.cols(), p.toString());
            }
            p.set(m.values());
            adam.restore(p, from.moments().get(name));
        });
        from.history().forEach(e -> {
            history.add(e);
            improves(e.selection());
        });
        warnings.addAll(from.warnings());
        keepBest(from.best(), from.bestParameters());
    }

    private static void requireNames(Set<String> expected, Set<String> found) {
        if (!expected.equals(found)) {
            throw mismatch(found.toString(), expected.toString());
        }
    }

    private static DataException mismatch(String found, String expected) {
        return DataException.of(
                "checkpoint",
                "parameters " + found,
                expected + " as the model has",
                "it was written by another version; delete the folder to train from the beginning");
    }

    /** How the model scores with these representations and parameters. */
    Scorer scorer(Representations representations, Map<String, ParameterValues> parameters) {
        return model.type().scoring().scorer(representations, parameters);
    }

    /** Evaluates on the device where steps stay there and the score is a dot product, else on the host. */
    Evaluation evaluate(Evaluator evaluator, Representations now, Map<String, ParameterValues> parameters) {
        if (model.type().scoring() == Scoring.DOT_PRODUCT) {
            Optional<DeviceScorer> onDevice = DeviceScorer.of(backend, now);
            if (onDevice.isPresent()) {
                try (DeviceScorer scorer = onDevice.get()) {
                    return evaluator.evaluate(scorer);
                }
            }
        }
        return evaluator.evaluate(scorer(now, parameters));
    }

    TrainedModel result(StopReason reason) {
        return result(provenance(), reason, history, warnings, best, bestParameters);
    }

    /** The result that a finished training left in its checkpoint. */
    TrainedModel finished(Checkpoint c) {
        return result(c.provenance(), c.finished(), c.history(), c.warnings(), c.best(), c.bestParameters());
    }

    private TrainedModel result(
            RunProvenance provenance,
            StopReason reason,
            List<EpochRecord> epochs,
            List<String> notes,
            Representations representations,
            Map<String, ParameterValues> parameters) {
        Map<Split, Evaluation> evaluations = Evaluations.of(
                model.data(), scorer(representations, parameters), cutoffs, options.get(TrainOptions.MASK));
        return new TrainedModel(
                model.data(),
                provenance,
                reason,
                epochs,
                () -> evaluations,
                representations,
                parameters,
                model.type().scoring(),
                options.get(TrainOptions.MASK),
                notes);
    }

    /** Adds what {@link Diagnoses} finds in the best epoch and on the way there. */
    void diagnose(OpenModel open) {
        Diagnoses.of(best, model.data()).forEach(this::warn);
        Diagnoses.ofModalities(open.modalShares()).forEach(this::warn);
        Diagnoses.ofHistory(history).forEach(this::warn);
    }
}
