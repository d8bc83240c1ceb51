package org.drepmrec.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/** PyTorch where arrays stay on the device: products by its BLAS, rows by its index operators, Adam by its fused one. */
final class PyTorchDeviceKernels extends PyTorchKernels {

    @Override
    public NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
        return PyTorchProducts.byMatMul(a, transposeA, b, transposeB);
    }

    /** At once all that have taken as many steps, which is all of them unless some gradients do not arrive. */
    @Override
    public void adam(List<AdamMove> moves, double learningRate) {
        moves.stream()
                .collect(Collectors.groupingBy(AdamMove::steps))
                .forEach((steps, some) -> PyTorchOperators.adam(some, steps, learningRate));
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

    /** The adjoint of looking rows up, which sorts by row and adds in a fixed order. */
    @Override
    public NDArray scatterAdd(NDArray g, NDArray index, int n) {
        return PyTorchOperators.scatterAdd((PtNDArray) g, (PtNDArray) index, n);
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
