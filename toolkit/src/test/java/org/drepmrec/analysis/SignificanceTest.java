package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.drepmrec.data.Split;
import org.drepmrec.eval.Metric;
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
    void equalModelsDoNotDiffer() {
        Table same = Significance.compare(
                TrainedRuns.FIRST.evaluation(Split.TEST), TrainedRuns.FIRST.evaluation(Split.TEST), Metric.RECALL, 20);
        assertEquals(1, same.doubleColumn("p (t-test)").get(0));
        assertEquals(1, same.doubleColumn("p (Wilcoxon)").get(0));
        assertEquals(30, same.intColumn("without difference").get(0));
    }

    @Test
    void exchangingTheModelsTurnsTheSigns() {
        var a = TrainedRuns.FIRST.evaluation(Split.TEST);
        var b = TrainedRuns.SECOND.evaluation(Split.TEST);
        Table ab = Significance.compare(a, b, Metric.NDCG, 10);
        Table ba = Significance.compare(b, a, Metric.NDCG, 10);
        assertEquals(-ab.doubleColumn("t").get(0), ba.doubleColumn("t").get(0), 1e-12);
        assertEquals(
                ab.doubleColumn("p (Wilcoxon)").get(0),
                ba.doubleColumn("p (Wilcoxon)").get(0),
                1e-12);
        assertTrue(ab.doubleColumn("p (t-test)").get(0) < 1);
        assertEquals(
                a.get(Metric.NDCG, 10) - b.get(Metric.NDCG, 10),
                ab.doubleColumn("mean a - b").get(0),
                1e-9);
    }

    @Test
    void differentSplitsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Significance.compare(
                        TrainedRuns.FIRST.evaluation(Split.TEST),
                        TrainedRuns.FIRST.evaluation(Split.VALIDATION),
                        Metric.RECALL,
                        20));
    }
}
