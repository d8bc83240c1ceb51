package org.drepmrec.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import org.drepmrec.data.Features;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureMatrixTest {

    /** Three rows, once mostly zeros. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void itsProductAndGradientAreThoseOfTheFeatures(String engine) {
        float[] few = {0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, -3};
        float[] full = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter w = store.create("w", new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new Shape(4, 2));
            assertProduct(backend, FeatureMatrix.of(store, new Features(3, 4, few)), w, few);
            assertProduct(backend, FeatureMatrix.of(store, new Features(3, 4, full)), w, full);
        }
    }

    private static void assertProduct(Backend backend, FeatureMatrix features, Parameter w, float[] x) {
        try (Tape tape = backend.tape()) {
            Var y = features.times(tape.parameter(w));
            float[] expected = new float[6];
            float[] gradient = new float[8];
            for (int r = 0; r < 3; r++) {
                for (int c = 0; c < 2; c++) {
                    for (int k = 0; k < 4; k++) {
                        expected[r * 2 + c] += x[r * 4 + k] * (1 + 2 * k + c);
                    }
                    for (int k = 0; k < 4; k++) {
                        gradient[k * 2 + c] += 2 * expected[r * 2 + c] * x[r * 4 + k];
                    }
                }
            }
            assertEquals(3, y.rows());
            assertArrayEquals(expected, y.toFloats(), 1e-4f);
            tape.backward(y.squaredNorm());
            assertArrayEquals(gradient, backend.toFloats(tape.gradient(w).orElseThrow()), 1e-1f);
        }
    }
}
