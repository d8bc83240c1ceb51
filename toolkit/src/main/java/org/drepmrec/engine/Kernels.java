package org.drepmrec.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.drepmrec.sparse.Csr;

/** What the engines do differently, behind one face. Results belong to the manager of the first operand. */
interface Kernels {

    /**
     * The kernels of an engine.
     *
     * @param onDevice whether arrays stay on a device, so that Java never touches their memory
     */
    static Kernels of(String engine, boolean onDevice) {
        return switch (engine) {
            case "MXNet" -> onDevice ? new MxNetDeviceKernels() : new MxNetKernels();
            case "PyTorch" -> onDevice ? new PyTorchDeviceKernels() : new PyTorchKernels();
            default ->
                throw new IllegalArgumentException("engine: found \"" + engine
                        + "\", expected MXNet or PyTorch, the two that this toolkit drives");
        };
    }

    /** What is to be done on the thread that will use the engine; nothing unless overridden. */
    default void opened() {}

    /** The product of two dense matrices, each transposed first where asked: n x k by k x m gives n x m. */
    NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB);

    /** A step of {@link Adam}. */
    void adam(List<AdamMove> moves, double learningRate);

    /** The sum of each column, 1 x m. */
    NDArray columnSums(NDArray matrix);

    /** The sum of each row, n x 1. */
    NDArray rowSums(NDArray matrix);

    /** The sum of a whole matrix, a scalar. */
    NDArray total(NDArray matrix);

    /**
     * A float array from numbers in native order, from position 0 to the limit of a direct buffer. It may share the buffer's
     * memory.
     */
    default NDArray create(NDManager owner, ByteBuffer values, Shape shape) {
        return owner.create(values, shape, DataType.FLOAT32);
    }

    /** An array of row numbers as the engine's gather wants it. */
    NDArray indices(NDManager owner, int[] values);

    /** The rows of {@code x} that {@code index} names. */
    NDArray gather(NDArray x, NDArray index);

    /** Operators of arrays and numbers. */
    default Scalars scalars(Engine engine, Device device) {
        return Scalars.direct();
    }

    /** Adds row b of {@code g} to row {@code index[b]} of an n x d matrix of zeros; of kernels on a device. */
    default NDArray scatterAdd(NDArray g, NDArray index, int n) {
        throw new UnsupportedOperationException("rows are added up on the host");
    }

    /** The k largest numbers of each row, descending, and their columns; of kernels on a device. */
    default NDList best(NDArray scores, int k) {
        throw new UnsupportedOperationException("scores are ranked on the host");
    }

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
