package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators that Adam takes where steps stay on a device, as PyTorch's profiler sees them. */
class AdamOperatorsTest {

    private static final Pattern NAME = Pattern.compile("\"name\": \"(aten::[^\"]*)\"");

    /** Views, and the count of steps, which a CPU reads before its operator and CUDA within. */
    private static final Set<String> NO_KERNELS = Set.of(
            "aten::empty",
            "aten::full",
            "aten::contiguous",
            "aten::as_strided",
            "aten::item",
            "aten::_local_scalar_dense");

    @TempDir
    private Path folder;

    /** The count of steps, then all parameters together. */
    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void aStepTakesTwoOperatorsForAnyNumberOfParameters(int parameters) throws IOException {
        try (Backend backend = Backend.open("PyTorch", Backend.AS_GPU);
                ParameterStore store = new ParameterStore(backend, 1)) {
            for (int k = 0; k < parameters; k++) {
                store.normal("p" + k, 3 + k, 2, 1);
            }
            try (Adam adam = new Adam(backend, store.parameters());
                    Tape tape = backend.tape()) {
                tape.backward(Var.sum(
                        store.parameters().stream().map(p -> tape.parameter(p).squaredNorm())));
                Path trace = folder.resolve("trace.json");
                JniUtils.startProfile(false, false, false);
                adam.step(tape, 0.01);
                JniUtils.stopProfile(trace.toString());
                List<String> kernels = NAME.matcher(Files.readString(trace))
                        .results()
                        .map(m -> m.group(1))
                        .filter(name -> !NO_KERNELS.contains(name))
                        .toList();
                assertEquals(List.of("aten::fill_", "aten::_fused_adam_"), kernels);
            }
        }
    }

    /** A gradient that does not arrive leaves its parameter and its count of steps behind; one may be a view of some columns. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void eachParameterHasItsOwnCountOfSteps(String engine) {
        List<float[]> onHost = afterUnevenSteps(engine, "cpu");
        List<float[]> onDevice = afterUnevenSteps(engine, Backend.AS_GPU);
        for (int k = 0; k < onHost.size(); k++) {
            assertArrayEquals(onHost.get(k), onDevice.get(k), 1e-6f);
        }
    }

    private static List<float[]> afterUnevenSteps(String engine, String device) {
        try (Backend backend = Backend.open(engine, device);
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter often = store.normal("often", 4, 3, 1);
            Parameter seldom = store.normal("seldom", 4, 2, 1);
            try (Adam adam = new Adam(backend, store.parameters())) {
                for (int t = 0; t < 6; t++) {
                    try (Tape tape = backend.tape()) {
                        Var loss = tape.parameter(often).squaredNorm();
                        tape.backward(
                                t % 3 == 0
                                        ? loss.plus(Var.stackColumns(tape.parameter(often), tape.parameter(seldom))
                                                .tanh()
                                                .squaredNorm())
                                        : loss);
                        adam.step(tape, 0.01);
                    }
                }
                assertEquals(6, adam.moments(often).steps());
                assertEquals(2, adam.moments(seldom).steps());
                return List.of(
                        often.toFloats(),
                        seldom.toFloats(),
                        adam.moments(seldom).variance());
            }
        }
    }

    /**
     * The first step is the learning rate to single precision, whatever the gradient. Columns of one element may have any
     * stride; CUDA's operator once refused another than the parameter's.
     */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aTurnedGradientMovesItsParameter(String engine) {
        try (Backend backend = Backend.open(engine, Backend.AS_GPU);
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter column = store.create("c", new float[] {1, -2, 3}, new Shape(3, 1));
            try (Adam adam = new Adam(backend, store.parameters());
                    Tape tape = backend.tape()) {
                Var leaf = tape.parameter(column);
                Var turned = tape.record(leaf.value().transpose(), g -> leaf.accumulate(g.transpose()), leaf);
                tape.backward(turned.squaredNorm());
                adam.step(tape, 0.5);
            }
            assertArrayEquals(new float[] {0.5f, -1.5f, 2.5f}, column.toFloats(), 1e-6f);
        }
    }

    /** Backends of several threads share the operators. */
    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<float[]>> same = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                same.add(() -> afterUnevenSteps("PyTorch", Backend.AS_GPU).get(0));
            }
            for (Future<float[]> each : threads.invokeAll(same)) {
                assertArrayEquals(same.get(0).call(), each.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Rows named twice are added up, from a view of some columns as well. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void rowsAreAddedUp(String engine) {
        try (Backend backend = Backend.open(engine, Backend.AS_GPU);
                Tape tape = backend.inference()) {
            Var g = tape.constant(new float[] {1, 2, 9, 3, 4, 9, 5, 6, 9}, 3, 3).columnRange(0, 2);
            float[] sum = backend.toFloats(tape.rows().scatterAdd(g.value(), new int[] {2, 0, 2}, 4));
            assertArrayEquals(new float[] {3, 4, 0, 0, 6, 8, 0, 0}, sum);
        }
    }
}
