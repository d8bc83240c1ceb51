package org.drepmrec.model;

import org.drepmrec.eval.Scorer;

/**
 * A model that has nothing to train: its scores follow from the training interactions, the features and its options in
 * one computation. Popularity and nearest neighbors are such models.
 */
@FunctionalInterface
public interface ClosedForm {

    /**
     * Computes the scores of all users and items. May use every core, and should stop with a
     * {@link java.util.concurrent.CancellationException} when the thread is interrupted.
     *
     * @param seed of everything random; ignored unless {@link #random}
     * @throws IllegalArgumentException if the data set does not suit the model
     */
    Scorer scorer(Recommender model, long seed);

    /** Whether the scores depend on the seed; false unless overridden. */
    default boolean random() {
        return false;
    }
}
