package org.drepmrec.data.io.amazon;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/**
 * The k largest singular values of a sparse matrix A (n x t) and their vectors, A &asymp; U S V<sup>T</sup>, found by
 * random projection and power iterations: N. Halko, P. G. Martinsson, J. A. Tropp, "Finding structure with randomness",
 * SIAM Review 53(2), 2011, algorithms 4.4 and 5.1. Exact (to single precision) where the rank of A is at most k + 20. The
 * same seed gives the same numbers with any number of threads; of each vector of U the largest component is positive.
 *
 * @param k the number of columns; those beyond the rank of A are zero
 * @param left U, n x k, row-major
 * @param singular the diagonal of S, descending
 * @param right V, t x k, row-major
 */
record TruncatedSvd(int k, float[] left, double[] singular, float[] right) {

    private static final int OVERSAMPLING = 20;
    private static final int POWER_ITERATIONS = 4;
    private static final double ZERO = 1e-5;

    /**
     * Decomposes.
     *
     * @param k at most min(n, t)
     */
    static TruncatedSvd of(Csr a, int k, long seed) {
        int n = a.rows();
        int t = a.cols();
        int l = Math.min(k + OVERSAMPLING, Math.min(n, t));
        Csr transposed = a.transpose();
        float[] range = orthonormal(a.multiply(gaussian(t * l, seed), l), n, l);
        float[] projected = transposed.multiply(range, l);
        for (int q = 0; q < POWER_ITERATIONS; q++) {
            range = orthonormal(a.multiply(projected, l), n, l);
            projected = transposed.multiply(range, l);
        }
        // A is about Q W' with W = A'Q, and W'W = E L E', so U = Q E, S = L^(1/2), V = W E S^-1.
        Eigen eigen = Eigen.of(gram(projected, t, l));
        double[] singular = new double[k];
        Arrays.setAll(singular, j -> Math.sqrt(eigen.values()[j]));
        Arrays.setAll(singular, j -> singular[j] <= ZERO * singular[0] ? 0 : singular[j]);
        float[] left = times(range, n, eigen.columns(k, j -> singular[j] == 0 ? 0 : 1));
        double[] sign = new double[k];
        Arrays.setAll(sign, j -> largest(left, k, j) < 0 ? -1 : 1);
        for (int at = 0; at < left.length; at++) {
            left[at] *= (float) sign[at % k];
        }
        float[] right = times(projected, t, eigen.columns(k, j -> singular[j] == 0 ? 0 : sign[j] / singular[j]));
        return new TruncatedSvd(k, left, singular, right);
    }

    private static float[] gaussian(int size, long seed) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /**
     * Orthonormal columns with the span of the given ones, zeros where those depend on each other: A. Stathopoulos, K. Wu,
     * "A block orthogonalization procedure with constant synchronization requirements", SIAM J. Sci. Comput. 23(6), 2002,
     * algorithm SVQB.
     */
    private static float[] orthonormal(float[] rows, int n, int l) {
        double[][] gram = gram(rows, n, l);
        double[] unit = new double[l];
        Arrays.setAll(unit, j -> gram[j][j] == 0 ? 0 : 1 / Math.sqrt(gram[j][j]));
        for (int i = 0; i < l; i++) {
            for (int j = 0; j < l; j++) {
                gram[i][j] *= unit[i] * unit[j];
            }
        }
        Eigen eigen = Eigen.of(gram);
        double least = ZERO * ZERO * eigen.values()[0];
        double[][] vectors = eigen.columns(l, j -> {
            double value = eigen.values()[j];
            return value <= least ? 0 : 1 / Math.sqrt(value);
        });
        for (int i = 0; i < l; i++) {
            for (int j = 0; j < l; j++) {
                vectors[i][j] *= unit[i];
            }
        }
        return times(rows, n, vectors);
    }

    /**
     * Eigenvalues, descending, and eigenvectors of a positive semidefinite matrix. Its trace is added to the eigenvalues
     * meanwhile, since the library's iterations do not always converge where some are zero but for rounding.
     */
    private record Eigen(double[] values, RealMatrix vectors) {

        static Eigen of(double[][] matrix) {
            double trace = 0;
            for (int i = 0; i < matrix.length; i++) {
                trace += matrix[i][i];
            }
            for (int i = 0; i < matrix.length; i++) {
                matrix[i][i] += trace;
            }
            double shift = trace;
            EigenDecomposition found = new EigenDecomposition(new Array2DRowRealMatrix(matrix, false));
            double[] values = Arrays.stream(found.getRealEigenvalues())
                    .map(value -> Math.max(0, value - shift))
                    .toArray();
            return new Eigen(values, found.getV());
        }

        /** The first vectors as columns, each times a factor. */
        double[][] columns(int k, IntToDoubleFunction factor) {
            double[][] columns =
                    vectors.getSubMatrix(0, values.length - 1, 0, k - 1).getData();
            for (double[] row : columns) {
                Arrays.setAll(row, j -> row[j] * factor.applyAsDouble(j));
            }
            return columns;
        }
    }

    private static double[][] gram(float[] rows, int n, int l) {
        double[][] gram = new double[l][l];
        Parallel.forRanges(l, 8, (from, to) -> {
            for (int r = 0; r < n; r++) {
                for (int i = from; i < to; i++) {
                    double x = rows[r * l + i];
                    double[] sums = gram[i];
                    for (int j = 0; j < l; j++) {
                        sums[j] += x * rows[r * l + j];
                    }
                }
            }
        });
        return gram;
    }

    /** The product with a matrix. */
    private static float[] times(float[] rows, int n, double[][] matrix) {
        int l = matrix.length;
        int k = matrix[0].length;
        float[] product = new float[n * k];
        Parallel.forRanges(n, 64, (from, to) -> {
            double[] sum = new double[k];
            for (int r = from; r < to; r++) {
                Arrays.fill(sum, 0);
                for (int i = 0; i < l; i++) {
                    double x = rows[r * l + i];
                    for (int j = 0; j < k; j++) {
                        sum[j] += x * matrix[i][j];
                    }
                }
                for (int j = 0; j < k; j++) {
                    product[r * k + j] = (float) sum[j];
                }
            }
        });
        return product;
    }

    /** The component of a column that is largest in size. */
    private static float largest(float[] rows, int k, int column) {
        float largest = 0;
        for (int at = column; at < rows.length; at += k) {
            largest = Math.abs(rows[at]) > Math.abs(largest) ? rows[at] : largest;
        }
        return largest;
    }
}
