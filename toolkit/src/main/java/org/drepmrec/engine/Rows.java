package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Supplier;

/** What a step does with rows that Java names: on the host by sparse products, on a device by the engine's index operators. */
interface Rows {

    /** The named rows of {@code x}, B x d. */
    NDArray gather(NDArray x, int... index);

    /** Adds row b of {@code g} to row {@code index[b]} of an n x d matrix of zeros: the adjoint of gathering rows. */
    NDArray scatterAdd(NDArray g, int[] index, int n);

    /** How often each of the numbers 0 to n-1 is named, n x 1; for reading only. */
    NDArray counts(int[] index, int n);

    /** See {@link Tape#pairing}. */
    Pairing pairing(int[] left, int lefts, int[] right, int rights);

    /** See {@link Tape#copyAhead}. */
    void copyAhead(Supplier<List<int[]>> indices);
}
