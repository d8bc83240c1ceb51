package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.drepmrec.sparse.Cpuinfo;
import org.drepmrec.sparse.Csr;

/** PyTorch on a CPU. Sparse matrices are coalesced COO tensors. */
class PyTorchKernels implements Kernels {

    private static final PyTorchProducts PRODUCTS = PyTorchProducts.of(Cpuinfo.here());

    @Override
    public NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
        return PRODUCTS.product(a, transposeA, b, transposeB);
    }

    /** MXNet's library sets the threads of this one to one when it is loaded after it. */
    @Override
    public void opened() {
        JniUtils.setNumThreads(threads(System.getenv("OMP_NUM_THREADS")));
    }

    /** As many as the environment asks for, at the outermost level if it names several; else one a core. */
    static int threads(String wanted) {
        String outermost = wanted == null ? "" : wanted.split(",", 2)[0].strip();
        return outermost.matches("[1-9][0-9]{0,3}")
                ? Integer.parseInt(outermost)
                : Runtime.getRuntime().availableProcessors();
    }

    @Override
    public void adam(List<AdamMove> moves, double learningRate) {
        for (AdamMove m : moves) {
            AdamPass.update(
                    memory(m.value()),
                    memory(m.gradient()),
                    memory(m.mean()),
                    memory(m.variance()),
                    m.rate(learningRate, Adam.BETA1, Adam.BETA2),
                    m.epsilon(Adam.BETA2));
        }
    }

    /** The memory of an array on a CPU; of a gradient that is a view of some columns, a copy. */
    private static ByteBuffer memory(NDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
    }

    @Override
    public NDArray columnSums(NDArray matrix) {
        return matrix.sum(new int[] {0}, true);
    }

    @Override
    public NDArray rowSums(NDArray matrix) {
        return matrix.sum(new int[] {1}, true);
    }

    @Override
    public NDArray total(NDArray matrix) {
        return matrix.sum();
    }

    @Override
    public NDArray indices(NDManager owner, int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return owner.create(wide);
    }

    @Override
    public NDArray gather(NDArray x, NDArray index) {
        return x.get(index);
    }

    @Override
    public ByteBuffer read(NDArray array, ByteBuffer spare) {
        return memory(array);
    }

    @Override
    public NDArray sparse(NDManager owner, Csr matrix) {
        long[][] places = new long[2][matrix.nonZeros()];
        for (int r = 0; r < matrix.rows(); r++) {
            for (int k = matrix.start(r); k < matrix.start(r + 1); k++) {
                places[0][k] = r;
                places[1][k] = matrix.column(k);
            }
        }
        NDArray raw =
                owner.createCoo(FloatBuffer.wrap(matrix.values()), places, new Shape(matrix.rows(), matrix.cols()));
        // A fresh COO tensor counts as uncoalesced, which makes each product sort it again; arithmetic coalesces it.
        NDArray coalesced = raw.mul(1f);
        raw.close();
        return coalesced;
    }

    @Override
    public NDArray sparseProduct(NDManager owner, NDArray sparse, NDArray dense) {
        NDArray result = sparse.matMul(dense);
        result.attach(owner);
        return result;
    }
}
