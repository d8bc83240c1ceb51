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
    @CsvSource({
        "1, 1, 1, 0",
        "3, 517, 70, 0.7",
        "5, 512, 64, 0",
        "2, 1030, 3, 0.9",
        "4, 20, 9, 1",
        "9, 517, 65, 0",
        "8, 1100, 33, 0.4"
    })
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
        int n = 1100;
        int d = 150;
        float[] x = numbers(n * d, zeros, 3);
        float[] all = new float[n * n];
        DenseProduct.JAVA.multiply(x, 0, n, x, 0, n, d, all);
        int[] row = {0, 300, 599, 1099};
        for (int count = 1; count <= row.length; count++) {
            float[] few = new float[count * n];
            new PackedRows(x, 0, n, d).multiply(x, row, count, few);
            for (int r = 0; r < count; r++) {
                for (int c = 0; c < n; c++) {
                    assertEquals(all[row[r] * n + c], few[r * n + c]);
                    assertEquals(all[c * n + row[r]], few[r * n + c]);
                }
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
