package org.drepmrec.data.io.amazon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.api.Test;

class TruncatedSvdTest {

    private static Csr sparse(double[][] dense) {
        int n = dense.length;
        int t = dense[0].length;
        int[] row = new int[n * t];
        int[] col = new int[n * t];
        float[] value = new float[n * t];
        int size = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < t; j++) {
                if (dense[i][j] != 0) {
                    row[size] = i;
                    col[size] = j;
                    value[size++] = (float) dense[i][j];
                }
            }
        }
        return Csr.of(n, t, Arrays.copyOf(row, size), Arrays.copyOf(col, size), Arrays.copyOf(value, size));
    }

    /** U S V'. */
    private static double[][] product(TruncatedSvd svd, int n, int t) {
        double[][] a = new double[n][t];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < t; j++) {
                for (int c = 0; c < svd.k(); c++) {
                    a[i][j] += svd.left()[i * svd.k() + c] * svd.singular()[c] * svd.right()[j * svd.k() + c];
                }
            }
        }
        return a;
    }

    private static void assertOrthonormal(float[] rows, int n, int k, int columns) {
        for (int a = 0; a < columns; a++) {
            for (int b = 0; b < columns; b++) {
                double dot = 0;
                for (int r = 0; r < n; r++) {
                    dot += rows[r * k + a] * rows[r * k + b];
                }
                assertEquals(a == b ? 1 : 0, dot, 1e-5, "columns " + a + " and " + b);
            }
        }
    }

    @Test
    void aSmallMatrixHasTheSingularValuesOfPaper() {
        // A A' = [[25, 20], [20, 25]] has the eigenvalues 45 and 5, with vectors (1, 1) and (1, -1) over root 2.
        TruncatedSvd svd =
                TruncatedSvd.of(sparse(new double[][] {{3, 4}, {0, 5}}).transpose(), 2, 1);
        assertArrayEquals(new double[] {Math.sqrt(45), Math.sqrt(5)}, svd.singular(), 1e-5);
        double r = Math.sqrt(0.5);
        assertEquals(r, Math.abs(svd.right()[0]), 1e-5);
        assertEquals(svd.right()[0], svd.right()[2], 1e-5);
        assertEquals(svd.right()[1], -svd.right()[3], 1e-5);
        // v = (1, 1) / root 2 gives A'v = (3, 9) / root 2, which has norm root 45.
        assertEquals(3 * r / Math.sqrt(45), svd.left()[0], 1e-5);
        assertEquals(9 * r / Math.sqrt(45), svd.left()[2], 1e-5);
    }

    @Test
    void aMatrixOfRankThreeIsRebuiltExactlyFromThreeVectors() {
        Random random = new Random(5);
        int n = 80;
        int t = 60;
        double[][] a = new double[n][t];
        for (int c = 0; c < 3; c++) {
            double[] x = random.doubles(n, -1, 1).toArray();
            double[] y = random.doubles(t, -1, 1).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < t; j++) {
                    a[i][j] += x[i] * y[j];
                }
            }
        }
        TruncatedSvd svd = TruncatedSvd.of(sparse(a), 3, 7);
        double[][] rebuilt = product(svd, n, t);
        for (int i = 0; i < n; i++) {
            assertArrayEquals(a[i], rebuilt[i], 2e-5, "row " + i);
        }
        assertOrthonormal(svd.left(), n, 3, 3);
        assertOrthonormal(svd.right(), t, 3, 3);
    }

    @Test
    void columnsBeyondTheRankAreZero() {
        TruncatedSvd svd = TruncatedSvd.of(sparse(new double[][] {{1, 2, 3}, {2, 4, 6}, {0, 0, 0}, {1, 2, 3}}), 3, 2);
        assertArrayEquals(new double[] {Math.sqrt(14 * 6), 0, 0}, svd.singular(), 1e-4);
        for (int r = 0; r < 4; r++) {
            assertEquals(0f, svd.left()[r * 3 + 1]);
            assertEquals(0f, svd.left()[r * 3 + 2]);
        }
        assertArrayEquals(
                new float[] {(float) Math.sqrt(1 / 6.0), (float) Math.sqrt(4 / 6.0), 0, (float) Math.sqrt(1 / 6.0)},
                new float[] {svd.left()[0], svd.left()[3], svd.left()[6], svd.left()[9]},
                1e-5f);
    }

    @Test
    void theLargestValuesOfALargerDiagonalAreFound() {
        int n = 200;
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i][(i * 7) % n] = 100 * Math.pow(0.9, i);
        }
        TruncatedSvd svd = TruncatedSvd.of(sparse(a), 10, 3);
        for (int c = 0; c < 10; c++) {
            assertEquals(100 * Math.pow(0.9, c), svd.singular()[c], 1e-2, "value " + c);
            assertEquals(1, svd.left()[c * 10 + c], 1e-3, "largest component is positive");
        }
    }

    @Test
    void aSeedDecidesEveryBit() {
        Random random = new Random(9);
        double[][] a = new double[300][120];
        for (int e = 0; e < 2000; e++) {
            a[random.nextInt(300)][random.nextInt(120)] = random.nextDouble();
        }
        TruncatedSvd first = TruncatedSvd.of(sparse(a), 16, 999);
        TruncatedSvd again = TruncatedSvd.of(sparse(a), 16, 999);
        assertArrayEquals(first.left(), again.left());
        assertArrayEquals(first.right(), again.right());
        assertArrayEquals(first.singular(), again.singular());
        TruncatedSvd other = TruncatedSvd.of(sparse(a), 16, 1000);
        assertFalse(Arrays.equals(first.left(), other.left()));
        assertTrue(first.singular()[0] > first.singular()[15]);
        assertEquals(first.singular()[0], other.singular()[0], 1e-3);
    }
}
