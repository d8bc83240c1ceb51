package org.drepmrec.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedRowsTest {

    private static float[] numbers(int n, double zeros, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int k = 0; k < n; k++) {
            values[k] = random.nextDouble() < zeros ? 0f : (float) random.nextGaussian();
        }
        return values;
    }

    private static double dot(float[] x, int r, float[] y, int c, int d) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
            sum += (double) x[r * d + k] * y[c * d + k];
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 0", "3, 517, 70, 0.7", "5, 512, 64, 0", "2, 1030, 3, 0.9", "4, 20, 9, 1"})
    void productsAreSumsOverTheDimensions(int rows, int packed, int d, double zeros) {
        float[] x = numbers((rows + 1) * d, zeros, 1);
        float[] y = numbers((packed + 1) * d, 0, 2);
        int[] row = new int[rows];
        for (int r = 0; r < rows; r++) {
            row[r] = rows - r;
        }
        float[] out = new float[rows * packed];
        new PackedRows(y, 1, packed, d).multiply(x, row, rows, out);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < packed; c++) {
                assertEquals(dot(x, row[r], y, c + 1, d), out[r * packed + c], 1e-4, "row " + r + ", column " + c);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.75})
    void anEntryIsTheSameFromEitherSideAndInAnyTile(double zeros) {
        int d = 150;
        float[] x = numbers(600 * d, zeros, 3);
        float[] all = new float[600 * 600];
        DenseProduct.JAVA.multiply(x, 0, 600, x, 0, 600, d, all);
        float[] few = new float[3 * 600];
        new PackedRows(x, 0, 600, d).multiply(x, new int[] {0, 300, 599}, 3, few);
        int[] row = {0, 300, 599};
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 600; c++) {
                assertEquals(all[row[r] * 600 + c], few[r * 600 + c]);
                assertEquals(all[c * 600 + row[r]], few[r * 600 + c]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9})
    void aSparseRowAddsItsScaledArrays(int degree) {
        int[] column = new int[degree];
        float[] value = numbers(degree, 0, 4);
        float[][] x = new float[12][5];
        float[] expected = {1, 1, 1, 1, 1};
        for (int k = 0; k < degree; k++) {
            column[k] = k + 2;
            x[k + 2] = numbers(5, 0, 10 + k);
            for (int j = 0; j < 5; j++) {
                expected[j] += value[k] * x[k + 2][j];
            }
        }
        float[] sum = {1, 1, 1, 1, 1};
        Csr.of(1, 12, new int[degree], column, value).addRow(0, x, sum);
        assertArrayEquals(expected, sum, 1e-5f);
    }
}
