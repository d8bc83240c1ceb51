package org.drepmrec.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseProductTest {

    private static float[] random(int size, long seed) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 5, 2", "4, 128, 128", "7, 129, 131", "70, 300, 257"})
    void productsEqualDotProducts(int xRows, int yRows, int d) {
        float[] x = random((xRows + 2) * d, 1);
        float[] y = random((yRows + 3) * d, 2);
        float[] out = new float[xRows * yRows];
        DenseProduct.JAVA.multiply(x, 2, xRows, y, 3, yRows, d, out);
        for (int a = 0; a < xRows; a++) {
            for (int b = 0; b < yRows; b++) {
                double expected = 0;
                for (int j = 0; j < d; j++) {
                    expected += (double) x[(a + 2) * d + j] * y[(b + 3) * d + j];
                }
                assertEquals(expected, out[a * yRows + b], 1e-4);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"9, 6", "300, 130", "257, 129"})
    void anEntryDependsOnItsTwoRowsAlone(int rows, int d) {
        float[] x = random(rows * d, 3);
        float[] all = new float[rows * rows];
        DenseProduct.JAVA.multiply(x, 0, rows, x, 0, rows, d, all);
        float[] part = new float[3 * 5];
        DenseProduct.JAVA.multiply(x, 6, 3, x, 1, 5, d, part);
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 5; b++) {
                assertEquals(all[(a + 6) * rows + b + 1], part[a * 5 + b]);
                assertEquals(all[(b + 1) * rows + a + 6], part[a * 5 + b]);
            }
        }
    }
}
