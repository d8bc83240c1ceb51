package org.drepmrec.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three users: hits at ranks 1 and 3 of 2 relevant items, at 2 and 5 of 7, and none of 1. */
class MetricTest {

    private static final boolean[][] HITS = {
        {true, false, true, false, false}, {false, true, false, false, true}, {false, false, false, false, false}
    };
    private static final int[] RELEVANT = {2, 7, 1};
    private static final double EPS = 1e-12;

    @Test
    void recallDividesByAllRelevantItems() {
        assertArrayEquals(new double[] {1 / 2d, 0, 0}, values(Metric.RECALL, 1), EPS);
        assertArrayEquals(new double[] {2 / 2d, 1 / 7d, 0}, values(Metric.RECALL, 3), EPS);
        assertArrayEquals(new double[] {2 / 2d, 2 / 7d, 0}, values(Metric.RECALL, 5), EPS);
    }

    @Test
    void ndcgDividesByTheGainOfAllRelevantItemsThatFitAboveTheCutoff() {
        double twoFirst = 1 + 1 / log2(3);
        double threeFirst = twoFirst + 1 / log2(4);
        double fiveFirst = threeFirst + 1 / log2(5) + 1 / log2(6);
        assertArrayEquals(new double[] {1, 0, 0}, values(Metric.NDCG, 1), EPS);
        assertArrayEquals(
                new double[] {(1 + 1 / log2(4)) / twoFirst, 1 / log2(3) / threeFirst, 0}, values(Metric.NDCG, 3), EPS);
        assertArrayEquals(
                new double[] {(1 + 1 / log2(4)) / twoFirst, (1 / log2(3) + 1 / log2(6)) / fiveFirst, 0},
                values(Metric.NDCG, 5),
                EPS);
    }

    @Test
    void precisionDividesByTheCutoff() {
        assertArrayEquals(new double[] {1, 0, 0}, values(Metric.PRECISION, 1), EPS);
        assertArrayEquals(new double[] {2 / 3d, 1 / 3d, 0}, values(Metric.PRECISION, 3), EPS);
        assertArrayEquals(new double[] {2 / 5d, 2 / 5d, 0}, values(Metric.PRECISION, 5), EPS);
    }

    @Test
    void mapAveragesThePrecisionAtEachHitOverTheReachableItems() {
        assertArrayEquals(new double[] {1, 0, 0}, values(Metric.MAP, 1), EPS);
        assertArrayEquals(new double[] {(1 + 2 / 3d) / 2, (1 / 2d) / 3, 0}, values(Metric.MAP, 3), EPS);
        assertArrayEquals(new double[] {(1 + 2 / 3d) / 2, (1 / 2d + 2 / 5d) / 5, 0}, values(Metric.MAP, 5), EPS);
    }

    @Test
    void hitRateAsksForAnyHit() {
        assertArrayEquals(new double[] {1, 0, 0}, values(Metric.HIT_RATE, 1), EPS);
        assertArrayEquals(new double[] {1, 1, 0}, values(Metric.HIT_RATE, 2), EPS);
    }

    @Test
    void meansEqualTheIndependentlyComputedGoldenTable() {
        double[][] golden = {
            {1, .166667, .333333, .333333, .333333},
            {3, .380952, .405268, .333333, .333333},
            {5, .428571, .421637, .266667, .337778}
        };
        for (double[] row : golden) {
            Metric[] columns = {Metric.RECALL, Metric.NDCG, Metric.PRECISION, Metric.MAP};
            for (int c = 0; c < columns.length; c++) {
                double mean = Arrays.stream(values(columns[c], (int) row[0]))
                        .average()
                        .orElseThrow();
                assertEquals(row[c + 1], mean, 5e-7, columns[c].label((int) row[0]));
            }
        }
    }

    @Test
    void aRankingShorterThanTheCutoffKeepsTheDivisors() {
        boolean[] onlyOneItemLeft = {true};
        assertEquals(1 / 2d, Metric.RECALL.value(onlyOneItemLeft, 2, 10), EPS);
        assertEquals(1 / 10d, Metric.PRECISION.value(onlyOneItemLeft, 2, 10), EPS);
        assertEquals(1 / (1 + 1 / log2(3)), Metric.NDCG.value(onlyOneItemLeft, 2, 10), EPS);
        assertEquals(1 / 2d, Metric.MAP.value(onlyOneItemLeft, 2, 10), EPS);
    }

    @Test
    void aPerfectRankingIsOneAtTheNumberOfRelevantItems() {
        boolean[] perfect = {true, true, true};
        for (Metric metric : Metric.values()) {
            assertEquals(1, metric.value(perfect, 3, 3), EPS, metric.label());
        }
    }

    @Test
    void aUserWithoutRelevantItemsAndACutoffOfZeroAreRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> Metric.RECALL.value(HITS[0], 0, 5));
        assertTrue(e.getMessage().contains("0 relevant items"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Metric.RECALL.value(HITS[0], 2, 0));
    }

    @Test
    void labelsCarryTheCutoff() {
        assertEquals("Recall@20", Metric.RECALL.label(20));
        assertEquals("HitRate@5", Metric.HIT_RATE.label(5));
    }

    private static double[] values(Metric metric, int k) {
        return IntStream.range(0, HITS.length)
                .mapToDouble(u -> metric.value(HITS[u], RELEVANT[u], k))
                .toArray();
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
