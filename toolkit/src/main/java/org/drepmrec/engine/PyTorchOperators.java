package org.drepmrec.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/**
 * Operators of PyTorch that DJL has no call for, as methods of a TorchScript module. It is loaded once a process and holds no
 * arrays, so all devices and threads share it.
 */
final class PyTorchOperators {

    private static final String NAME = "Operators";

    /**
     * The fused Adam of PyTorch 2.4 or later takes lists: on CUDA one kernel for all parameters. Up to 2.5 it refuses a gradient
     * whose strides differ from its parameter's in an axis of one element. 6 is the number of float.
     */
    private static final String METHODS =
            """
              def adam(self: __torch__.Operators, values: List[Tensor], gradients: List[Tensor], means: List[Tensor],
                  variances: List[Tensor], steps: int, rate: float, beta1: float, beta2: float, epsilon: float) -> NoneType:
                count = torch.full([], steps, dtype=6, layout=None, device=values[0].device, pin_memory=False)
                aligned = annotate(List[Tensor], [])
                for v, g in zip(values, gradients):
                  aligned.append(torch.as_strided(g.contiguous(), v.size(), v.stride()))
                torch._fused_adam_(values, aligned, means, variances, annotate(List[Tensor], []), [count for v in values],
                    lr=rate, beta1=beta1, beta2=beta2, weight_decay=0., eps=epsilon, amsgrad=False, maximize=False)
                return None
              def scatter_add(self: __torch__.Operators, g: Tensor, index: Tensor, n: int) -> Tensor:
                return torch.embedding_dense_backward(g, index, n, -1, False)
            """;

    /** Loaded by the first operator. */
    private static final class Loaded {
        private static final PtSymbolBlock MODULE = load();
    }

    private PyTorchOperators() {}

    private static PtSymbolBlock load() {
        PtNDManager owner = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        byte[] archive = TorchScriptArchive.of(NAME, METHODS);
        try {
            return JniUtils.loadModule(owner, new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A step of {@link Adam} for parameters that have taken as many, by PyTorch's fused operator. */
    static void adam(List<AdamMove> moves, int steps, double learningRate) {
        try (IValue values = list(moves, AdamMove::value);
                IValue gradients = list(moves, AdamMove::gradient);
                IValue means = list(moves, AdamMove::mean);
                IValue variances = list(moves, AdamMove::variance);
                IValue count = IValue.from((long) steps);
                IValue rate = IValue.from(learningRate);
                IValue beta1 = IValue.from(Adam.BETA1);
                IValue beta2 = IValue.from(Adam.BETA2);
                IValue epsilon = IValue.from(Adam.EPSILON)) {
            run("adam", values, gradients, means, variances, count, rate, beta1, beta2, epsilon)
                    .close();
        }
    }

    /** See {@link Kernels#scatterAdd}. */
    static NDArray scatterAdd(PtNDArray g, PtNDArray index, int n) {
        try (IValue rows = IValue.from(g);
                IValue numbers = IValue.from(index);
                IValue size = IValue.from((long) n);
                IValue sum = run("scatter_add", rows, numbers, size)) {
            return sum.toTensor(g.getManager());
        }
    }

    private static IValue run(String method, IValue... arguments) {
        return IValueUtils.runMethod(Loaded.MODULE, method, arguments);
    }

    private static IValue list(List<AdamMove> moves, Function<AdamMove, NDArray> part) {
        return IValue.listFrom(moves.stream().map(part).toArray(PtNDArray[]::new));
    }
}
