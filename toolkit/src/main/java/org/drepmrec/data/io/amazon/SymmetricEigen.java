package org.drepmrec.data.io.amazon;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues, descending, and orthonormal eigenvectors of a symmetric matrix, by Jacobi's cyclic rotations.
 *
 * @param vectors column j belongs to value j
 */
record SymmetricEigen(double[] values, double[][] vectors) {

    private static final int MOST_SWEEPS = 60;

    /**
     * Decomposes.
     *
     * @param a n x n, used up
     */
    static SymmetricEigen of(double[][] a, int n) {
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            rows[i][i] = 1;
        }
        double size = squares(a, n, false);
        for (int sweep = 0; sweep < MOST_SWEEPS && squares(a, n, true) > 1e-28 * size; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    if (Math.abs(a[p][q]) > 1e-18 * Math.sqrt(size)) {
                        rotate(a, rows, p, q, n);
                    }
                }
            }
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]))
                .mapToInt(i -> i)
                .toArray();
        double[] values = new double[n];
        double[][] vectors = new double[n][n];
        for (int j = 0; j < n; j++) {
            values[j] = a[order[j]][order[j]];
            for (int i = 0; i < n; i++) {
                vectors[i][j] = rows[order[j]][i];
            }
        }
        return new SymmetricEigen(values, vectors);
    }

    private static double squares(double[][] a, int n, boolean offDiagonal) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum += offDiagonal && i == j ? 0 : a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    private static void rotate(double[][] a, double[][] rows, int p, int q, int n) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        double[] ap = a[p];
        double[] aq = a[q];
        double pp = ap[p] - t * ap[q];
        double qq = aq[q] + t * ap[q];
        turn(ap, aq, c, s, n);
        turn(rows[p], rows[q], c, s, n);
        for (int i = 0; i < n; i++) {
            a[i][p] = ap[i];
            a[i][q] = aq[i];
        }
        ap[p] = pp;
        aq[q] = qq;
        ap[q] = 0;
        aq[p] = 0;
    }

    private static void turn(double[] x, double[] y, double c, double s, int n) {
        for (int i = 0; i < n; i++) {
            double held = x[i];
            x[i] = c * held - s * y[i];
            y[i] = s * held + c * y[i];
        }
    }
}
