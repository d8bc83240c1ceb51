package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.api.Test;

class MatrixTest {

    private static final Matrix A = Matrix.of(new double[][] {{1, 2}, {3, 4}, {0, -1}});
    private static final Matrix B = Matrix.of(new float[] {1, 0, 2, -1, 1, 0}, 3);

    private static void same(double[][] expected, Matrix found) {
        assertEquals(0, Matrix.of(expected).difference(found), 1e-12);
    }

    @Test
    void productsSumsAndTurns() {
        same(new double[][] {{-1, 2, 2}, {-1, 4, 6}, {1, -1, 0}}, A.times(B));
        same(
                new double[][] {{2, 4, 0}, {6, 12, 0}},
                Matrix.of(new double[][] {{1}, {3}}).times(Matrix.of(new double[] {2, 4, 0})));
        same(new double[][] {{2, 4}, {6, 8}, {0, -2}}, A.plus(A));
        same(new double[][] {{0, 0}, {0, 0}, {0, 0}}, A.minus(A));
        same(new double[][] {{1, 4}, {9, 16}, {0, 1}}, A.hadamard(A));
        same(new double[][] {{1, 3, 0}, {2, 4, -1}}, A.transpose());
        same(new double[][] {{11, 22}, {13, 24}, {10, 19}}, A.plusRow(Matrix.of(new double[] {10, 20})));
    }

    @Test
    void rowsAreChosenStackedAndScaled() {
        same(new double[][] {{0, -1}, {1, 2}, {1, 2}}, A.rows(2, 0, 0));
        same(new double[][] {{3, 4}, {0, -1}}, A.rowRange(1, 3));
        same(new double[][] {{3, 4}, {1, 2}, {3, 4}, {0, -1}}, A.rows(1).above(A));
        same(
                new double[][] {{.6, .8}, {0, 0}},
                Matrix.of(new double[][] {{3, 4}, {0, 0}}).normalizeRows());
        same(new double[][] {{3}, {7}, {-1}}, A.rowSums());
        same(new double[][] {{1}, {4}}, A.diagonal());
    }

    @Test
    void functionsOfEntries() {
        same(
                new double[][] {{.5, 1 / (1 + Math.exp(-1))}},
                Matrix.of(new double[] {0, 1}).sigmoid());
        same(
                new double[][] {{.25, .75}},
                Matrix.of(new double[] {0, Math.log(3)}).softmaxRows());
        assertEquals(1.5, A.mean(), 1e-12);
        assertEquals(5, A.rows(1).norm(), 1e-12);
    }

    @Test
    void aSparseMatrixIsWrittenOut() {
        same(
                new double[][] {{0, 2, 0}, {1, 0, 3}},
                Matrix.of(Csr.of(2, 3, new int[] {0, 1, 1}, new int[] {1, 0, 2}, new float[] {2, 1, 3})));
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        String product =
                assertThrows(IllegalArgumentException.class, () -> A.times(A)).getMessage();
        assertEquals("product: 3 x 2 with 3 x 2, expected 2 rows on the right; transpose one of them?", product);
        assertThrows(IllegalArgumentException.class, () -> A.plus(B));
        assertThrows(IllegalArgumentException.class, () -> Matrix.of(new float[5], 2));
        assertThrows(IllegalArgumentException.class, () -> Matrix.of(new double[][] {{1}, {1, 2}}));
    }

    @Test
    void theTextHasARowPerRow() {
        assertTrue(A.toString().startsWith("3 x 2\n    1.000    2.000\n"), A.toString());
        assertEquals(3, A.summary().rowCount());
    }

    @Test
    void rowsAndColumnsOfTheTableHaveNames() {
        var table = A.summary(List.of("ann", "bob", "eve"), List.of("mug", "lamp"));
        assertEquals(List.of("", "mug", "lamp"), table.columnNames());
        assertEquals("bob", table.getString(1, 0));
        assertEquals(A.get(1, 1), table.doubleColumn("lamp").get(1));
        assertEquals(
                List.of("", "0", "1"), A.summary(List.of("ann", "bob", "eve")).columnNames());
        assertEquals(
                "1 names of rows and 2 of columns, expected one for each of 3 x 2",
                assertThrows(IllegalArgumentException.class, () -> A.summary(List.of("ann")))
                        .getMessage());
    }
}
