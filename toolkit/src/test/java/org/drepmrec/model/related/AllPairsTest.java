package org.drepmrec.model.related;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllPairsTest {

    /** PyTorch's gradients of normalize at rows of norm 5, 5e-13 and 0, for upstream gradients (1, 2) each. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aShortRowIsDividedByItsFloorAndSoIsItsGradient(String engine) {
        try (Backend backend = Backend.open(engine, "cpu");
                ParameterStore store = new ParameterStore(backend, 1)) {
            Parameter p = store.create("p", new float[] {3, 4, 3e-13f, 4e-13f, 0, 0}, new Shape(3, 2));
            try (Tape tape = backend.tape()) {
                Var y = AllPairs.unit(tape.parameter(p));
                assertArrayEquals(new float[] {0.6f, 0.8f, 0.3f, 0.4f, 0, 0}, y.toFloats(), 1e-6f);
                Var sum = AllPairs.dots(y, tape.constant(new float[] {1, 2, 1, 2, 1, 2}, 3, 2));
                assertEquals(2.2 + 1.1, sum.scalar(), 1e-5);
                tape.backward(sum);
                // (g - y (y g)) / 5, then g / 1e-12 twice.
                float[] found = backend.toFloats(tape.gradient(p).orElseThrow());
                assertArrayEquals(
                        new float[] {-0.064f, 0.048f, 1, 2, 1, 2},
                        new float[] {
                            found[0],
                            found[1],
                            found[2] * 1e-12f,
                            found[3] * 1e-12f,
                            found[4] * 1e-12f,
                            found[5] * 1e-12f
                        },
                        1e-5f);
            }
        }
    }
}
