package org.drepmrec.model.recent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.drepmrec.engine.Backend;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the convolution theorem: products of spectra are circular convolutions of the numbers. */
class SpectrumTest {

    @ParameterizedTest
    @CsvSource({"MXNet, 1", "MXNet, 2", "MXNet, 5", "MXNet, 8", "PyTorch, 1", "PyTorch, 2", "PyTorch, 5", "PyTorch, 8"})
    void productsAreConvolutions(String engine, int d) {
        int frequencies = Spectrum.frequencies(d);
        float[] x = numbers(d, 0.3);
        float[] y = numbers(d, 1.1);
        float[] filter = new float[2 * frequencies];
        for (int k = 0; k < frequencies; k++) {
            filter[2 * k] = 1;
        }
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                ParameterStore store = new ParameterStore(backend, 1);
                Tape tape = backend.inference()) {
            Spectrum transform = Spectrum.of(store, d);
            Spectrum.Complex ofX = transform.of(tape.constant(x, 1, d));
            Spectrum.Complex ofY = transform.of(tape.constant(y, 1, d));
            Var ones = tape.constant(filter, frequencies, 2);
            float[] again = transform.filtered(ofX, ones).toFloats();
            float[] product = transform.filtered(ofX.times(ofY), ones).toFloats();
            for (int n = 0; n < d; n++) {
                assertEquals(x[n], again[n], 1e-5, "the inverse, number " + n);
                double convolved = 0;
                for (int j = 0; j < d; j++) {
                    convolved += x[j] * y[Math.floorMod(n - j, d)];
                }
                assertEquals(convolved / Math.sqrt(d), product[n], 1e-5, "the convolution, number " + n);
            }
        }
    }

    private static float[] numbers(int d, double from) {
        float[] values = new float[d];
        for (int n = 0; n < d; n++) {
            values[n] = (float) Math.sin(from + 1.7 * n);
        }
        return values;
    }
}
