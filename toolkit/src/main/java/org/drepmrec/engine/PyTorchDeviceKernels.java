package org.drepmrec.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;

/** PyTorch where arrays stay on the device: products by its BLAS, rows by its index operators. */
final class PyTorchDeviceKernels extends PyTorchKernels {

    @Override
    public NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
        return byMatMul(a, transposeA, b, transposeB);
    }

    @Override
    public void adam(NDArray value, NDArray gradient, NDArray mean, NDArray variance, float rate, float epsilon) {
        Kernels.adamByEngine(value, gradient, mean, variance, rate, epsilon);
    }

    @Override
    public Scalars scalars(Engine engine, Device device) {
        return Scalars.kept(engine.newBaseManager(device));
    }

    @Override
    public NDArray gather(NDArray x, NDArray index) {
        return JniUtils.embedding((PtNDArray) index, (PtNDArray) x, false).reshape(rows(index, x));
    }

    private static Shape rows(NDArray index, NDArray x) {
        return new Shape(index.size(), x.getShape().get(1));
    }

    /** The adjoint of looking rows up, which sorts by row and adds in a fixed order; DJL offers no operator for it alone. */
    @Override
    public NDArray scatterAdd(NDArray g, NDArray index, int n) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try (NDArray table = g.getManager().create(new Shape(n, g.getShape().get(1)))) {
            table.setRequiresGradient(true);
            try (PtNDArray rows = JniUtils.embedding((PtNDArray) index, (PtNDArray) table, false)) {
                JniUtils.backward(rows, (PtNDArray) g, false, false);
            }
            return table.getGradient();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    @Override
    public NDList best(NDArray scores, int k) {
        return scores.topK(k, 1, true, true);
    }

    /** By a copy that is freed at once; DJL's own stays with the array's manager. */
    @Override
    public ByteBuffer read(NDArray array, ByteBuffer spare) {
        try (NDArray here = array.toDevice(Device.cpu(), true)) {
            spare.clear();
            return spare.put(here.toByteBuffer(true)).flip().order(spare.order());
        }
    }
}
