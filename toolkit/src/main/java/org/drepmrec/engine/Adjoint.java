package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;

/** The backward half of an operator: turns the gradient of its result into gradients of its operands. */
@FunctionalInterface
public interface Adjoint {

    /**
     * Adds to the operands' gradients by {@link Var#accumulate}.
     *
     * @param gradient gradient with respect to the result, of the result's shape; must not be changed
     */
    void pull(NDArray gradient);
}
