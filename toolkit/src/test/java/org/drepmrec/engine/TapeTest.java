package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.drepmrec.engine.GradientCheck.Input;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long arrays live, and that reused memory never shows through. */
class TapeTest {

    private static final Csr SPARSE =
            Csr.of(4, 5, new int[] {0, 0, 1, 3, 3}, new int[] {1, 4, 0, 2, 4}, new float[] {.5f, -1, 2, .25f, 3});

    private static Backend open(String engine) {
        return Backend.open(engine, System.getProperty("drepmrec.device"));
    }

    /** An engine would spread the smaller one, and the gradient would fail in another place or not at all. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void shapesThatDifferAreRefusedWhereTheyMeet(String engine) {
        try (Backend backend = open(engine);
                Tape tape = backend.tape()) {
            Var table = tape.filled(4, 3, 1);
            Var column = tape.filled(4, 1, 2);
            String message = assertThrows(IllegalArgumentException.class, () -> table.plus(column))
                    .getMessage();
            assertEquals(
                    "plus: (4, 3) and (4, 1), expected one shape; rows and columns are spread by plusRow and"
                            + " scaleRows",
                    message);
            assertThrows(IllegalArgumentException.class, () -> table.minus(column));
            assertThrows(IllegalArgumentException.class, () -> column.times(table));
            assertThrows(IllegalArgumentException.class, () -> Var.stackRows(table, column));
            assertThrows(IllegalArgumentException.class, () -> Var.stackColumns(table, tape.filled(3, 3, 1)));
            assertArrayEquals(
                    new float[] {1, 2, 1, 2},
                    Var.stackColumns(tape.filled(2, 1, 1), tape.filled(2, 1, 2)).toFloats());
        }
    }

    /** Parts of arrays may be views with gaps; copies to Java must honour them. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void viewsAreReadAsWhatTheyShow(String engine) {
        try (Backend backend = open(engine);
                ParameterStore store = new ParameterStore(backend, 1);
                Tape tape = backend.inference()) {
            Parameter x = store.create("x", new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, new Shape(4, 3));
            Var all = tape.parameter(x);
            assertArrayEquals(
                    new float[] {1, 2, 4, 5, 7, 8, 10, 11},
                    all.columnRange(1, 3).toFloats());
            assertArrayEquals(new float[] {3, 4, 5, 6, 7, 8}, all.rowRange(1, 3).toFloats());
            assertArrayEquals(
                    new float[] {4, 7}, all.rowRange(1, 3).columnRange(1, 2).toFloats());
            assertArrayEquals(
                    new float[] {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11},
                    backend.toFloats(x.value().transpose()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void gradientsPassFromViewsToSparseProducts(String engine) {
        try (Backend backend = open(engine);
                ParameterStore store = new ParameterStore(backend, 1)) {
            SparseOperator s = SparseOperator.of(store, SPARSE);
            for (int side = 0; side < 2; side++) {
                Parameter x = store.uniform("x" + side, 5, 2, 1);
                Parameter y = store.uniform("y" + side, 4, 3, 1);
                boolean first = side == 0;
                float[] weights = new float[4 * 5];
                for (int k = 0; k < weights.length; k++) {
                    weights[k] = (float) Math.sin(k);
                }
                float[] own = new float[4 * 2];
                for (int r = 0; r < 4; r++) {
                    System.arraycopy(weights, r * 5 + (first ? 0 : 3), own, r * 2, 2);
                }
                try (Tape tape = backend.tape()) {
                    Var left = tape.parameter(x).propagate(s);
                    Var right = tape.parameter(y);
                    Var both = first ? Var.stackColumns(left, right) : Var.stackColumns(right, left);
                    Var weighted = both.times(tape.constant(weights, 4, 5));
                    tape.backward(tape.record(
                            weighted.value().sum(),
                            g -> weighted.accumulate(weighted.value().onesLike().mul(g)),
                            weighted));
                    assertArrayEquals(
                            SPARSE.transpose().multiply(own, 2),
                            backend.toFloats(tape.gradient(x).orElseThrow()),
                            1e-6f);
                }
            }
        }
        GradientCheck.check(
                engine,
                2e-3,
                v -> v.get(0).columnRange(1, 3).matMul(v.get(1)).rowRange(1, 4),
                new Input(5, 3),
                new Input(2, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void nestedTapesShareParametersButNoMemory(String engine) {
        try (Backend backend = open(engine);
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter x = store.uniform("x", 5, 3, 1);
            SparseOperator s = SparseOperator.of(store, SPARSE);
            float[] expected = SPARSE.multiply(x.toFloats(), 3);
            try (Tape outer = backend.tape()) {
                Var y = outer.parameter(x).propagate(s);
                Var constant = outer.constant(expected, 4, 3);
                for (int k = 0; k < 3; k++) {
                    try (Tape inner = backend.tape()) {
                        float[] other = new float[12];
                        Arrays.fill(other, k);
                        Var z = inner.parameter(x).propagate(s).plus(inner.constant(other, 4, 3));
                        inner.backward(z.squaredNorm());
                        assertTrue(inner.gradient(x).isPresent());
                    }
                }
                assertArrayEquals(expected, y.toFloats(), 1e-6f);
                assertArrayEquals(expected, constant.toFloats());
                outer.backward(y.minus(constant).squaredNorm());
                assertArrayEquals(
                        new float[15], backend.toFloats(outer.gradient(x).orElseThrow()), 1e-6f);
            }
            assertFalse(x.value().isReleased());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aTapeFreesItsArraysAndRunsBackwardsOnce(String engine) {
        try (Backend backend = open(engine);
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter x = store.uniform("x", 5, 3, 1);
            int before = backend.manager().getManagedArrays().size();
            Tape tape = backend.tape();
            Var y = tape.parameter(x).sigmoid();
            Var loss = y.squaredNorm();
            tape.backward(loss);
            assertThrows(IllegalStateException.class, () -> tape.backward(loss));
            tape.close();
            assertTrue(y.value().isReleased());
            assertEquals(before, backend.manager().getManagedArrays().size());
            try (Tape inference = backend.inference()) {
                Var z = inference.parameter(x).squaredNorm();
                assertThrows(IllegalStateException.class, () -> inference.backward(z));
            }
        }
    }

    /** Batches without repeats have another length each time; what is kept for reuse must not grow with them. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void memoryForReuseIsBounded(String engine) {
        Transfer transfer;
        try (Backend backend = open(engine);
                ParameterStore store = new ParameterStore(backend, 1)) {
            transfer = backend.transfer();
            Parameter x = store.uniform("x", 300, 8, 1);
            long once = 0;
            for (int length = 300; length > 100; length--) {
                int[] rows = new int[length];
                Arrays.setAll(rows, k -> k);
                try (Tape tape = backend.tape()) {
                    tape.constant(new float[length * 8], length, 8);
                    tape.backward(tape.parameter(x).rows(rows).squaredNorm());
                }
                once = length == 300 ? transfer.idle() : once;
            }
            assertTrue(transfer.idle() < 30 * once, transfer.idle() + " after " + once);
        }
        assertEquals(0, transfer.idle());
    }

    /** The generator of each name must not run through the numbers of another one. */
    @ParameterizedTest
    @ValueSource(strings = {"W.1a", "a", "E"})
    void similarNamesShareNoRandomNumbers(String name) {
        try (Backend backend = open("PyTorch")) {
            for (int shift = 1; shift < 4; shift++) {
                char[] other = name.toCharArray();
                int at = Math.max(0, other.length - 2);
                other[at] = (char) (other[at] + shift);
                try (ParameterStore store = new ParameterStore(backend, 9);
                        ParameterStore next = new ParameterStore(backend, 9 + shift)) {
                    float[] mine = store.uniformValues(name, 20, 1);
                    assertNoRun(shift, mine, store.uniformValues(new String(other), 20, 1));
                    assertNoRun(shift, mine, next.uniformValues(name, 20, 1));
                }
            }
        }
    }

    private static void assertNoRun(int shift, float[] a, float[] b) {
        for (int k = shift; k < a.length; k++) {
            assertNotEquals(a[k], b[k - shift]);
            assertNotEquals(a[k - shift], b[k]);
        }
    }
}
