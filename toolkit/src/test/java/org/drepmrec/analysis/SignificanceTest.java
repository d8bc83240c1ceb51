package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class SignificanceTest {

    @Test
    void studentsPValueWithTwoDegreesOfFreedomIsElementary() {
        // differences 1, 2, 3: t = 2 / (1 / sqrt 3); with 2 degrees P(|T| > t) = 1 - t / sqrt(2 + t^2)
        Significance.Result r = Significance.test(new double[] {2, 4, 6}, new double[] {1, 2, 3});
        double t = 2 * Math.sqrt(3);
        assertEquals(t, r.t(), 1e-12);
        assertEquals(1 - t / Math.sqrt(2 + t * t), r.tP(), 1e-8);
        assertEquals(2, r.effect(), 1e-12);
        assertEquals(2, r.difference(), 1e-12);
    }

    @Test
    void studentsPValueWithOneDegreeIsCauchys() {
        // differences 1, 3: t = 2 / (sqrt 2 / sqrt 2) = 2; P(|T| > t) = 1 - 2 atan(t) / pi
        Significance.Result r = Significance.test(new double[] {1, 3}, new double[] {0, 0});
        assertEquals(1 - 2 * Math.atan(2) / Math.PI, r.tP(), 1e-8);
    }

    @Test
    void wilcoxonIsExactForFewDifferences() {
        // signed ranks +1 +2 +3 +4 -5: W+ = 10, W- = 5; 10 of the 32 choices of signs have W <= 5
        Significance.Result r = Significance.test(new double[] {1, 2, 3, 4, 0}, new double[] {0, 0, 0, 0, 5});
        assertEquals(10, r.w());
        assertEquals(2 * 10 / 32.0, r.wP(), 1e-12);
    }

    @Test
    void allDifferencesOfOneSignGiveTheSmallestPValue() {
        assertEquals(
                2 / 32.0,
                Significance.test(new double[] {1, 2, 3, 4, 5}, new double[5]).wP(),
                1e-12);
    }

    @Test
    void wilcoxonDropsZerosAndCorrectsForTies() {
        // |d| = 1 1 1 2 without the two zeros: ranks 2 2 2 4, W+ = 2 + 2 + 4 = 8, one tie of 3
        Significance.Result r = Significance.test(new double[] {1, 1, 0, 2, 7, 8}, new double[] {0, 0, 1, 0, 7, 8});
        double deviation = Math.sqrt(4 * 5 * 9 / 24.0 - (27 - 3) / 48.0);
        double z = (8 - 5 - 0.5) / deviation;
        assertEquals(2, r.zeros());
        assertEquals(8, r.w());
        assertEquals(2 * (1 - normal(z)), r.wP(), 1e-7);
    }

    /** Simpson's rule. */
    private static double normal(double z) {
        int n = 2000;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double x = z * i / n;
            sum += Math.exp(-x * x / 2) * (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return 0.5 + sum * z / n / 3 / Math.sqrt(2 * Math.PI);
    }

    @Test
    void differencesThatAreEqualButForRoundingAreTied() {
        assertEquals(
                3 * 4 / 2.0,
                Significance.test(new double[] {2 / 3.0, 1 / 3.0, 1}, new double[] {1 / 3.0, 0, 2 / 3.0})
                        .w());
        double tied = Math.sqrt(3 * 4 * 7 / 24.0 - (27 - 3) / 48.0);
        assertEquals(
                2 * (1 - normal((6 - 3 - 0.5) / tied)),
                Significance.test(new double[] {2 / 3.0, 1 / 3.0, 1}, new double[] {1 / 3.0, 0, 2 / 3.0})
                        .wP(),
                1e-7);
    }

    @Test
    void studentsSleepDataGiveThePublishedValues() {
        // Student (1908), hours of sleep gained with two drugs; R's t.test prints t = -4.0621, p = 0.002833.
        double[] one = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2};
        double[] two = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        Significance.Result r = Significance.test(one, two);
        assertEquals(-4.0621, r.t(), 5e-5);
        assertEquals(0.002833, r.tP(), 5e-7);
    }

    @Test
    void wilcoxonOfCuretonsPlantsIsThePublishedOne() {
        // Differences of plant heights, Cureton (1967): W+ = 96, p = 0.04126.
        double[] d = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};
        Significance.Result r = Significance.test(d, new double[d.length]);
        assertEquals(96, r.w());
        assertEquals(0.04125977, r.wP(), 5e-9);
    }

    @Test
    void equalDifferencesHaveNoDoubt() {
        Significance.Result r = Significance.test(new double[] {2, 3, 4}, new double[] {1, 2, 3});
        assertEquals(0, r.tP());
        assertEquals(1, r.low());
        assertEquals(1, r.high());
    }

    @Test
    void theIntervalOfManyUsersIsThatOfTheNormalDistribution() {
        // 5,000 differences of 0 and 5,000 of 1: mean 0.5, standard error 0.5 / 100. Over 2,000 samples a percentile of
        // 2.5
        // has a standard error of sqrt(0.025 * 0.975 / 2000) / 0.058 = 0.06 of that; four of these are allowed.
        double[] d = new double[10_000];
        java.util.Arrays.fill(d, 0, 5_000, 1);
        Significance.Result r = Significance.test(d, new double[d.length]);
        assertEquals(0.5 - 1.96 * 0.005, r.low(), 4 * 0.06 * 0.005);
        assertEquals(0.5 + 1.96 * 0.005, r.high(), 4 * 0.06 * 0.005);
        assertEquals(r, Significance.test(d, new double[d.length]), "the seed is fixed");
    }

    @Test
    void anIntervalOfTwoUsersReachesBoth() {
        // A sample of two is twice the first, one of each, or twice the second with chances 1/4, 1/2, 1/4.
        Significance.Result r = Significance.test(new double[] {1, 3}, new double[2]);
        assertEquals(1, r.low());
        assertEquals(3, r.high());
    }

    @Test
    void holmMultipliesTheSmallestMost() {
        // 0.005 * 4, 0.01 * 3, 0.03 * 2, and 0.04 * 1 is less than the one before.
        assertArrayEquals(new double[] {0.03, 0.06, 0.06, 0.02}, Significance.holm(0.01, 0.04, 0.03, 0.005), 1e-12);
        assertArrayEquals(new double[] {1, 1}, Significance.holm(0.9, 0.6), 0);
        assertArrayEquals(new double[0], Significance.holm(), 0);
    }

    @Test
    void equalModelsDoNotDiffer() {
        Table same = Significance.compare(
                Runs.FIRST.evaluation(Split.TEST), Runs.FIRST.evaluation(Split.TEST), Metrics.RECALL, 20);
        assertEquals(1, same.doubleColumn("p (t-test)").get(0));
        assertEquals(1, same.doubleColumn("p (Wilcoxon)").get(0));
        assertEquals(30, same.intColumn("without difference").get(0));
    }

    @Test
    void exchangingTheModelsTurnsTheSigns() {
        var a = Runs.FIRST.evaluation(Split.TEST);
        var b = Runs.SECOND.evaluation(Split.TEST);
        Table ab = Significance.compare(a, b, Metrics.NDCG, 10);
        Table ba = Significance.compare(b, a, Metrics.NDCG, 10);
        assertEquals(-ab.doubleColumn("t").get(0), ba.doubleColumn("t").get(0), 1e-12);
        assertEquals(
                ab.doubleColumn("p (Wilcoxon)").get(0),
                ba.doubleColumn("p (Wilcoxon)").get(0),
                1e-12);
        assertTrue(ab.doubleColumn("p (t-test)").get(0) < 1);
        assertEquals(
                a.get(Metrics.NDCG, 10) - b.get(Metrics.NDCG, 10),
                ab.doubleColumn("mean a - b").get(0),
                1e-9);
    }

    @Test
    void differentSplitsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Significance.compare(
                        Runs.FIRST.evaluation(Split.TEST),
                        Runs.FIRST.evaluation(Split.VALIDATION),
                        Metrics.RECALL,
                        20));
    }
}
