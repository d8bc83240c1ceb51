package org.drepmrec.engine;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxOpParams;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.util.List;

/** MXNet where arrays stay on the device: nothing is read or written in place, rows are the engine's. */
final class MxNetDeviceKernels extends MxNetKernels {

    @Override
    public NDArray create(NDManager owner, ByteBuffer values, Shape shape) {
        return owner.create(values, shape, DataType.FLOAT32);
    }

    @Override
    public NDArray indices(NDManager owner, int[] values) {
        return owner.create(values);
    }

    @Override
    public NDArray scatterAdd(NDArray g, NDArray index, int n) {
        MxOpParams shape = new MxOpParams();
        shape.addTupleParam("shape", n, Math.toIntExact(g.getShape().get(1)));
        try (NDArray places = index.reshape(1, index.size())) {
            return ((MxNDManager) g.getManager()).invoke("_backward_gather_nd", new NDArray[] {g, places}, shape);
        }
    }

    @Override
    public NDList best(NDArray scores, int k) {
        MxOpParams wanted = new MxOpParams();
        wanted.addParam("axis", 1);
        wanted.addParam("k", k);
        wanted.addParam("ret_typ", "both");
        wanted.addParam("is_ascend", false);
        wanted.addParam("dtype", "int32");
        return ((MxNDManager) scores.getManager()).invoke("topk", new NDList(scores), wanted);
    }

    /**
     * By the engine's own operator, one for each parameter. It takes 1 - β of a rounded β, for β2 thirteen millionths less than
     * of the exact one; the corrections must do so too.
     */
    @Override
    public void adam(List<AdamMove> moves, double learningRate) {
        float beta1 = (float) Adam.BETA1;
        float beta2 = (float) Adam.BETA2;
        for (AdamMove m : moves) {
            float rate = m.rate(learningRate, beta1, beta2);
            m.value()
                    .getNDArrayInternal()
                    .adamUpdate(
                            new NDList(m.value(), m.gradient(), m.mean(), m.variance()),
                            new NDList(m.value()),
                            rate,
                            rate,
                            0f,
                            1f,
                            -1f,
                            beta1,
                            beta2,
                            m.epsilon(beta2),
                            false,
                            false);
        }
    }

    @Override
    public ByteBuffer read(NDArray array, ByteBuffer spare) {
        spare.clear();
        JnaUtils.syncCopyToCPU(
                ((MxNDArray) array).getHandle(), Native.getDirectBufferPointer(spare), Math.toIntExact(array.size()));
        return spare;
    }
}
