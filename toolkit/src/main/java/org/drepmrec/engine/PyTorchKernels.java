package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.drepmrec.sparse.Csr;

/** PyTorch: sparse matrices are coalesced COO tensors. */
final class PyTorchKernels implements Kernels {

    @Override
    public NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
        NDArray left = transposeA ? a.transpose() : a;
        NDArray right = transposeB ? b.transpose() : b;
        NDArray result = left.matMul(right);
        if (transposeA) {
            left.close();
        }
        if (transposeB) {
            right.close();
        }
        return result;
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
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
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
