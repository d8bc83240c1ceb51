package org.drepmrec.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three users: hits at ranks 1 and 3 of 2 relevant items, at 2 and 5 of 7, and none of 1. */
class AccuracyTest {

    private static final boolean[][] HITS = {
        {true, false, true, false, false}, {false, true, false, false, true}, {false, false, false, false, false}
    };
    private static final int[] RELEVANT = {2, 7, 1};
    private static final double EPS = 1e-12;
    private static final ItemStatistics STATISTICS =
            new ItemStatistics(Shops.of(1, 20, new int[0][], new int[0][], new int[0][]));

    @Test
    void recallDividesByAllRelevantItems() {
        assertArrayEquals(new double[] {1 / 2d, 0, 0}, values(Metrics.RECALL, 1), EPS);
        assertArrayEquals(new double[] {2 / 2d, 1 / 7d, 0}, values(Metrics.RECALL, 3), EPS);
        assertArrayEquals(new double[] {2 / 2d, 2 / 7d, 0}, values(Metrics.RECALL, 5), EPS);
    }

    @Test
    void ndcgDividesByTheGainOfAllRelevantItemsThatFitAboveTheCutoff() {
        double twoFirst = 1 + 1 / log2(3);
        double threeFirst = twoFirst + 1 / log2(4);
        double fiveFirst = threeFirst + 1 / log2(5) + 1 / log2(6);
        assertArrayEquals(new double[] {1, 0, 0}, values(Metrics.NDCG, 1), EPS);
        assertArrayEquals(
                new double[] {(1 + 1 / log2(4)) / twoFirst, 1 / log2(3) / threeFirst, 0}, values(Metrics.NDCG, 3), EPS);
        assertArrayEquals(
                new double[] {(1 + 1 / log2(4)) / twoFirst, (1 / log2(3) + 1 / log2(6)) / fiveFirst, 0},
                values(Metrics.NDCG, 5),
                EPS);
    }

    @Test
    void precisionDividesByTheCutoff() {
        assertArrayEquals(new double[] {1, 0, 0}, values(Metrics.PRECISION, 1), EPS);
        assertArrayEquals(new double[] {2 / 3d, 1 / 3d, 0}, values(Metrics.PRECISION, 3), EPS);
        assertArrayEquals(new double[] {2 / 5d, 2 / 5d, 0}, values(Metrics.PRECISION, 5), EPS);
    }

    @Test
    void mapAveragesThePrecisionAtEachHitOverTheReachableItems() {
        assertArrayEquals(new double[] {1, 0, 0}, values(Metrics.MAP, 1), EPS);
        assertArrayEquals(new double[] {(1 + 2 / 3d) / 2, (1 / 2d) / 3, 0}, values(Metrics.MAP, 3), EPS);
        assertArrayEquals(new double[] {(1 + 2 / 3d) / 2, (1 / 2d + 2 / 5d) / 5, 0}, values(Metrics.MAP, 5), EPS);
    }

    @Test
    void hitRateAsksForAnyHit() {
        assertArrayEquals(new double[] {1, 0, 0}, values(Metrics.HIT_RATE, 1), EPS);
        assertArrayEquals(new double[] {1, 1, 0}, values(Metrics.HIT_RATE, 2), EPS);
    }

    @Test
    void meansEqualTheIndependentlyComputedGoldenTable() {
        double[][] golden = {
            {1, .166667, .333333, .333333, .333333},
            {3, .380952, .405268, .333333, .333333},
            {5, .428571, .421637, .266667, .337778}
        };
        for (double[] row : golden) {
            Accuracy[] columns = {Metrics.RECALL, Metrics.NDCG, Metrics.PRECISION, Metrics.MAP};
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
        assertEquals(1 / 2d, value(Metrics.RECALL, onlyOneItemLeft, 2, 10), EPS);
        assertEquals(1 / 10d, value(Metrics.PRECISION, onlyOneItemLeft, 2, 10), EPS);
        assertEquals(1 / (1 + 1 / log2(3)), value(Metrics.NDCG, onlyOneItemLeft, 2, 10), EPS);
        assertEquals(1 / 2d, value(Metrics.MAP, onlyOneItemLeft, 2, 10), EPS);
    }

    @Test
    void aPerfectRankingIsOneAtTheNumberOfRelevantItems() {
        boolean[] perfect = {true, true, true};
        for (Accuracy metric : Accuracy.values()) {
            assertEquals(1, value(metric, perfect, 3, 3), EPS, metric.label());
        }
    }

    @Test
    void aUserWithoutRelevantItemsAndACutoffOfZeroAreRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> RankedList.of(STATISTICS, 0, 5, new int[1]));
        assertTrue(e.getMessage().contains("0 relevant items"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> RankedList.of(STATISTICS, 0, 0, new int[1], 0));
    }

    @Test
    void labelsCarryTheCutoff() {
        assertEquals("Recall@20", Metrics.RECALL.label(20));
        assertEquals("HitRate@5", Metrics.HIT_RATE.label(5));
    }

    private static double[] values(Accuracy metric, int k) {
        return IntStream.range(0, HITS.length)
                .mapToDouble(u -> value(metric, HITS[u], RELEVANT[u], k))
                .toArray();
    }

    /** Item r is at rank r; relevant items that no rank has come behind them. */
    private static double value(Accuracy metric, boolean[] hits, int relevant, int k) {
        IntStream found = IntStream.range(0, hits.length).filter(r -> hits[r]);
        int count = (int) IntStream.range(0, hits.length).filter(r -> hits[r]).count();
        IntStream missed = IntStream.range(hits.length, hits.length + relevant - count);
        int[] ranked = IntStream.range(0, hits.length).toArray();
        return metric.value(RankedList.of(
                STATISTICS, 0, k, ranked, IntStream.concat(found, missed).toArray()));
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
