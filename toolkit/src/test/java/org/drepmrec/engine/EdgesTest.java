package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.drepmrec.engine.GradientCheck.Input;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgesTest {

    /** 4 x 5 with an empty row and an empty column; its values are not used. */
    private static final Csr PLACES =
            Csr.of(4, 5, new int[] {0, 0, 1, 3, 3}, new int[] {1, 4, 0, 2, 4}, new float[] {9, 9, 9, 9, 9});

    private static final Input WEIGHTS = new Input(5, 1);
    private static final Input LEFT = new Input(4, 3);
    private static final Input RIGHT = new Input(5, 3);

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void gradientsMatchFiniteDifferences(String engine) {
        check(engine, (e, v) -> e.dots(v.get(0), v.get(1)), LEFT, RIGHT);
        check(engine, (e, v) -> e.product(v.get(0), v.get(1)), WEIGHTS, RIGHT);
        check(engine, (e, v) -> e.sums(v.get(0)), WEIGHTS);
        check(engine, (e, v) -> e.atColumns(v.get(0)), new Input(5, 1));
        check(engine, (e, v) -> e.softmax(v.get(0)), WEIGHTS);
        check(engine, (e, v) -> Edges.inverseRoots(v.get(0).times(v.get(0))), WEIGHTS);
    }

    private static void check(String engine, BiFunction<Edges, List<Var>, Var> operator, Input... inputs) {
        Function<List<Var>, Var> with = v -> {
            // On the host there is nothing to free.
            ParameterStore store = new ParameterStore(v.get(0).tape().backend(), 1);
            return operator.apply(Edges.of(store, PLACES), v);
        };
        GradientCheck.check(engine, 5e-3, with, inputs);
    }

    private record Numbers(float[] value, float[] ofWeights, float[] ofX) {}

    /** One row's softmax of dot products times x, on a device or not. */
    private static Numbers attention(String engine, String device) {
        try (Backend backend = Backend.open(engine, device);
                ParameterStore store = new ParameterStore(backend, 1);
                Edges edges = Edges.of(store, PLACES)) {
            Parameter left = store.uniform("left", 4, 3, 1);
            Parameter x = store.uniform("x", 5, 3, 1);
            try (Tape tape = backend.tape()) {
                Var dots = edges.dots(tape.parameter(left), tape.parameter(x));
                Var share = edges.softmax(dots);
                Var y = edges.product(
                                share.times(edges.atColumns(tape.parameter(x).columnRange(0, 1))), tape.parameter(x))
                        .scaleRows(Edges.inverseRoots(edges.sums(share)));
                tape.backward(y.squaredNorm());
                return new Numbers(
                        y.toFloats(),
                        backend.toFloats(tape.gradient(left).orElseThrow()),
                        backend.toFloats(tape.gradient(x).orElseThrow()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"MXNet, cpu:as-gpu", "PyTorch, cpu:as-gpu", "PyTorch, cpu"})
    void aDeviceGivesTheNumbersOfTheHost(String engine, String device) {
        Numbers expected = attention("MXNet", "cpu");
        Numbers found = attention(engine, device);
        assertArrayEquals(expected.value, found.value, 1e-5f);
        assertArrayEquals(expected.ofWeights, found.ofWeights, 1e-5f);
        assertArrayEquals(expected.ofX, found.ofX, 1e-5f);
    }

    @ParameterizedTest
    @CsvSource({"MXNet, cpu", "MXNet, cpu:as-gpu", "PyTorch, cpu", "PyTorch, cpu:as-gpu"})
    void theProductIsThatOfTheMatrixWithTheNumbers(String engine, String device) {
        try (Backend backend = Backend.open(engine, device);
                ParameterStore store = new ParameterStore(backend, 1);
                Edges edges = Edges.of(store, PLACES);
                Tape tape = backend.tape()) {
            assertEquals(5, edges.size());
            float[] x = {1, 2, 3, 4, 5};
            Var column = tape.constant(x, 5, 1);
            Var weights = tape.constant(new float[] {.5f, -1, 2, .25f, 3}, 5, 1);
            assertArrayEquals(
                    new float[] {-4, 2, 0, 15.75f},
                    edges.product(weights, column).toFloats());
            assertArrayEquals(
                    new float[] {-.5f, 2, 0, 3.25f}, edges.sums(weights).toFloats());
            assertArrayEquals(
                    new float[] {2, 5, 1, 3, 5}, edges.atColumns(column).toFloats());
            assertArrayEquals(
                    new float[] {0, 0, .5f},
                    Edges.inverseRoots(tape.constant(new float[] {-1, 0, 4}, 3, 1))
                            .toFloats());
            String message = assertThrows(
                            IllegalArgumentException.class, () -> edges.product(weights, edges.sums(weights)))
                    .getMessage();
            assertEquals("product of edges: found 4 rows, expected 5", message);
        }
    }

    @Test
    void aMatrixWithoutEntriesIsRefused() {
        try (Backend backend = Backend.open("MXNet", "cpu");
                ParameterStore store = new ParameterStore(backend, 1)) {
            Csr none = Csr.of(2, 2, new int[0], new int[0], new float[0]);
            assertThrows(IllegalArgumentException.class, () -> Edges.of(store, none));
        }
    }
}
