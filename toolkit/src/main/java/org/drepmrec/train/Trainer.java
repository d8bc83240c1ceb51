package org.drepmrec.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.drepmrec.data.Split;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.model.Batch;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a model: Adam, a learning-rate schedule, uniform negatives, early stopping on a validation metric, and the best
 * epoch restored (MMRec's protocol, which the paper follows).
 *
 * <p>Interrupting the thread ends the training after the current batch with the best epoch so far; the flag is then
 * cleared, so that the caller can go on with the result.
 */
public final class Trainer {

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final Set<Recommender> IN_TRAINING = ConcurrentHashMap.newKeySet();

    private final Recommender model;
    private final Options options;
    private final String engine;
    private final String device;
    private final int[] cutoffs;
    private final List<TrainingListener> listeners;

    private Trainer(Builder b) {
        this.model = b.model;
        this.options = b.options;
        this.engine = b.engine;
        this.device = b.device;
        this.cutoffs = b.cutoffs;
        this.listeners = new ArrayList<>(b.listeners);
        if (!b.quiet) {
            listeners.add(ProgressProvider.find());
        }
    }

    /** Starts a trainer with the defaults of {@link TrainOptions}. */
    public static Builder builder(Recommender model) {
        return new Builder(model);
    }

    /**
     * Trains from the seed, and frees all native memory of it.
     *
     * @throws IllegalArgumentException if the data set cannot be trained on, or the engine or device is not there
     * @throws NotFiniteException if the loss is not finite before one epoch is complete
     * @throws IllegalStateException if another thread trains this model
     * @throws CancellationException if the thread is interrupted while graphs are still being built
     */
    public TrainedModel fit() {
        if (!IN_TRAINING.add(model)) {
            throw new IllegalStateException(
                    model.name() + " is being trained by another thread; build a model for each training");
        }
        try {
            return fitAlone();
        } finally {
            IN_TRAINING.remove(model);
        }
    }

    private TrainedModel fitAlone() {
        if (model.data().train().size() == 0) {
            throw new IllegalArgumentException(
                    model.data().name() + ": 0 training interactions, expected some; check the x_label column");
        }
        Split selecting = options.get(TrainOptions.SELECT_ON).split();
        if (model.data().split(selecting).size() == 0) {
            throw new IllegalArgumentException(model.data().name() + ": 0 " + selecting
                    + " interactions, expected some to select the best epoch; check the x_label column or split anew");
        }
        NegativeSampler sampler = model.usesNegatives()
                ? new NegativeSampler(model.data().train(), options.get(TrainOptions.NEGATIVES))
                : null;
        try (Backend backend = Backend.open(engine, device)) {
            model.open(backend, options.get(TrainOptions.SEED));
            try (Adam adam = new Adam(backend, model.parameters())) {
                return new Run(backend, adam, sampler).train();
            } finally {
                model.close();
            }
        }
    }

    /** The state of one training. */
    private final class Run {

        private final Backend backend;
        private final Adam adam;
        private final NegativeSampler sampler;
        private final Evaluator selection = Evaluations.evaluator(
                model.data(),
                options.get(TrainOptions.SELECT_ON).split(),
                allCutoffs(),
                options.get(TrainOptions.MASK));
        private final EarlyStopping stopping =
                new EarlyStopping(options.get(TrainOptions.PATIENCE), options.get(TrainOptions.ROUNDING));
        private final List<EpochRecord> history = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private Representations best;
        private Map<String, TrainedModel.Matrix> bestParameters;

        Run(Backend backend, Adam adam, NegativeSampler sampler) {
            this.backend = backend;
            this.adam = adam;
            this.sampler = sampler;
        }

        TrainedModel train() {
            int epochs = options.get(TrainOptions.EPOCHS);
            listeners.forEach(l -> l.started(model, epochs));
            StopReason reason = StopReason.EPOCHS_DONE;
            for (int epoch = 0; epoch < epochs && reason == StopReason.EPOCHS_DONE; epoch++) {
                reason = runEpoch(epoch);
            }
            if (best == null) {
                warn("stopped before the first epoch was complete; the parameters are those reached so far");
                keepBest(model.represent());
            }
            TrainedModel result = result(reason);
            listeners.forEach(l -> l.finished(result));
            return result;
        }

        private StopReason runEpoch(int epoch) {
            long start = System.nanoTime();
            long seed = options.get(TrainOptions.SEED);
            model.beforeEpoch(epoch, Seeds.of(seed, "model", epoch));
            EpochBatches batches = new EpochBatches(
                    model.data().train(),
                    sampler,
                    options.get(TrainOptions.BATCH_SIZE),
                    Seeds.of(seed, "batches", epoch));
            double learningRate = TrainOptions.learningRate(options, epoch);
            Map<String, Double> sums = new LinkedHashMap<>();
            for (int b = 0; batches.hasNext(); b++) {
                if (Thread.interrupted()) {
                    return StopReason.INTERRUPTED;
                }
                Map<String, Double> losses;
                try {
                    losses = step(batches.next(), learningRate);
                } catch (CancellationException e) {
                    // Looking up similarities can take long the first time, and watches the flag itself.
                    Thread.interrupted();
                    return StopReason.INTERRUPTED;
                }
                String broken = notFinite(losses);
                if (broken != null) {
                    return stopNotFinite("loss term " + broken, losses.get(broken), b, epoch);
                }
                losses.forEach((name, value) -> sums.merge(name, value, Double::sum));
                int batch = b;
                double total = losses.get("total");
                listeners.forEach(l -> l.batchDone(epoch, batch, batches.count(), total));
            }
            sums.replaceAll((name, sum) -> sum / batches.count());
            return evaluate(epoch, batches.count(), sums, learningRate, start);
        }

        private Map<String, Double> step(Batch batch, double learningRate) {
            try (Tape tape = backend.tape()) {
                LossTerms loss = model.loss(model.lines(tape), batch);
                loss.backward(tape);
                Map<String, Double> values = loss.values();
                if (notFinite(values) == null) {
                    adam.step(tape, learningRate);
                }
                return values;
            }
        }

        private static String notFinite(Map<String, Double> losses) {
            return losses.entrySet().stream()
                    .filter(e -> !Double.isFinite(e.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }

        private StopReason stopNotFinite(String what, double value, int batch, int epoch) {
            String message = what + " is " + value + " in batch " + batch + " of epoch " + epoch
                    + ", expected a finite number; lower the learning rate or the weights of the loss terms";
            if (best == null) {
                throw new NotFiniteException(model.name() + ": " + message);
            }
            warn(message + "; the best epoch before it is kept");
            return StopReason.NOT_FINITE;
        }

        private void warn(String message) {
            LOG.warn("{}: {}", model.name(), message);
            warnings.add(message);
        }

        private StopReason evaluate(
                int epoch, int batches, Map<String, Double> losses, double learningRate, long start) {
            long trained = System.nanoTime();
            Representations now = model.represent();
            OptionalDouble broken = IntStream.range(0, now.general().values().length)
                    .mapToDouble(k -> now.general().values()[k])
                    .filter(v -> !Double.isFinite(v))
                    .findFirst();
            if (broken.isPresent()) {
                return stopNotFinite("a representation", broken.getAsDouble(), batches - 1, epoch);
            }
            Evaluation evaluation = selection.evaluate(Evaluations.scorer(now));
            boolean improved = stopping.improves(
                    evaluation.get(options.get(TrainOptions.STOP_METRIC), options.get(TrainOptions.STOP_CUTOFF)));
            if (improved) {
                keepBest(now);
            }
            EpochRecord record = new EpochRecord(
                    epoch,
                    losses,
                    evaluation.asMap(),
                    learningRate,
                    (trained - start) / 1e9,
                    (System.nanoTime() - trained) / 1e9,
                    improved);
            history.add(record);
            listeners.forEach(l -> l.epochDone(record, model, now));
            return stopping.exhausted() ? StopReason.NO_IMPROVEMENT : StopReason.EPOCHS_DONE;
        }

        private void keepBest(Representations representations) {
            best = representations;
            bestParameters = new LinkedHashMap<>();
            for (Parameter p : model.parameters()) {
                bestParameters.put(
                        p.name(),
                        new TrainedModel.Matrix(
                                Math.toIntExact(p.shape().get(0)),
                                Math.toIntExact(p.shape().get(1)),
                                p.toFloats()));
            }
        }

        private TrainedModel result(StopReason reason) {
            Map<Split, Evaluation> evaluations =
                    Evaluations.of(model.data(), best, allCutoffs(), options.get(TrainOptions.MASK));
            return new TrainedModel(
                    model.data(),
                    RunProvenance.of(model, options, backend),
                    reason,
                    history,
                    evaluations,
                    best,
                    bestParameters,
                    warnings);
        }
    }

    private int[] allCutoffs() {
        return IntStream.concat(Arrays.stream(cutoffs), IntStream.of(options.get(TrainOptions.STOP_CUTOFF)))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Collects the options of a training. */
    public static final class Builder {

        private final Recommender model;
        private Options options = TrainOptions.defaults();
        private String engine;
        private String device;
        private int[] cutoffs = {10, 20};
        private final List<TrainingListener> listeners = new ArrayList<>();
        private boolean quiet;

        private Builder(Recommender model) {
            this.model = model;
            model.protocol().forEach(this::set);
        }

        /** The most epochs; 1000 by default (paper 4.4). */
        public Builder epochs(int most) {
            return set(TrainOptions.EPOCHS, most);
        }

        /** Epochs without improvement that are tolerated; 20 by default (paper 4.4). */
        public Builder earlyStopping(int patience) {
            return set(TrainOptions.PATIENCE, patience);
        }

        /** B, pairs per batch; 2048 by default (paper 4.4). */
        public Builder batchSize(int pairs) {
            return set(TrainOptions.BATCH_SIZE, pairs);
        }

        /** Adam's learning rate; 0.001 by default (paper 4.4). */
        public Builder learningRate(double rate) {
            return set(TrainOptions.LEARNING_RATE, rate);
        }

        /** The seed of everything random; 999 by default (MMRec). */
        public Builder seed(long seed) {
            return set(TrainOptions.SEED, seed);
        }

        /** {@code MXNet} or {@code PyTorch}; by default see {@link Backend}. */
        public Builder engine(String name) {
            this.engine = name;
            return this;
        }

        /** {@code cpu}, {@code gpu}, {@code gpu:1}; by default a GPU if the engine sees one. */
        public Builder device(String name) {
            this.device = name;
            return this;
        }

        /** The cut-offs K of all metrics; 10 and 20 by default (paper 4.3). */
        public Builder cutoffs(int... k) {
            this.cutoffs = k.clone();
            return this;
        }

        /** Adds somebody who follows the training. */
        public Builder listener(TrainingListener follower) {
            listeners.add(follower);
            return this;
        }

        /** Shows no progress; by default it is shown as {@link ProgressProvider#find} says. */
        public Builder quiet() {
            this.quiet = true;
            return this;
        }

        /** Sets an option. */
        public <T> Builder set(Option<T> option, T value) {
            options = options.with(option, value);
            return this;
        }

        /** Sets an option by its name; an unknown one is refused with the list of the known ones. */
        public Builder set(String key, String value) {
            options = options.with(key, value);
            return this;
        }

        /** The options as set so far. */
        public Options options() {
            return options;
        }

        /** Makes the trainer. */
        public Trainer build() {
            return new Trainer(this);
        }
    }
}
