package org.drepmrec.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.UserMetric;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Paired tests of whether two models differ, over the users. If several pairs of models are tested, {@link #holm}
 * corrects the p-values.
 */
public final class Significance {

    /** Number of resamples of a bootstrap interval. */
    public static final int RESAMPLES = 2000;

    private static final long SEED = 999;

    private Significance() {}

    /**
     * Paired tests of a - b.
     *
     * @param pairs the number of users
     * @param zeros users without any difference
     * @param meanA mean of a
     * @param meanB mean of b
     * @param difference mean of a - b
     * @param low lower end of the 95% bootstrap interval of the mean of a - b
     * @param high its upper end: percentiles 2.5 and 97.5 of the means of {@link #RESAMPLES} samples of as many users, drawn
     *     with replacement from a fixed seed (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, 13.3)
     * @param effect Cohen's d_z, the mean of a - b over its standard deviation; 0 if all differences are 0
     * @param t Student's paired t; 0 if all differences are 0
     * @param tP two-sided p-value of t
     * @param w Wilcoxon's W+, the sum of ranks where a is greater, zero differences dropped
     * @param wP two-sided p-value of W+: exact up to 50 differences without ties, else by the normal approximation with
     *     corrections for ties and continuity; 1 if all differences are 0
     */
    public record Result(
            int pairs,
            int zeros,
            double meanA,
            double meanB,
            double difference,
            double low,
            double high,
            double effect,
            double t,
            double tP,
            double w,
            double wP) {

        /** One row. */
        public Table table(String label) {
            return Table.create(
                    "Paired tests over users",
                    StringColumn.create("metric", label),
                    IntColumn.create("users", new int[] {pairs}),
                    IntColumn.create("without difference", new int[] {zeros}),
                    number("mean a", meanA),
                    number("mean b", meanB),
                    number("mean a - b", difference),
                    number("95% low", low),
                    number("95% high", high),
                    number("effect size d_z", effect),
                    number("t", t),
                    number("p (t-test)", tP),
                    number("W+", w),
                    number("p (Wilcoxon)", wP));
        }

        private static DoubleColumn number(String name, double value) {
            return DoubleColumn.create(name, new double[] {value});
        }
    }

    /**
     * Compares two evaluations of one split of one data set, as one row.
     *
     * @throws IllegalArgumentException if they are of different splits or users, or the metric was not measured
     */
    public static Table compare(Evaluation a, Evaluation b, UserMetric metric, int k) {
        a.requireSameUsers(b);
        return test(a.perUser(metric, k), b.perUser(metric, k)).table(metric.label(k));
    }

    /**
     * Compares pairs of values.
     *
     * @throws IllegalArgumentException if there are not equally many, at least two, of each
     */
    public static Result test(double[] a, double[] b) {
        if (a.length != b.length || a.length < 2) {
            throw new IllegalArgumentException("paired test: found " + a.length + " and " + b.length
                    + " values, expected equally many of each, at least 2");
        }
        double[] d = IntStream.range(0, a.length)
                .mapToDouble(i -> difference(a[i], b[i]))
                .toArray();
        double[] changed = Arrays.stream(d).filter(v -> v != 0).toArray();
        double mean = Moments.mean(d);
        // The library refuses to test nothing but zeros.
        var student = mean == 0 ? null : TTest.withDefaults().test(d);
        var wilcoxon = changed.length == 0
                ? null
                : WilcoxonSignedRankTest.withDefaults().test(changed);
        double[] means = bootstrap(d);
        int tail = (int) (0.025 * RESAMPLES);
        return new Result(
                d.length,
                d.length - changed.length,
                Moments.mean(a),
                Moments.mean(b),
                mean,
                means[tail],
                means[RESAMPLES - 1 - tail],
                mean == 0 ? 0 : mean / Moments.deviation(d),
                student == null ? 0 : student.getStatistic(),
                student == null ? 1 : student.getPValue(),
                wilcoxon == null ? 0 : wilcoxon.getStatistic(),
                wilcoxon == null ? 1 : wilcoxon.getPValue());
    }

    /** So that 2/3 - 1/3 and 1/3 - 0 are a tie: differences keep ten digits. */
    private static double difference(double a, double b) {
        double d = a - b;
        return Math.abs(d) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b))
                ? 0
                : new BigDecimal(d).round(new MathContext(10)).doubleValue();
    }

    /** Means of samples with replacement, ascending; the same with any number of threads. */
    private static double[] bootstrap(double[] values) {
        return IntStream.range(0, RESAMPLES)
                .parallel()
                .mapToDouble(sample -> {
                    SplittableRandom random = new SplittableRandom(SEED + sample);
                    double sum = 0;
                    for (int i = 0; i < values.length; i++) {
                        sum += values[random.nextInt(values.length)];
                    }
                    return sum / values.length;
                })
                .sorted()
                .toArray();
    }

    /**
     * Corrects the p-values of several tests so that the chance of any false rejection among them stays below the level
     * that each is compared with: Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979.
     *
     * @return in the order given, {@code max over j <= i of min(1, (m - j + 1) p_(j))} for the i-th smallest of m
     */
    public static double[] holm(double... p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] corrected = new double[p.length];
        double greatest = 0;
        for (int j = 0; j < p.length; j++) {
            greatest = Math.max(greatest, Math.min(1, (p.length - j) * p[order[j]]));
            corrected[order[j]] = greatest;
        }
        return corrected;
    }
}
