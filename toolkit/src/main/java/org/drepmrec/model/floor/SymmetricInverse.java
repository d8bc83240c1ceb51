package org.drepmrec.model.floor;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;

/**
 * Inverts a symmetric positive definite matrix in place by sweeping blocks of pivots (Beaton 1964; Goodnight 1979). A
 * sweep of the pivots K maps A to
 *
 * <pre>
 * A_KK  to  -A_KK⁻¹       A_IK  to  A_IK A_KK⁻¹       A_IJ  to  A_IJ - A_IK A_KK⁻¹ A_KJ
 * </pre>
 *
 * and keeps it symmetric, so the lower triangle is enough; all sweeps together leave -A⁻¹. Nearly all work is in products
 * of blocks. Blocks of pivots are inverted in double precision, the rest is single.
 */
final class SymmetricInverse {

    private static final int PIVOTS = 256;
    private static final int HEIGHT = 512;
    private static final int WIDTH = 1024;

    private final float[][] a;
    private final int n;

    /** Columns of the pivots, n x PIVOTS, before and after the sweep. */
    private final float[] panel;

    private final float[] swept;
    private final Queue<float[]> tiles = new ConcurrentLinkedQueue<>();

    private SymmetricInverse(float[][] a) {
        this.a = a;
        n = a.length;
        panel = new float[Math.multiplyExact(n, Math.min(n, PIVOTS))];
        swept = new float[panel.length];
    }

    /** The bytes that the matrix and its inversion take. */
    static long bytes(int n) {
        return 4L * n * n + 2L * 4 * n * PIVOTS + 2L * 4 * HEIGHT * WIDTH;
    }

    /**
     * Replaces a matrix by its inverse.
     *
     * @param a rows of a symmetric positive definite matrix
     * @param betweenBlocks called now and then; what it throws ends the computation
     */
    static void invert(float[][] a, Runnable betweenBlocks) {
        SymmetricInverse all = new SymmetricInverse(a);
        for (int k = 0; k < a.length; k += PIVOTS) {
            betweenBlocks.run();
            all.sweep(k, Math.min(PIVOTS, a.length - k));
        }
        all.negateAndMirror();
    }

    private void sweep(int k, int b) {
        float[] inverse = inverseOfPivots(k, b);
        readPanel(k, b);
        DenseProduct.JAVA.multiply(panel, 0, n, inverse, 0, b, b, swept);
        subtractProducts(b);
        writePanel(k, b, inverse);
    }

    /** A_KK⁻¹, b x b, by Gauss-Jordan elimination without pivoting, which a positive definite block does not need. */
    private float[] inverseOfPivots(int k, int b) {
        double[][] m = new double[b][b];
        for (int r = 0; r < b; r++) {
            for (int c = 0; c <= r; c++) {
                m[r][c] = a[k + r][k + c];
                m[c][r] = m[r][c];
            }
        }
        for (int p = 0; p < b; p++) {
            double[] row = m[p];
            double pivot = 1 / row[p];
            row[p] = 1;
            for (int c = 0; c < b; c++) {
                row[c] *= pivot;
            }
            for (int r = 0; r < b; r++) {
                if (r != p) {
                    double factor = m[r][p];
                    m[r][p] = 0;
                    for (int c = 0; c < b; c++) {
                        m[r][c] -= factor * row[c];
                    }
                }
            }
        }
        float[] inverse = new float[b * b];
        for (int r = 0; r < b; r++) {
            for (int c = 0; c < b; c++) {
                inverse[r * b + c] = (float) ((m[r][c] + m[c][r]) / 2);
            }
        }
        return inverse;
    }

    /** Gathers A_IK from the lower triangle; rows of K are zero, so that the products below change nothing there. */
    private void readPanel(int k, int b) {
        Parallel.forRanges(n, 64, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < b; c++) {
                    boolean pivot = i >= k && i < k + b;
                    panel[i * b + c] = pivot ? 0 : i < k ? a[k + c][i] : a[i][k + c];
                }
            }
        });
    }

    private void subtractProducts(int b) {
        List<int[]> corners = new ArrayList<>();
        for (int row = 0; row < n; row += HEIGHT) {
            for (int column = 0; column < Math.min(n, row + HEIGHT); column += WIDTH) {
                corners.add(new int[] {row, column});
            }
        }
        Parallel.forRanges(corners.size(), 1, (from, to) -> {
            float[] idle = tiles.poll();
            float[] tile = idle == null ? new float[HEIGHT * WIDTH] : idle;
            for (int[] corner : corners.subList(from, to)) {
                subtract(corner[0], corner[1], b, tile);
            }
            tiles.add(tile);
        });
    }

    private void subtract(int row, int column, int b, float[] tile) {
        int height = Math.min(HEIGHT, n - row);
        int width = Math.min(WIDTH, Math.min(n, row + height) - column);
        DenseProduct.JAVA.multiply(swept, row, height, panel, column, width, b, tile);
        for (int r = 0; r < height; r++) {
            float[] line = a[row + r];
            int most = Math.min(width, row + r + 1 - column);
            for (int c = 0; c < most; c++) {
                line[column + c] -= tile[r * width + c];
            }
        }
    }

    private void writePanel(int k, int b, float[] inverse) {
        Parallel.forRanges(n, 64, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = 0; c < b; c++) {
                    if (i < k) {
                        a[k + c][i] = swept[i * b + c];
                    } else if (i >= k + b) {
                        a[i][k + c] = swept[i * b + c];
                    } else {
                        a[i][k + c] = -inverse[(i - k) * b + c];
                    }
                }
            }
        });
    }

    private void negateAndMirror() {
        Parallel.forRanges(n, 16, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = 0; j <= i; j++) {
                    a[i][j] = -a[i][j];
                }
            }
        });
        Parallel.forRanges((n + HEIGHT - 1) / HEIGHT, 1, (from, to) -> {
            for (int i = from * HEIGHT; i < Math.min(n, to * HEIGHT); i++) {
                for (int j = i + 1; j < n; j++) {
                    a[i][j] = a[j][i];
                }
            }
        });
    }
}
