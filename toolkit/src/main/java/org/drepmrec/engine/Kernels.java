package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import org.drepmrec.sparse.Csr;

/** What the engines do differently, behind one face. Results belong to the manager of the first operand. */
interface Kernels {

    /** The kernels of an engine. */
    static Kernels of(String engine) {
        return switch (engine) {
            case "MXNet" -> new MxNetKernels();
            case "PyTorch" -> new PyTorchKernels();
            default ->
                throw new IllegalArgumentException("engine: found \"" + engine
                        + "\", expected MXNet or PyTorch, the two that this toolkit drives");
        };
    }

    /** The product of two dense matrices, each transposed first where asked: n x k by k x m gives n x m. */
    NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB);

    /** An array of row numbers as the engine's gather wants it. */
    NDArray indices(NDManager owner, int[] values);

    /** The rows of {@code x} that {@code index} names. */
    NDArray gather(NDArray x, NDArray index);

    /**
     * The numbers of a float array, in native order and from position 0.
     *
     * @param spare a direct buffer of the array's size, which may be filled and returned
     */
    ByteBuffer read(NDArray array, ByteBuffer spare);

    /** A sparse matrix in the engine's memory. */
    NDArray sparse(NDManager owner, Csr matrix);

    /** The product of an array made by {@link #sparse} and a dense matrix. */
    NDArray sparseProduct(NDManager owner, NDArray sparse, NDArray dense);
}
