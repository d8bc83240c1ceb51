package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.drepmrec.sparse.Csr;

/**
 * A constant sparse matrix that acts on dense ones, with its adjoint, the transpose.
 *
 * <p>On a CPU the product is computed by {@link Csr#multiply} (several threads, faster than either engine's own); on a
 * device by the engine's sparse product. Neither is ever differentiated by the engine.
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
                store, matrix, matrix.transpose(), store.backend().staysOnDevice());
    }

    /** An operator from a symmetric matrix, which is its own adjoint. */
    public static SparseOperator symmetric(ParameterStore store, Csr matrix) {
        return new SparseOperator(store, matrix, matrix, store.backend().staysOnDevice());
    }

    /** As {@link #of}, computed by the engine's own sparse product on any device; for checks and measurements. */
    public static SparseOperator inEngine(ParameterStore store, Csr matrix) {
        return new SparseOperator(store, matrix, matrix.transpose(), true);
    }

    /** The matrix. */
    public Csr matrix() {
        return matrix;
    }

    /**
     * The product with a dense matrix of {@code matrix().cols()} rows. Where only {@link Var#rows some rows} of it are asked
     * for, only they are computed.
     */
    public Var apply(Var x) {
        requireRows(x);
        x.materialize();
        return Deferred.var(
                x.tape(),
                new Shape(matrix.rows(), x.cols()),
                () -> product(x),
                index -> inEngine == null ? product(matrix.selectRows(index), x) : null,
                x);
    }

    /**
     * X + A X + ... + A<sup>L</sup> X for a square matrix A. On a CPU the layers stay in Java, and of the last one only the
     * {@link Var#rows rows that are asked for} are computed.
     */
    public Var sumOfLayers(Var x, int layers) {
        requireRows(x);
        if (layers > 0 && inEngine == null) {
            return LayerSum.of(matrix, transpose, x, layers);
        }
        Var layer = x;
        Var sum = x;
        for (int l = 0; l < layers; l++) {
            layer = apply(layer);
            sum = sum.plus(layer);
        }
        return sum;
    }

    private void requireRows(Var x) {
        if (x.rows() != matrix.cols()) {
            throw new IllegalArgumentException(
                    "sparse product: " + matrix + " with " + x.rows() + " rows, expected " + matrix.cols());
        }
    }

    /** Frees its arrays in the engine before the store does, if it has any; it must not be applied again. */
    @Override
    public void close() {
        if (inEngine != null) {
            inEngine.close();
            transposeInEngine.close();
        }
    }

    private Var product(Var x) {
        if (inEngine == null) {
            return product(matrix, transpose, x);
        }
        Tape tape = x.tape();
        Kernels kernels = backend.kernels();
        return tape.record(
                kernels.sparseProduct(tape.manager(), inEngine, x.value()),
                g -> x.accumulate(kernels.sparseProduct(tape.manager(), transposeInEngine, g)),
                x);
    }

    private static Var product(Csr some, Var x) {
        return product(some, null, x);
    }

    /** The transpose is made when a gradient comes, if it is not known. */
    private static Var product(Csr a, Csr transpose, Var x) {
        Tape tape = x.tape();
        return tape.record(
                onHost(tape, a, x.value()),
                g -> x.accumulate(onHost(tape, transpose == null ? a.transpose() : transpose, g)),
                x);
    }

    static NDArray onHost(Tape tape, Csr a, NDArray x) {
        Transfer transfer = tape.backend().transfer();
        int d = Math.toIntExact(x.getShape().get(1));
        float[][] rows = transfer.toHost(x);
        NDArray result = tape.create(a.rows(), d, sink -> a.multiply(rows, d, sink));
        transfer.giveBack(rows);
        return result;
    }
}
