package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;

/**
 * What a step of {@link Adam} moves: a parameter and both moments, in place and by its gradient, all of one shape.
 *
 * @param steps the parameter's steps, this one included
 */
record AdamMove(NDArray value, NDArray gradient, NDArray mean, NDArray variance, int steps) {

    /**
     * The learning rate with the corrections of both moments, for an update that divides by the root of the second and
     * {@link #epsilon}.
     *
     * @param beta1 the decay of the first moment as the update has it, rounded or not
     * @param beta2 that of the second
     */
    float rate(double learningRate, double beta1, double beta2) {
        return (float) (learningRate * rootOfSecond(beta2) / (1 - Math.pow(beta1, steps)));
    }

    /** ε scaled, so that the root of the uncorrected second moment and it make up the corrected root and ε. */
    float epsilon(double beta2) {
        return (float) (Adam.EPSILON * rootOfSecond(beta2));
    }

    private double rootOfSecond(double beta2) {
        return Math.sqrt(1 - Math.pow(beta2, steps));
    }
}
