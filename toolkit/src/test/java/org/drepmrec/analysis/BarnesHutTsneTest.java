package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.api.Test;

class BarnesHutTsneTest {

    private static double[] normal(int n, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    /** By the definition, over all pairs. */
    private static double[] exact(double[] x, double[] y, int i) {
        double[] sums = new double[3];
        for (int j = 0; j < x.length; j++) {
            if (j != i) {
                double q = 1 / (1 + Math.pow(x[i] - x[j], 2) + Math.pow(y[i] - y[j], 2));
                sums[0] += q * q * (x[i] - x[j]);
                sums[1] += q * q * (y[i] - y[j]);
                sums[2] += q;
            }
        }
        return sums;
    }

    @Test
    void theTreeGivesTheSumsOverAllPairs() {
        double[] x = Arrays.stream(normal(500, 1)).map(v -> 20 * v).toArray();
        double[] y = Arrays.stream(normal(500, 2)).map(v -> 20 * v).toArray();
        QuadTree tree = new QuadTree(x, y);
        double[] found = new double[3];
        double whole = 0;
        double wholeExpected = 0;
        for (int i = 0; i < x.length; i++) {
            double[] expected = exact(x, y, i);
            tree.repulsion(x[i], y[i], found, QuadTree.stack());
            assertEquals(expected[2], found[2], 0.1 * expected[2], "sum of q of point " + i);
            assertEquals(0, Math.hypot(expected[0] - found[0], expected[1] - found[1]), 0.05, "force on point " + i);
            whole += found[2];
            wholeExpected += expected[2];
        }
        assertEquals(wholeExpected, whole, 0.02 * wholeExpected, "sum over all points");
    }

    @Test
    void pointsAtOnePlaceDoNotPushEachOther() {
        double[] x = {3, 3, 3, 3};
        double[] found = new double[3];
        new QuadTree(x, x).repulsion(3, 3, found, QuadTree.stack());
        assertArrayEquals(new double[] {0, 0, 3}, found, 1e-12);
    }

    /** The entropy of the two halves of a row is that of the perplexity. */
    @Test
    void affinitiesHaveThePerplexityAndSumToOne() {
        int n = 40;
        int[][] near = new int[n][];
        float[][] cosines = new float[n][];
        for (int i = 0; i < n; i++) {
            int own = i;
            near[i] = IntStream.range(0, n).filter(j -> j != own).toArray();
            // The same falling cosines for every point, so that the matrix of conditional probabilities has one
            // entropy.
            cosines[i] = new float[n - 1];
            for (int k = 0; k < n - 1; k++) {
                cosines[i][k] = 1 - k * 0.01f;
            }
        }
        Csr affinities = BarnesHutTsne.affinities(near, cosines, 8);
        double sum = Arrays.stream(affinities.rowSums()).sum();
        assertEquals(1, sum, 1e-5);
        assertTrue(affinities.equals(affinities.transpose()), "symmetric");
        // Point 0 is first in the list of every other point, and its own list ascends: p(0, j) = (p(j|0) + p(0|j)) /
        // 2n.
        double first = 2.0 * n * affinities.get(0, 1) / 2;
        double entropy = 0;
        double[] share = new double[n - 1];
        for (int k = 1; k <= n - 1; k++) {
            share[k - 1] = 2.0 * n * affinities.get(0, k) - first;
        }
        for (double p : share) {
            entropy -= p * Math.log(p);
        }
        assertEquals(8, Math.exp(entropy), 0.01);
    }

    @Test
    void groupsThatAreFarFromEachOtherStayApart() {
        int n = 90;
        Random random = new Random(5);
        float[] rows = new float[n * 3];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = (float) (0.1 * random.nextGaussian() + (k % 3 == k / 3 % 3 ? 1 : 0));
        }
        Vectors unit = new Vectors(n, 3, rows).unit();
        int[][] near = unit.nearest(IntStream.range(0, n).toArray(), 20);
        float[][] cosines = new float[n][];
        Arrays.setAll(cosines, i -> {
            float[] own = new float[20];
            for (int k = 0; k < own.length; k++) {
                own[k] = (float) unit.dot(i, unit, near[i][k]);
            }
            return own;
        });
        double[][] start = new double[n][];
        double[] x = normal(n, 3);
        double[] y = normal(n, 4);
        Arrays.setAll(start, i -> new double[] {x[i], y[i]});
        double[][] plane = BarnesHutTsne.layout(BarnesHutTsne.affinities(near, cosines, 6), start);
        long own = IntStream.range(0, n)
                .filter(i -> {
                    int nearest = IntStream.range(0, n)
                            .filter(j -> j != i)
                            .boxed()
                            .min((a, b) -> Double.compare(distance(plane, i, a), distance(plane, i, b)))
                            .orElseThrow();
                    return nearest % 3 == i % 3;
                })
                .count();
        assertEquals(n, own);
        assertArrayEquals(
                plane, BarnesHutTsne.layout(BarnesHutTsne.affinities(near, cosines, 6), start), "the same again");
    }

    private static double distance(double[][] plane, int a, int b) {
        return Math.hypot(plane[a][0] - plane[b][0], plane[a][1] - plane[b][1]);
    }
}
