package org.drepmrec.train;

import ai.djl.engine.EngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.drepmrec.data.Split;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.Backend;
import org.drepmrec.io.DataException;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * Trains a model: Adam, a learning-rate schedule, uniform negatives, early stopping on a validation metric, and the best
 * epoch restored (MMRec's protocol, which the paper follows).
 *
 * <p>With {@link Builder#checkpoints(Path)}, a training that was killed or interrupted resumes where it stopped.
 *
 * <p>Interrupting the thread ends the training after the current batch with the best epoch so far. The flag is then
 * cleared, so that the caller can use the result.
 */
public final class Trainer {

    private final Recommender model;
    private final Options options;
    private final String engine;
    private final String device;
    private final int[] cutoffs;
    private final List<TrainingListener> listeners;
    private final boolean silent;
    private final Checkpoints checkpoints;
    private final boolean unselected;

    private Trainer(Builder b) {
        this.model = b.model;
        this.options = b.options;
        this.engine = b.engine;
        this.device = b.device;
        this.cutoffs = b.cutoffs;
        this.listeners = new ArrayList<>(b.listeners);
        this.silent = b.silent;
        this.checkpoints = b.checkpoints;
        this.unselected = b.unselected;
        if (!b.quiet) {
            listeners.add(ProgressProvider.find());
        }
    }

    /** Starts a trainer with the defaults of {@link TrainOptions} and the model's own learning-rate schedule. */
    public static Builder builder(Recommender model) {
        return new Builder(model);
    }

    /**
     * Trains from the seed, or resumes from its checkpoint if there is one, and frees all of its native memory.
     *
     * <p>A model with nothing to train ({@link org.drepmrec.model.ClosedForm}) is computed and evaluated: no epoch, no
     * optimizer, no engine, no checkpoint, {@link StopReason#NOTHING_TO_TRAIN}.
     *
     * @throws IllegalArgumentException if the data set cannot be trained on, or the engine or device is not available
     * @throws NotFiniteException if the loss is not finite before one epoch is complete
     * @throws DataException if the checkpoints cannot be written or read, belong to another training, or another
     *     training uses them
     * @throws IllegalStateException if the memory of the device runs out; the message names the batch and the sizes
     * @throws CancellationException if the thread is interrupted while graphs are still being built, or scores computed
     */
    public TrainedModel fit() {
        if (model.type().closedForm().isPresent()) {
            return computed();
        }
        if (model.data().train().size() == 0) {
            throw new IllegalArgumentException(
                    model.data().name() + ": 0 training interactions, expected some; check the x_label column");
        }
        Split selecting = options.get(TrainOptions.SELECT_ON).split();
        if (!unselected && model.data().split(selecting).size() == 0) {
            throw new IllegalArgumentException(model.data().name() + ": 0 " + selecting
                    + " interactions, expected some to select the best epoch; check the x_label column or split anew");
        }
        try (CheckpointFolder folder = checkpoints == null ? null : CheckpointFolder.open(checkpoints.folder());
                Backend backend = Backend.open(engine, device)) {
            listeners.forEach(l -> l.opened(backend.toString()));
            TrainingState state = new TrainingState(model, options, allCutoffs(), backend, silent);
            CheckpointWriter writer = new CheckpointWriter(folder, checkpoints);
            Optional<Checkpoint> earlier = writer.read(state);
            if (earlier.isPresent() && earlier.get().finished() != null) {
                return finished(state, earlier.get());
            }
            try (OpenModel open = model.open(backend, options.get(TrainOptions.SEED));
                    Adam adam = new Adam(backend, open.parameters())) {
                earlier.ifPresent(checkpoint -> state.restore(checkpoint, open, adam));
                return new TrainingRun(state, open, adam, listeners, writer, !unselected).train();
            } catch (EngineException e) {
                throw DeviceMemory.exhausted(e, model, options, backend)
                        .map(x -> (RuntimeException) x)
                        .orElse(e);
            }
        }
    }

    private TrainedModel computed() {
        listeners.forEach(l -> l.started(model, 0));
        TrainedModel result = Computed.of(model, options, allCutoffs());
        listeners.forEach(l -> l.finished(result));
        return result;
    }

    private TrainedModel finished(TrainingState state, Checkpoint checkpoint) {
        TrainedModel result = state.finished(checkpoint);
        listeners.forEach(l -> l.started(model, options.get(TrainOptions.EPOCHS)));
        listeners.forEach(l -> l.resumed(result.epochs()));
        listeners.forEach(l -> l.finished(result));
        return result;
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
        private boolean silent;
        private Checkpoints checkpoints;
        private boolean unselected;

        private Builder(Recommender model) {
            this.model = model;
            set(TrainOptions.DECAY, model.type().schedule().factor());
            set(TrainOptions.DECAY_EPOCHS, model.type().schedule().epochs());
        }

        /** The most epochs; 1000 by default (paper 4.4). */
        public Builder epochs(int most) {
            return set(TrainOptions.EPOCHS, most);
        }

        /** Epochs without improvement that are tolerated; 20 by default (paper 4.4). */
        public Builder earlyStopping(int patience) {
            return set(TrainOptions.PATIENCE, patience);
        }

        /** Epochs whose misses do not count, see {@link TrainOptions#WARM_UP}; 0 is MMRec's protocol. */
        public Builder warmUp(int epochs) {
            return set(TrainOptions.WARM_UP, epochs);
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

        /** Adds a listener to the training. */
        public Builder listener(TrainingListener follower) {
            listeners.add(follower);
            return this;
        }

        /** Shows no progress; by default it is shown as {@link ProgressProvider#find} says. */
        public Builder quiet() {
            this.quiet = true;
            return this;
        }

        /** Shows no progress and logs no warnings, for one training of many; {@link TrainedModel#warnings} has them. */
        public Builder silent() {
            this.silent = true;
            return quiet();
        }

        /** Writes a checkpoint after each epoch, and resumes from an existing one; see {@link Checkpoints}. */
        public Builder checkpoints(Path folder) {
            return checkpoints(Checkpoints.in(folder));
        }

        /** As {@link #checkpoints(Path)}, with options for how often, and for what happens on a full disk. */
        public Builder checkpoints(Checkpoints wanted) {
            this.checkpoints = wanted;
            return this;
        }

        /** Takes the last epoch without measuring any, for data without held-out interactions. */
        Builder unselected() {
            this.unselected = true;
            return this;
        }

        /** Sets an option. */
        public <T> Builder set(Option<T> option, T value) {
            options = options.with(option, value);
            return this;
        }

        /** Sets an option by its name; for an unknown name, the error lists the known ones. */
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
