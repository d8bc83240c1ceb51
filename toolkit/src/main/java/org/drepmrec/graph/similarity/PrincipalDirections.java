package org.drepmrec.graph.similarity;

import java.util.SplittableRandom;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;

/**
 * Orthonormal directions in which the vectors of items differ most, found on a sample by subspace iteration from a random
 * start, and last the direction of their mean.
 */
final class PrincipalDirections {

    private static final int SAMPLE = 4096;
    private static final int ITERATIONS = 2;

    /** A direction of which less than this is left, once the others are taken out, is one of them. */
    private static final double NOTHING = 1e-5;

    private final float[] directions;
    private final int count;
    private final int dimension;

    private PrincipalDirections(float[] directions, int count, int dimension) {
        this.directions = directions;
        this.count = count;
        this.dimension = dimension;
    }

    /**
     * Finds directions.
     *
     * @param most how many, beside the mean's
     */
    static PrincipalDirections of(NodeVectors items, int most, DenseProduct product, long seed) {
        int d = items.dimension();
        int size = Math.min(items.nodes(), SAMPLE);
        int[] sample = new int[size];
        for (int s = 0; s < size; s++) {
            sample[s] = (int) ((long) s * items.nodes() / size);
        }
        float[] x = items.of(sample, 0, size);
        float[] mean = center(x, d);
        float[] columns = transposed(x, size, d);
        SplittableRandom random = new SplittableRandom(seed);
        float[] r = new float[(most + 1) * d];
        for (int j = 0; j < most * d; j++) {
            r[j] = (float) random.nextGaussian();
        }
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            orthonormalize(r, most, d);
            float[] projected = new float[most * size];
            product.multiply(r, 0, most, x, 0, size, d, projected);
            product.multiply(projected, 0, most, columns, 0, d, size, r);
        }
        System.arraycopy(mean, 0, r, most * d, d);
        orthonormalize(r, most + 1, d);
        return new PrincipalDirections(r, most + 1, d);
    }

    private static float[] center(float[] x, int d) {
        double[] sum = new double[d];
        int rows = x.length / d;
        for (int at = 0; at < x.length; at++) {
            sum[at % d] += x[at];
        }
        float[] mean = new float[d];
        for (int j = 0; j < d; j++) {
            mean[j] = (float) (sum[j] / rows);
        }
        for (int at = 0; at < x.length; at++) {
            x[at] -= mean[at % d];
        }
        return mean;
    }

    private static float[] transposed(float[] x, int rows, int d) {
        float[] columns = new float[x.length];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < d; j++) {
                columns[j * rows + r] = x[r * d + j];
            }
        }
        return columns;
    }

    /** Gram-Schmidt, each row twice against those before it; one that depends on them becomes zero. */
    private static void orthonormalize(float[] r, int count, int d) {
        for (int i = 0; i < count; i++) {
            double before = length(r, i * d, d);
            for (int pass = 0; pass < 2; pass++) {
                for (int h = 0; h < i; h++) {
                    double dot = 0;
                    for (int j = 0; j < d; j++) {
                        dot += (double) r[i * d + j] * r[h * d + j];
                    }
                    float factor = (float) dot;
                    for (int j = 0; j < d; j++) {
                        r[i * d + j] -= factor * r[h * d + j];
                    }
                }
            }
            double after = length(r, i * d, d);
            float inverse = after <= NOTHING * before ? 0f : (float) (1 / after);
            for (int j = 0; j < d; j++) {
                r[i * d + j] *= inverse;
            }
        }
    }

    private static double length(float[] x, int from, int d) {
        double square = 0;
        for (int j = from; j < from + d; j++) {
            square += (double) x[j] * x[j];
        }
        return Math.sqrt(square);
    }

    int count() {
        return count;
    }

    /** All vectors along the directions, nodes x {@link #count}. */
    float[] project(NodeVectors items, DenseProduct product) {
        int n = items.nodes();
        float[] all = new float[Math.multiplyExact(n, count)];
        int block = Math.max(64, (1 << 22) / dimension);
        Parallel.forRanges((n + block - 1) / block, 1, (from, to) -> {
            float[] x = new float[block * dimension];
            float[] out = new float[block * count];
            for (int b = from; b < to; b++) {
                int size = Math.min(block, n - b * block);
                for (int r = 0; r < size; r++) {
                    items.copy(b * block + r, x, r * dimension);
                }
                product.multiply(x, 0, size, directions, 0, count, dimension, out);
                System.arraycopy(out, 0, all, b * block * count, size * count);
            }
        });
        return all;
    }
}
