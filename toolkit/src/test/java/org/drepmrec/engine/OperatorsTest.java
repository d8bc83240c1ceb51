package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Function;
import org.drepmrec.engine.GradientCheck.Input;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorsTest {

    private static final Input A = new Input(5, 3);
    private static final Input B = new Input(5, 3);
    private static final Input SQUARE = new Input(3, 3);
    private static final Csr SPARSE =
            Csr.of(4, 5, new int[] {0, 0, 1, 3, 3}, new int[] {1, 4, 0, 2, 4}, new float[] {.5f, -1, 2, .25f, 3});

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void gradientsMatchFiniteDifferences(String engine) {
        check(engine, v -> v.get(0).plus(v.get(1)), A, B);
        check(engine, v -> v.get(0).minus(v.get(1)), A, B);
        check(engine, v -> v.get(0).times(v.get(1)), A, B);
        check(engine, v -> v.get(0).scale(-2.5), A);
        check(engine, v -> v.get(0).plusRow(v.get(1)), A, new Input(1, 3));
        check(engine, v -> v.get(0).scaleRows(v.get(1)), A, new Input(5, 1));
        check(engine, v -> v.get(0).matMul(v.get(1)), A, SQUARE);
        check(engine, v -> v.get(0).sigmoid(), A);
        check(engine, v -> v.get(0).gate(v.get(1)), A, B);
        check(engine, v -> v.get(0).gate(v.get(0)), A);
        check(engine, v -> v.get(0).tanh(), A);
        check(engine, v -> v.get(0).leakyRelu(0.01), A);
        check(engine, v -> v.get(0).softmaxRows(), A);
        check(engine, v -> v.get(0).normalizeRows(), A);
        check(engine, v -> v.get(0).rows(4, 0, 4, 2), A);
        check(engine, v -> v.get(0).rowRange(1, 3), A);
        check(engine, v -> v.get(0).rowRange(0, 5), A);
        check(engine, v -> v.get(0).columnRange(1, 3), A);
        check(engine, v -> Var.stackRows(v.get(0), v.get(1)), A, new Input(2, 3));
        check(engine, v -> Var.stackColumns(v.get(0), v.get(1)), A, new Input(5, 2));
        check(engine, v -> v.get(0).squaredNorm(), A);
        check(engine, v -> v.get(0).squaredNorm(3, 0, 1, 2, 0.5f), A);
        check(engine, v -> v.get(0).norm(), A);
        check(engine, v -> v.get(0).times(v.get(0)).plus(v.get(0)), A);
        check(engine, v -> v.get(0).tape().autograd(l -> l.get(0).mul(l.get(1)).tanh(), v.get(0), v.get(1)), A, B);
    }

    private static void check(String engine, Function<List<Var>, Var> operator, Input... inputs) {
        GradientCheck.check(engine, 2e-3, operator, inputs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void sparseProductsAgreeInJavaAndInTheEngine(String engine) {
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter x = store.uniform("x", 5, 3, 1);
            float[] expected = SPARSE.multiply(x.toFloats(), 3);
            for (SparseOperator s : List.of(SparseOperator.of(store, SPARSE), SparseOperator.inEngine(store, SPARSE))) {
                try (Tape tape = backend.tape()) {
                    Var y = tape.parameter(x).propagate(s);
                    assertArrayEquals(expected, y.toFloats(), 1e-6f);
                    tape.backward(y.squaredNorm());
                    float[] twice = new float[expected.length];
                    for (int i = 0; i < twice.length; i++) {
                        twice[i] = 2 * expected[i];
                    }
                    assertArrayEquals(
                            SPARSE.transpose().multiply(twice, 3),
                            backend.toFloats(tape.gradient(x).orElseThrow()),
                            1e-5f);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void adamFollowsItsDefinition(String engine) {
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter x = store.create("x", new float[] {1f, -2f, 1e-4f}, new Shape(1, 3));
            double[] w = {1, -2, 1e-4f};
            double[] m = new double[3];
            double[] v = new double[3];
            try (Adam optimizer = new Adam(backend, List.of(x))) {
                for (int t = 1; t <= 5; t++) {
                    try (Tape tape = backend.tape()) {
                        tape.backward(tape.parameter(x).squaredNorm());
                        optimizer.step(tape, 0.01);
                    }
                    for (int i = 0; i < 3; i++) {
                        double g = 2 * w[i];
                        m[i] = 0.9 * m[i] + 0.1 * g;
                        v[i] = 0.999 * v[i] + 0.001 * g * g;
                        double mHat = m[i] / (1 - Math.pow(0.9, t));
                        double vHat = v[i] / (1 - Math.pow(0.999, t));
                        w[i] -= 0.01 * mHat / (Math.sqrt(vHat) + 1e-8);
                    }
                }
                assertEquals(5, optimizer.moments(x).steps());
            }
            float[] found = x.toFloats();
            for (int i = 0; i < 3; i++) {
                assertEquals(w[i], found[i], 2e-6, "entry " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void parametersOutliveTheirTapes(String engine) {
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter x = store.xavierUniform("x", 4, 2);
            float[] before = x.toFloats();
            try (Tape tape = backend.tape()) {
                tape.backward(tape.parameter(x).norm());
            }
            assertArrayEquals(before, x.toFloats());
            try (Tape tape = backend.tape()) {
                tape.parameter(x).detach();
                assertFalse(tape.gradient(x).isPresent());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aMissingGpuIsAClearError(String engine) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Backend.open(engine, "gpu:99"));
        assertTrue(
                e.getMessage().matches("device gpu:99: engine " + engine + " .* sees \\d+ GPUs, .*"), e.getMessage());
    }
}
