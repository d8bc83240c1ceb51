package org.drepmrec.data.io.amazon;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
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
        int l = Math.min(k + OVERSAMPLING, Math.min(n, a.cols()));
        Csr transposed = a.transpose();
        float[] range = a.multiply(gaussian(a.cols() * l, seed), l);
        orthonormalize(range, n, l);
        float[] projected = transposed.multiply(range, l);
        for (int q = 0; q < POWER_ITERATIONS; q++) {
            range = a.multiply(projected, l);
            orthonormalize(range, n, l);
            projected = transposed.multiply(range, l);
        }
        // A is about Q W' with W = A'Q, and W'W = E L E', so U = Q E, S = L^(1/2), V = W E S^-1.
        SymmetricEigen eigen = SymmetricEigen.of(gram(projected, a.cols(), l), l);
        double[] singular = new double[k];
        Arrays.setAll(singular, j -> Math.sqrt(Math.max(0, eigen.values()[j])));
        double[] factor = new double[k];
        float[] left = rotate(range, n, eigen, ones(k));
        for (int j = 0; j < k; j++) {
            boolean none = singular[j] <= ZERO * singular[0];
            singular[j] = none ? 0 : singular[j];
            factor[j] = none ? 0 : sign(left, n, k, j) / singular[j];
        }
        scale(left, k, j -> factor[j] == 0 ? 0 : Math.signum(factor[j]));
        return new TruncatedSvd(k, left, singular, rotate(projected, a.cols(), eigen, factor));
    }

    private static float[] gaussian(int size, long seed) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Makes the columns orthonormal, by Gram and Schmidt, twice; columns that depend on earlier ones become zero. */
    private static void orthonormalize(float[] rows, int n, int l) {
        float[][] column = new float[l][n];
        Parallel.forRanges(l, 8, (from, to) -> {
            for (int j = from; j < to; j++) {
                for (int i = 0; i < n; i++) {
                    column[j][i] = rows[i * l + j];
                }
            }
        });
        for (int j = 0; j < l; j++) {
            double before = Math.sqrt(dot(column[j], column[j]));
            removeEarlier(column, j);
            removeEarlier(column, j);
            double after = Math.sqrt(dot(column[j], column[j]));
            double factor = after <= ZERO * before ? 0 : 1 / after;
            for (int i = 0; i < n; i++) {
                column[j][i] = (float) (column[j][i] * factor);
            }
        }
        Parallel.forRanges(n, 256, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = 0; j < l; j++) {
                    rows[i * l + j] = column[j][i];
                }
            }
        });
    }

    private static void removeEarlier(float[][] column, int j) {
        float[] own = column[j];
        double[] part = new double[j];
        Parallel.forRanges(j, 16, (from, to) -> {
            for (int e = from; e < to; e++) {
                part[e] = dot(column[e], own);
            }
        });
        Parallel.forRanges(own.length, 2048, (from, to) -> {
            for (int e = 0; e < j; e++) {
                float p = (float) part[e];
                float[] earlier = column[e];
                for (int i = from; i < to; i++) {
                    own[i] -= p * earlier[i];
                }
            }
        });
    }

    /** Four sums side by side, which keep the processor busy. */
    private static double dot(float[] x, float[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            a += (double) x[i] * y[i];
            b += (double) x[i + 1] * y[i + 1];
            c += (double) x[i + 2] * y[i + 2];
            d += (double) x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            a += (double) x[i] * y[i];
        }
        return a + b + c + d;
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

    /** The rows times the first eigenvectors, column j multiplied by a factor. */
    private static float[] rotate(float[] rows, int n, SymmetricEigen eigen, double[] factor) {
        int l = eigen.values().length;
        int k = factor.length;
        float[] out = new float[n * k];
        Parallel.forRanges(n, 64, (from, to) -> {
            double[] sum = new double[k];
            for (int r = from; r < to; r++) {
                Arrays.fill(sum, 0);
                for (int i = 0; i < l; i++) {
                    double x = rows[r * l + i];
                    double[] vectors = eigen.vectors()[i];
                    for (int j = 0; j < k; j++) {
                        sum[j] += x * vectors[j];
                    }
                }
                for (int j = 0; j < k; j++) {
                    out[r * k + j] = (float) (sum[j] * factor[j]);
                }
            }
        });
        return out;
    }

    private static double[] ones(int k) {
        return IntStream.range(0, k).mapToDouble(j -> 1).toArray();
    }

    private static double sign(float[] rows, int n, int k, int j) {
        float largest = 0;
        for (int r = 0; r < n; r++) {
            float value = rows[r * k + j];
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        return largest < 0 ? -1 : 1;
    }

    private static void scale(float[] rows, int k, IntToDoubleFunction factor) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (rows[i] * factor.applyAsDouble(i % k));
        }
    }
}
