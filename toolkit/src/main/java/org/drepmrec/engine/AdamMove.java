package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;

/**
 * What a step of {@link Adam} moves: a parameter and both moments, in place and by its gradient, all of one shape.
 *
 * @param steps the parameter's steps, this one included
 */
record AdamMove(NDArray value, NDArray gradient, NDArray mean, NDArray variance, int steps) {

    /** The learning rate with the corrections of both moments, for an update that divides by the root of the second and {@link #epsilon}. */
    float rate(double learningRate) {
        return (float) (learningRate * rootOfSecond() / (1 - Math.pow(Adam.BETA1, steps)));
    }

    /** ε scaled, so that the root of the uncorrected second moment and it make up the corrected root and ε. */
    float epsilon() {
        return (float) (Adam.EPSILON * rootOfSecond());
    }

    private double rootOfSecond() {
        return Math.sqrt(1 - Math.pow(Adam.BETA2, steps));
    }
}
