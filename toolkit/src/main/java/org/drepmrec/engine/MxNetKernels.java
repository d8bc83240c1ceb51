package org.drepmrec.engine;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxOpParams;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.drepmrec.sparse.Csr;

/** MXNet: dense products by the fully connected operator (oneDNN), sparse ones by the classic {@code dot} on CSR. */
final class MxNetKernels implements Kernels {

    /**
     * The fully connected operator computes x wᵀ and is twice as fast as {@code dot}, but a transpose is a copy: the larger
     * operand is never transposed.
     */
    @Override
    public NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
        if (transposeA) {
            // aᵀ b = (bᵀ a)ᵀ
            try (NDArray left = transposeB ? b.duplicate() : b.transpose();
                    NDArray turned = left.matMul(a)) {
                return turned.transpose();
            }
        }
        if (transposeB) {
            return Linear.linear(a, b).singletonOrThrow();
        }
        if (b.size() > a.size()) {
            return a.matMul(b);
        }
        try (NDArray turned = b.transpose()) {
            return Linear.linear(a, turned).singletonOrThrow();
        }
    }

    @Override
    public NDArray indices(NDManager owner, int[] values) {
        return owner.create(values);
    }

    @Override
    public NDArray gather(NDArray x, NDArray index) {
        return x.get(index);
    }

    @Override
    public ByteBuffer read(NDArray array, ByteBuffer spare) {
        spare.clear();
        JnaUtils.syncCopyToCPU(
                ((MxNDArray) array).getHandle(), Native.getDirectBufferPointer(spare), Math.toIntExact(array.size()));
        return spare;
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
