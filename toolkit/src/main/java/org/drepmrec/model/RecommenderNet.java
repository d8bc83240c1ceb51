package org.drepmrec.model;

import java.util.SplittableRandom;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.option.Option;

/**
 * What a training opens a {@link Recommender} to: its parameters, constants and operators on a backend, created once and
 * then left alone, with a forward pass and a loss. A record of them is a net in the fewest lines.
 *
 * <p>Nothing is kept from one call to the next: what the loss needs of the forward pass is in {@link Lines}, and what an
 * epoch has of its own in the net that {@link #forEpoch} gives.
 */
public interface RecommenderNet extends AutoCloseable {

    /** Makes a net: creates its parameters, constants and sparse operators in the store, which frees them. */
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
     * Whether an epoch is evaluated on the representations of its last step, from before that step moved the parameters, as
     * MMRec evaluates MMGCN and DualGNN: what {@link SharedOptions#STALE} says, if the model has that option.
     */
    default boolean evaluatesLastStep() {
        return model().options().knows(SharedOptions.STALE.key()) && get(SharedOptions.STALE);
    }

    /**
     * Computes {@linkplain Batch#derived what depends on a batch alone} ahead of its step, on another thread than the one that
     * trains; nothing beyond the batch's distinct nodes unless overridden. Must not touch the engine.
     */
    default void prepare(Batch batch) {}

    /**
     * The net that trains and scores in an epoch, with the graph or the random numbers that this epoch has of its own; this one
     * unless overridden. {@link #close Closed} when the next takes its place.
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

    /** The loss of a batch, from the representations that {@link #forward} gave. */
    LossTerms loss(Lines lines, Batch batch);

    /** Frees what {@link #forEpoch} made; the store frees all else. */
    @Override
    default void close() {}
}
