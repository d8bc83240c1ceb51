package org.drepmrec.model;

import java.util.List;
import java.util.SplittableRandom;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.option.Option;

/**
 * A {@link Recommender} opened for training: its parameters, constants and operators on a backend, created once and
 * never replaced, with a forward pass and a loss. A record is the shortest way to write one.
 *
 * <p>A net keeps no state between calls. What the loss needs from the forward pass is in {@link Lines}; state of a
 * single epoch is in the net that {@link #forEpoch} returns.
 */
public interface RecommenderNet extends AutoCloseable {

    /** Creates a net, with its parameters, constants and sparse operators in the store, which frees them. */
    @FunctionalInterface
    interface Opening {
        /** The net of a model. */
        RecommenderNet open(Recommender model, ParameterStore into);
    }

    /** The model that was opened. */
    Recommender model();

    /** The value of one of the model's options. */
    default <T> T get(Option<T> option) {
        return model().get(option);
    }

    /** M, the number of users. */
    default int users() {
        return model().users();
    }

    /** N, the number of items. */
    default int items() {
        return model().items();
    }

    /** The rows of a representation, (M+N) x d, that a batch needs. */
    default BatchRows rows(Var representation, Batch batch) {
        return BatchRows.gather(representation, batch, users());
    }

    /** Whether batches carry a sampled negative for each positive; true unless overridden. */
    default boolean usesNegatives() {
        return true;
    }

    /**
     * Whether an epoch is evaluated on the representations of its last step, computed before that step updated the
     * parameters, as MMRec evaluates MMGCN and DualGNN. It is the value of {@link SharedOptions#STALE} if the model has
     * that option, else false.
     */
    default boolean evaluatesLastStep() {
        return model().options().knows(SharedOptions.STALE.key()) && get(SharedOptions.STALE);
    }

    /**
     * Computes {@linkplain Batch#derived values that depend on a batch alone} ahead of its step, on another thread than
     * the one that trains. By default nothing beyond the batch's distinct nodes. Must not use the engine.
     */
    default void prepare(Batch batch) {}

    /**
     * The net for one epoch, with the graph or the random numbers of that epoch; this net unless overridden. It is
     * {@link #close closed} when the next one replaces it.
     *
     * @param epoch from 0
     * @param random seeded for this epoch
     */
    default RecommenderNet forEpoch(int epoch, SplittableRandom random) {
        return this;
    }

    /** The representations in training. */
    Lines forward(Tape tape);

    /** The representations for scoring; those of training unless overridden. */
    default Lines inference(Tape tape) {
        return forward(tape);
    }

    /** The row numbers that the loss gathers and adds up by; copied to a device before the step, others when they are used. */
    default List<int[]> rowNumbers(Batch batch) {
        return batch.rowNumbers(users());
    }

    /** The loss of a batch, from the representations that {@link #forward} returned. */
    LossTerms loss(Lines lines, Batch batch);

    /** Frees what {@link #forEpoch} created; the store frees everything else. */
    @Override
    default void close() {}
}
