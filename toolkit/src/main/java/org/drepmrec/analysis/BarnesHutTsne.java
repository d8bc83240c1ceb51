package org.drepmrec.analysis;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/**
 * t-SNE of a whole catalogue (van der Maaten 2014): attraction between near points only, repulsion by a {@link QuadTree}, so that a
 * step costs N log N. The points start where they are told to, as Kobak and Berens (2019) advise, so the result needs no seed and does
 * not depend on the number of threads.
 */
final class BarnesHutTsne {

    private static final int EXAGGERATED = 150;
    private static final double EXAGGERATION = 12;
    private static final int STEPS = 600;
    private static final double LEAST_RATE = 50;
    private static final double LEAST_GAIN = 0.01;

    /** The deviation of x at the start. */
    private static final double START = 1e-4;

    private static final int GRAIN = 64;

    private BarnesHutTsne() {}

    /**
     * The probability of each pair of points, symmetric, with sum 1.
     *
     * @param near for each point its nearest others
     * @param cosines the cosine with each of them; distances are those of rows of length 1
     * @param perplexity about how many neighbors count; below the number of those given
     */
    static Csr affinities(int[][] near, float[][] cosines, double perplexity) {
        int n = near.length;
        int k = near[0].length;
        int[] row = new int[n * k];
        int[] column = new int[n * k];
        float[] value = new float[n * k];
        Parallel.forRanges(n, GRAIN, (from, to) -> {
            for (int i = from; i < to; i++) {
                double[] share = shares(cosines[i], Math.log(perplexity));
                for (int c = 0; c < k; c++) {
                    row[i * k + c] = i;
                    column[i * k + c] = near[i][c];
                    value[i * k + c] = (float) share[c];
                }
            }
        });
        Csr directed = Csr.of(n, n, row, column, value);
        return directed.plus(directed.transpose()).times(0.5 / n);
    }

    /** Gaussian weights with the wanted entropy, by bisection. */
    private static double[] shares(float[] cosines, double entropy) {
        double[] share = new double[cosines.length];
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double precision = 1;
        for (int round = 0; round < 60; round++) {
            double sum = 0;
            double weighted = 0;
            for (int c = 0; c < share.length; c++) {
                // Relative to the nearest, or all weights would be 0 where everything is far.
                double distance = 2.0 * (cosines[0] - cosines[c]);
                share[c] = Math.exp(-precision * distance);
                sum += share[c];
                weighted += distance * share[c];
            }
            double found = Math.log(sum) + precision * weighted / sum;
            for (int c = 0; c < share.length; c++) {
                share[c] /= sum;
            }
            if (found > entropy) {
                low = precision;
                precision = high == Double.POSITIVE_INFINITY ? 2 * precision : (low + high) / 2;
            } else {
                high = precision;
                precision = (low + high) / 2;
            }
        }
        return share;
    }

    /**
     * The points in the plane, n x 2.
     *
     * @param affinities n x n, see {@link #affinities}
     * @param start n x 2; only the form counts, not the size
     */
    static double[][] layout(Csr affinities, double[][] start) {
        int n = start.length;
        double deviation =
                Moments.deviation(Arrays.stream(start).mapToDouble(p -> p[0]).toArray());
        double scale = deviation > 0 ? START / deviation : 1;
        double[] x = Arrays.stream(start).mapToDouble(p -> scale * p[0]).toArray();
        double[] y = Arrays.stream(start).mapToDouble(p -> scale * p[1]).toArray();
        double rate = Math.max(n / EXAGGERATION / 4, LEAST_RATE);
        Direction alongX = new Direction(n);
        Direction alongY = new Direction(n);
        double[] sums = new double[n];
        for (int step = 0; step < STEPS; step++) {
            double exaggeration = step < EXAGGERATED ? EXAGGERATION : 1;
            double momentum = step < EXAGGERATED ? 0.5 : 0.8;
            QuadTree tree = new QuadTree(x, y);
            Parallel.forRanges(n, GRAIN, (from, to) -> {
                double[] out = new double[3];
                int[] stack = QuadTree.stack();
                for (int i = from; i < to; i++) {
                    tree.repulsion(x[i], y[i], out, stack);
                    alongX.push[i] = out[0];
                    alongY.push[i] = out[1];
                    sums[i] = out[2];
                    double pullX = 0;
                    double pullY = 0;
                    for (int e = affinities.start(i); e < affinities.start(i + 1); e++) {
                        int j = affinities.column(e);
                        double dx = x[i] - x[j];
                        double dy = y[i] - y[j];
                        double weight = affinities.value(e) / (1 + dx * dx + dy * dy);
                        pullX += weight * dx;
                        pullY += weight * dy;
                    }
                    alongX.pull[i] = exaggeration * pullX;
                    alongY.pull[i] = exaggeration * pullY;
                }
            });
            double sum = Arrays.stream(sums).sum();
            alongX.step(x, sum, rate, momentum);
            alongY.step(y, sum, rate, momentum);
        }
        double[][] plane = new double[n][];
        Arrays.setAll(plane, i -> new double[] {x[i], y[i]});
        return plane;
    }

    /** Forces along one axis, and gradient descent with momentum and a gain for each point (Jacobs 1988). */
    private static final class Direction {

        final double[] pull;
        final double[] push;
        private final double[] speed;
        private final double[] gain;

        Direction(int n) {
            pull = new double[n];
            push = new double[n];
            speed = new double[n];
            gain = new double[n];
            Arrays.fill(gain, 1);
        }

        void step(double[] place, double sum, double rate, double momentum) {
            double middle = 0;
            for (int i = 0; i < place.length; i++) {
                double gradient = 4 * (pull[i] - push[i] / sum);
                gain[i] = Math.max(LEAST_GAIN, (gradient > 0) == (speed[i] > 0) ? 0.8 * gain[i] : gain[i] + 0.2);
                speed[i] = momentum * speed[i] - rate * gain[i] * gradient;
                place[i] += speed[i];
                middle += place[i] / place.length;
            }
            for (int i = 0; i < place.length; i++) {
                place[i] -= middle;
            }
        }
    }
}
