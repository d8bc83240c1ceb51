package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import org.drepmrec.sparse.Csr;

/**
 * A constant sparse matrix that acts on dense ones, with its adjoint, the transpose.
 *
 * <p>On a CPU the product is computed by {@link Csr#multiply} (several threads, faster than either engine's own); on a
 * GPU by the engine's sparse product. Neither is ever differentiated by the engine.
 *
 * <p>The store frees it with everything else; one that each epoch makes anew is closed when the next takes its place.
 */
public final class SparseOperator implements AutoCloseable {

    private final Backend backend;
    private final Csr matrix;
    private final Csr transpose;
    private final NDArray inEngine;
    private final NDArray transposeInEngine;

    private SparseOperator(ParameterStore store, Csr matrix, Csr transpose, boolean asEngineArray) {
        this.backend = store.backend();
        this.matrix = matrix;
        this.transpose = transpose;
        Kernels kernels = backend.kernels();
        this.inEngine = asEngineArray ? kernels.sparse(store.manager(), matrix) : null;
        this.transposeInEngine = !asEngineArray
                ? null
                : transpose.equals(matrix) ? inEngine : kernels.sparse(store.manager(), transpose);
    }

    /** An operator from any matrix; its transpose is made once. */
    public static SparseOperator of(ParameterStore store, Csr matrix) {
        return new SparseOperator(
                store, matrix, matrix.transpose(), store.backend().onGpu());
    }

    /** An operator from a symmetric matrix, which is its own adjoint. */
    public static SparseOperator symmetric(ParameterStore store, Csr matrix) {
        return new SparseOperator(store, matrix, matrix, store.backend().onGpu());
    }

    /** As {@link #of}, computed by the engine's own sparse product on any device; for checks and measurements. */
    public static SparseOperator inEngine(ParameterStore store, Csr matrix) {
        return new SparseOperator(store, matrix, matrix.transpose(), true);
    }

    /** The matrix. */
    public Csr matrix() {
        return matrix;
    }

    /** The product with a dense matrix of {@code matrix().cols()} rows. */
    public Var apply(Var x) {
        if (x.rows() != matrix.cols()) {
            throw new IllegalArgumentException(
                    "sparse product: " + matrix + " with " + x.rows() + " rows, expected " + matrix.cols());
        }
        Tape tape = x.tape();
        return tape.record(
                product(tape, matrix, inEngine, x.value()),
                g -> x.accumulate(product(tape, transpose, transposeInEngine, g)),
                x);
    }

    /** Frees its arrays in the engine before the store does, if it has any; it must not be applied again. */
    @Override
    public void close() {
        if (inEngine != null) {
            inEngine.close();
            transposeInEngine.close();
        }
    }

    private static NDArray product(Tape tape, Csr a, NDArray inEngine, NDArray x) {
        if (inEngine != null) {
            return tape.backend().kernels().sparseProduct(tape.manager(), inEngine, x);
        }
        int d = Math.toIntExact(x.getShape().get(1));
        Transfer transfer = tape.backend().transfer();
        float[] in = transfer.scratch(a.cols() * d);
        float[] out = transfer.scratch(a.rows() * d);
        transfer.toHost(x, in);
        a.multiply(in, d, out);
        NDArray result = tape.create(out, a.rows(), d);
        transfer.giveBack(in);
        transfer.giveBack(out);
        return result;
    }

    /** Adds row b of {@code g} to row {@code index[b]} of an n x d matrix of zeros: the adjoint of gathering rows. */
    static NDArray scatterAdd(Tape tape, NDArray g, int[] index, int n) {
        Csr selection = Var.selection(index, n);
        Backend backend = tape.backend();
        if (!backend.onGpu()) {
            return product(tape, selection, null, g);
        }
        try (NDArray sparse = backend.kernels().sparse(tape.manager(), selection)) {
            return backend.kernels().sparseProduct(tape.manager(), sparse, g);
        }
    }
}
