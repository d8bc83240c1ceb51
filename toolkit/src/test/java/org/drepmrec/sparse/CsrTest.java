package org.drepmrec.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CsrTest {

    /** [[0, 5, 0], [2, 0, 1], [0, 0, 0]] with the 5 given as 3 + 2 and all out of order. */
    private static final Csr SMALL =
            Csr.of(3, 3, new int[] {1, 0, 1, 0}, new int[] {2, 1, 0, 1}, new float[] {1, 3, 2, 2});

    private static Csr random(int rows, int cols, int entries, long seed) {
        Random random = new Random(seed);
        float[] values = new float[entries];
        for (int e = 0; e < entries; e++) {
            values[e] = (float) random.nextGaussian();
        }
        return Csr.of(
                rows,
                cols,
                random.ints(entries, 0, rows).toArray(),
                random.ints(entries, 0, cols).toArray(),
                values);
    }

    @Test
    void coordinatesAreSortedAndDuplicatesAddedUp() {
        assertArrayEquals(new int[] {0, 1, 3, 3}, SMALL.starts());
        assertArrayEquals(new int[] {1, 0, 2}, SMALL.columns());
        assertArrayEquals(new float[] {5, 2, 1}, SMALL.values());
        assertEquals(0, SMALL.degree(2));
        assertTrue(SMALL.contains(1, 2));
        assertFalse(SMALL.contains(0, 2));
        assertEquals(0f, SMALL.get(2, 2));
    }

    @Test
    void binaryCountsAPlaceOnce() {
        Csr ones = Csr.binary(1, 2, new int[] {0, 0, 0}, new int[] {1, 1, 0});
        assertArrayEquals(new float[] {1, 1}, ones.values());
    }

    @Test
    void transposeSwapsRowsAndColumns() {
        Csr matrix = random(40, 70, 500, 1);
        Csr transpose = matrix.transpose();
        assertEquals(matrix.nonZeros(), transpose.nonZeros());
        for (int r = 0; r < 40; r++) {
            for (int c = 0; c < 70; c++) {
                assertEquals(matrix.get(r, c), transpose.get(c, r));
            }
        }
        assertEquals(matrix, transpose.transpose());
    }

    @Test
    void productsEqualDenseLoops() {
        int d = 7;
        Csr matrix = random(700, 30, 4000, 2);
        Random random = new Random(3);
        float[] x = new float[30 * d];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
        }
        float[] product = matrix.multiply(x, d);
        for (int r = 0; r < 700; r++) {
            for (int j = 0; j < d; j++) {
                double expected = 0;
                for (int c = 0; c < 30; c++) {
                    expected += matrix.get(r, c) * x[c * d + j];
                }
                assertEquals(expected, product[r * d + j], 1e-5);
            }
        }
    }

    @Test
    void productsOverwriteTheirResult() {
        float[] out = {9, 9, 9};
        SMALL.multiply(new float[] {1, 10, 100}, 1, out);
        assertArrayEquals(new float[] {50, 102, 0}, out);
    }

    @Test
    void sumsHoldEveryPlaceOfEither() {
        Csr a = random(20, 25, 90, 4);
        Csr b = random(20, 25, 110, 5);
        Csr sum = a.plus(b.times(2));
        for (int r = 0; r < 20; r++) {
            for (int c = 0; c < 25; c++) {
                assertEquals(a.get(r, c) + 2 * b.get(r, c), sum.get(r, c));
                assertEquals(a.contains(r, c) || b.contains(r, c), sum.contains(r, c));
            }
        }
    }

    @Test
    void rowAndColumnSumsAndMeans() {
        assertArrayEquals(new double[] {5, 3, 0}, SMALL.rowSums());
        assertArrayEquals(new double[] {2, 5, 1}, SMALL.columnSums());
        assertArrayEquals(new float[] {1, 2 / 3f, 1 / 3f}, SMALL.rowMean().values(), 1e-7f);
        assertArrayEquals(
                new float[] {5 * 2 * 20, 2 * 3 * 10, 1 * 3 * 30},
                SMALL.scale(new double[] {2, 3, 4}, new double[] {10, 20, 30}).values());
    }

    @Test
    void rowsAreSelectedInTheOrderAskedFor() {
        Csr a = random(6, 5, 14, 8);
        Csr some = a.selectRows(5, 0, 5);
        assertEquals(3, some.rows());
        for (int c = 0; c < 5; c++) {
            assertEquals(a.get(5, c), some.get(0, c));
            assertEquals(a.get(0, c), some.get(1, c));
            assertEquals(a.contains(5, c), some.contains(2, c));
        }
        assertEquals(0, a.selectRows().rows());
    }

    @Test
    void equalityIsByContent() {
        assertEquals(random(9, 9, 30, 6), random(9, 9, 30, 6));
        assertEquals(random(9, 9, 30, 6).hashCode(), random(9, 9, 30, 6).hashCode());
        assertNotEquals(random(9, 9, 30, 6), random(9, 9, 30, 7));
    }

    @Test
    void wrongShapesAreRefused() {
        assertRefused("expected three arrays of one length", () -> Csr.of(1, 1, new int[1], new int[0], new float[1]));
        assertRefused(
                "entry (0, 3) lies outside a 2 x 3 matrix",
                () -> Csr.of(2, 3, new int[1], new int[] {3}, new float[1]));
        assertRefused("must ascend", () -> Csr.wrap(1, 3, new int[] {0, 2}, new int[] {1, 1}, new float[2]));
        assertRefused("must ascend", () -> Csr.wrap(1, 3, new int[] {0, 1}, new int[] {3}, new float[1]));
        assertRefused("expected 6 and 6", () -> SMALL.multiply(new float[5], 2));
        assertRefused("expected equal shapes", () -> SMALL.plus(random(3, 4, 2, 1)));
    }

    private static void assertRefused(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
