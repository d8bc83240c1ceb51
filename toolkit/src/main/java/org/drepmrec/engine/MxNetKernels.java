package org.drepmrec.engine;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxOpParams;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/** MXNet on a CPU: dense products by oneDNN, sparse ones by the classic {@code dot} on CSR. */
class MxNetKernels implements Kernels {

    private static final MxnetLibrary LIBRARY = LibUtils.loadLibrary();

    /** Up to this size a product of batches is faster; larger matrices do not stay in the cache while they are copied for it. */
    private static final long MOST_IN_BATCH = 1 << 23;

    /**
     * The classic {@code dot} goes to a plain BLAS; two operators go to oneDNN and are several times as fast. The fully
     * connected one computes x wᵀ, the product of batches transposes what it is told to.
     */
    @Override
    public NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
        if (transposeA) {
            return Math.max(a.size(), b.size()) > MOST_IN_BATCH
                    ? turned(a, b, transposeB)
                    : batchOfOne(a, b, transposeB);
        }
        if (transposeB) {
            return Linear.linear(a, b).singletonOrThrow();
        }
        if (b.size() > a.size()) {
            // A transpose is a copy: the larger operand is never transposed.
            return a.matMul(b);
        }
        try (NDArray turned = b.transpose()) {
            return Linear.linear(a, turned).singletonOrThrow();
        }
    }

    /** aᵀ b = (bᵀ a)ᵀ. */
    private static NDArray turned(NDArray a, NDArray b, boolean transposeB) {
        try (NDArray left = transposeB ? b.duplicate() : b.transpose();
                NDArray turned = left.matMul(a)) {
            return turned.transpose();
        }
    }

    private static NDArray batchOfOne(NDArray a, NDArray b, boolean transposeB) {
        MxOpParams turns = new MxOpParams();
        turns.addParam("transpose_a", true);
        turns.addParam("transpose_b", transposeB);
        try (NDArray left = asBatch(a);
                NDArray right = asBatch(b);
                NDArray result =
                        ((MxNDManager) a.getManager()).invoke("batch_dot", new NDArray[] {left, right}, turns)) {
            return result.reshape(result.getShape().get(1), result.getShape().get(2));
        }
    }

    /** In the same memory. */
    private static NDArray asBatch(NDArray matrix) {
        return matrix.reshape(1, matrix.getShape().get(0), matrix.getShape().get(1));
    }

    /** A product with ones: the engine's sum is six times as slow. */
    @Override
    public NDArray columnSums(NDArray matrix) {
        try (NDArray ones =
                matrix.getManager().ones(new Shape(1, matrix.getShape().get(0)))) {
            return product(ones, false, matrix, false);
        }
    }

    @Override
    public NDArray rowSums(NDArray matrix) {
        try (NDArray ones =
                matrix.getManager().ones(new Shape(1, matrix.getShape().get(1)))) {
            return product(matrix, false, ones, true);
        }
    }

    @Override
    public NDArray total(NDArray matrix) {
        try (NDArray columns = columnSums(matrix)) {
            return columns.sum();
        }
    }

    /** Written to the array's memory: DJL's way waits in the queue of operators. */
    @Override
    public NDArray create(NDManager owner, ByteBuffer values, Shape shape) {
        NDArray array = owner.create(shape, DataType.FLOAT32);
        ByteBuffer there = memory(array);
        Parallel.forRanges(values.limit(), 1 << 19, (from, to) -> there.put(from, values, from, to - from));
        return array;
    }

    @Override
    public NDArray indices(NDManager owner, int[] values) {
        NDArray array = owner.create(new Shape(values.length), DataType.INT32);
        memory(array).asIntBuffer().put(values);
        return array;
    }

    @Override
    public NDArray gather(NDArray x, NDArray index) {
        return x.get(index);
    }

    @Override
    public void adam(List<AdamMove> moves, double learningRate) {
        for (AdamMove m : moves) {
            // Operators that read the values may still wait for their turn.
            JnaUtils.waitToWrite(((MxNDArray) m.value()).getHandle());
            AdamPass.update(
                    computed(m.value()),
                    computed(m.gradient()),
                    computed(m.mean()),
                    computed(m.variance()),
                    m.rate(learningRate, Adam.BETA1, Adam.BETA2),
                    m.epsilon(Adam.BETA2));
        }
    }

    @Override
    public ByteBuffer read(NDArray array, ByteBuffer spare) {
        return computed(array);
    }

    /** The memory of an array on a CPU when its numbers have been computed. */
    private static ByteBuffer computed(NDArray array) {
        JnaUtils.waitToRead(((MxNDArray) array).getHandle());
        return memory(array);
    }

    /** The memory of an array on a CPU, as it is. */
    private static ByteBuffer memory(NDArray array) {
        PointerByReference data = new PointerByReference();
        if (LIBRARY.MXNDArrayGetData(((MxNDArray) array).getHandle(), data) != 0) {
            throw new IllegalStateException("MXNet does not tell where the numbers of " + array.getShape() + " lie");
        }
        return data.getValue().getByteBuffer(0, array.size() * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    @Override
    public NDArray sparse(NDManager owner, Csr matrix) {
        long[] starts = Arrays.stream(matrix.starts()).asLongStream().toArray();
        long[] columns = Arrays.stream(matrix.columns()).asLongStream().toArray();
        // DJL leaves the three arrays from which it fills a sparse one with the manager that makes it.
        try (NDManager temporary = owner.newSubManager()) {
            NDArray sparse = temporary.createCSR(
                    FloatBuffer.wrap(matrix.values()), starts, columns, new Shape(matrix.rows(), matrix.cols()));
            sparse.attach(owner);
            return sparse;
        }
    }

    @Override
    public NDArray sparseProduct(NDManager owner, NDArray sparse, NDArray dense) {
        NDArray result = ((MxNDManager) owner).invoke("dot", new NDArray[] {sparse, dense}, new MxOpParams());
        result.attach(owner);
        return result;
    }
}
