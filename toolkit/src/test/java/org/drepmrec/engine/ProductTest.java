package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dense products of sizes for which the engines take different ways. */
class ProductTest {

    /** Rows, inner size and columns: small, large, with a long second factor, with one row. */
    private static final int[][] SIZES = {{3, 5, 2}, {150, 130, 140}, {1030, 64, 70}, {20, 300, 900}, {1, 3000, 400}};

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void productsAreThoseOfTheDefinition(String engine) {
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                Tape tape = backend.inference()) {
            for (int[] size : SIZES) {
                for (int form = 0; form < 4; form++) {
                    assertProduct(
                            tape, tape.backend()::product, size[0], size[1], size[2], form % 2 == 1, form / 2 == 1);
                }
            }
        }
    }

    /** The processor decides between them, so that one machine runs one. */
    @ParameterizedTest
    @EnumSource
    void eachLibraryOfPyTorchGivesThem(PyTorchProducts library) {
        try (Backend backend = Backend.open("PyTorch", "cpu");
                Tape tape = backend.inference()) {
            for (int[] size : SIZES) {
                for (int form = 0; form < 4; form++) {
                    assertProduct(tape, library::product, size[0], size[1], size[2], form % 2 == 1, form / 2 == 1);
                }
            }
        }
    }

    private interface Product {
        NDArray of(NDArray a, boolean transposeA, NDArray b, boolean transposeB);
    }

    private static void assertProduct(
            Tape tape, Product product, int n, int k, int m, boolean transposeA, boolean transposeB) {
        float[] a = numbers(n * k, 1);
        float[] b = numbers(k * m, 2);
        float[] expected = new float[n * m];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < m; c++) {
                double sum = 0;
                for (int j = 0; j < k; j++) {
                    sum += (double) a[transposeA ? j * n + r : r * k + j] * b[transposeB ? c * k + j : j * m + c];
                }
                expected[r * m + c] = (float) sum;
            }
        }
        Var left = transposeA ? tape.constant(a, k, n) : tape.constant(a, n, k);
        Var right = transposeB ? tape.constant(b, m, k) : tape.constant(b, k, m);
        NDArray result = product.of(left.value(), transposeA, right.value(), transposeB);
        assertArrayEquals(
                expected,
                tape.backend().toFloats(result),
                1e-5f * k,
                () -> n + " x " + k + " x " + m + ", " + transposeA + ", " + transposeB);
    }

    private static float[] numbers(int n, long seed) {
        Random random = new Random(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
    }

    /** MXNet's library sets the threads of PyTorch to one when it comes second. */
    @Test
    void aBackendOfPyTorchHasItsThreadsAgainAfterMxNet() {
        int threads = threads();
        Backend.open("MXNet", "cpu").close();
        assertEquals(threads, threads());
    }

    private static int threads() {
        try (Backend backend = Backend.open("PyTorch", "cpu")) {
            assertEquals("PyTorch", backend.engine());
            return JniUtils.getNumThreads();
        }
    }
}
