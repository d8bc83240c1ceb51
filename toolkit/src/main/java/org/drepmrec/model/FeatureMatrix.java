package org.drepmrec.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.drepmrec.data.Features;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Var;
import org.drepmrec.sparse.Csr;

/**
 * The raw, constant features E of the items in one modality, N x d_m, as the left factor of E W.
 *
 * <p>Visual features passed a ReLU: three in four are zero. On a CPU such a matrix is held without its zeros, and its product
 * takes half the time of a dense one.
 */
public final class FeatureMatrix {

    /** At this share of numbers other than zero, the dense product of an engine begins to be faster. */
    private static final double MOST_FILLED = 0.35;

    private final NDArray dense;
    private final SparseOperator sparse;

    private FeatureMatrix(NDArray dense, SparseOperator sparse) {
        this.dense = dense;
        this.sparse = sparse;
    }

    /** Features in a store, in the form that is cheaper. */
    public static FeatureMatrix of(ParameterStore store, Features raw) {
        if (!store.backend().onGpu() && filled(raw) < MOST_FILLED) {
            return new FeatureMatrix(
                    null, SparseOperator.of(store, Csr.ofDense(raw.rows(), raw.dimension(), raw.values())));
        }
        return new FeatureMatrix(store.constant(raw.values(), new Shape(raw.rows(), raw.dimension())), null);
    }

    private static double filled(Features raw) {
        long count = 0;
        for (float v : raw.values()) {
            count += v == 0f ? 0 : 1;
        }
        return (double) count / Math.max(1, raw.values().length);
    }

    /** E W, N x d. */
    public Var times(Var weight) {
        return sparse == null ? weight.tape().constant(dense).matMul(weight) : sparse.apply(weight);
    }
}
