package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;

/** The matrix C of pairs between two sets of rows, K x K': an entry is the number of times that two rows form a pair. */
public interface Pairing {

    /** C y for y of K' x d, an array of the step. */
    NDArray times(NDArray y);

    /** C<sup>T</sup> x for x of K x d, an array of the step. */
    NDArray transposeTimes(NDArray x);
}
