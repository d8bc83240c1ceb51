package org.drepmrec.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Metric;
import smile.math.special.Beta;
import smile.math.special.Erf;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Whether two models differ, tested over the users: every user is measured under both. */
public final class Significance {

    private static final int MOST_EXACT = 50;

    private Significance() {}

    /**
     * Paired tests of a - b.
     *
     * @param pairs the number of users
     * @param zeros users without any difference
     * @param meanA mean of a
     * @param meanB mean of b
     * @param difference mean of a - b
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
    public static Table compare(Evaluation a, Evaluation b, Metric metric, int k) {
        if (a.split() != b.split() || !Arrays.equals(a.users(), b.users())) {
            throw new IllegalArgumentException("evaluations: found " + a.split() + " of " + a.users().length
                    + " users and " + b.split() + " of " + b.users().length
                    + " users, expected the same split and the same users; evaluate both on the same data");
        }
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
        double mean = Moments.mean(d);
        double deviation = Moments.deviation(d);
        double[] changed = Arrays.stream(d).filter(v -> v != 0).toArray();
        double effect = mean == 0 ? 0 : mean / deviation;
        double t = effect * Math.sqrt(d.length);
        double[] sizes = Arrays.stream(changed).map(Math::abs).toArray();
        double[] ranks = sizes.length == 0 ? sizes : new NaturalRanking().rank(sizes);
        double w = IntStream.range(0, ranks.length)
                .filter(i -> changed[i] > 0)
                .mapToDouble(i -> ranks[i])
                .sum();
        return new Result(
                d.length,
                d.length - changed.length,
                Moments.mean(a),
                Moments.mean(b),
                mean,
                effect,
                t,
                studentP(t, d.length - 1),
                w,
                wilcoxonP(w, ranks));
    }

    /** So that 2/3 - 1/3 and 1/3 - 0 are a tie: differences keep ten digits. */
    private static double difference(double a, double b) {
        double d = a - b;
        return Math.abs(d) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b))
                ? 0
                : new BigDecimal(d).round(new MathContext(10)).doubleValue();
    }

    private static double studentP(double t, int freedom) {
        return Double.isInfinite(t)
                ? 0
                : t == 0 ? 1 : Beta.regularizedIncompleteBetaFunction(freedom / 2.0, 0.5, freedom / (freedom + t * t));
    }

    private static double wilcoxonP(double w, double[] ranks) {
        int n = ranks.length;
        if (n == 0) {
            return 1;
        }
        double tie = Arrays.stream(tieSizes(ranks)).map(s -> s * s * s - s).sum();
        if (n <= MOST_EXACT && tie == 0) {
            return exactP((int) Math.round(w), n);
        }
        double middle = n * (n + 1.0) / 4;
        double deviation = Math.sqrt(n * (n + 1.0) * (2.0 * n + 1) / 24 - tie / 48);
        double z = Math.max(0, Math.abs(w - middle) - 0.5) / deviation;
        return Math.min(1, Erf.erfc(z / Math.sqrt(2)));
    }

    private static double[] tieSizes(double[] ranks) {
        double[] sorted = ranks.clone();
        Arrays.sort(sorted);
        double[] sizes = new double[sorted.length];
        int group = 0;
        for (int i = 0; i < sorted.length; i++) {
            group += i > 0 && sorted[i] != sorted[i - 1] ? 1 : 0;
            sizes[group]++;
        }
        return sizes;
    }

    /** Twice the share of the 2^n choices of signs whose W is at least as far out on the nearer side. */
    private static double exactP(int w, int n) {
        int most = n * (n + 1) / 2;
        double[] share = new double[most + 1];
        share[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int sum = most; sum >= 0; sum--) {
                share[sum] = (share[sum] + (sum >= rank ? share[sum - rank] : 0)) / 2;
            }
        }
        int outer = Math.min(w, most - w);
        return Math.min(1, 2 * Arrays.stream(share, 0, outer + 1).sum());
    }
}
