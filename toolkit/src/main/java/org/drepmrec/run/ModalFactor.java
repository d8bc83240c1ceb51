package org.drepmrec.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Plots;
import org.drepmrec.data.Split;
import org.drepmrec.data.Summarized;
import org.drepmrec.eval.Metrics;
import org.drepmrec.model.Representations;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * What trained models give if their modal representation is added at another weight than 1: behavior + factor x modal. The sum
 * of equation 13 weighs both lines as they happen to be scaled; nothing is trained here.
 */
public final class ModalFactor implements Summarized {

    private static final int K = 20;
    private static final String LABEL = Metrics.RECALL.label(K);

    private final double[] factors;
    private final double[][] validation;
    private final double[][] test;

    /**
     * Measured values.
     *
     * @param validation Recall@20 by factor and run
     * @param test likewise
     */
    ModalFactor(double[] factors, double[][] validation, double[][] test) {
        this.factors = factors.clone();
        this.validation = validation.clone();
        this.test = test.clone();
    }

    /**
     * Evaluates the runs at each factor.
     *
     * @param runs of one setting with several seeds
     * @throws IllegalArgumentException if there is no run or no factor, or a model does not tell its lines apart
     */
    public static ModalFactor of(List<TrainedModel> runs, double... factors) {
        if (runs.isEmpty() || factors.length == 0) {
            throw new IllegalArgumentException("modal factor: found " + runs.size() + " runs and " + factors.length
                    + " factors, expected at least one of each");
        }
        return new ModalFactor(factors, measured(runs, factors, Split.VALIDATION), measured(runs, factors, Split.TEST));
    }

    /** By factor and run. */
    private static double[][] measured(List<TrainedModel> runs, double[] factors, Split split) {
        return Arrays.stream(factors)
                .mapToObj(factor -> runs.stream()
                        .mapToDouble(run -> recall(run, factor, split))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double recall(TrainedModel run, double factor, Split split) {
        Representations r = run.representations();
        if (r.behavior().isEmpty() || r.modal().isEmpty()) {
            throw new IllegalArgumentException("modal factor: " + run.name()
                    + " does not tell a behavior and a modal representation apart, expected a model such as DRepMRec");
        }
        float[] sum = r.behaviorLine().values().clone();
        float[] modal = r.modalLine().values();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) factor * modal[i];
        }
        return run.evaluator(split)
                .build()
                .evaluate(run.scorer(
                        new Representations.Line(sum, r.behaviorLine().size())))
                .get(Metrics.RECALL, K);
    }

    private static double[] means(double[][] values) {
        return Arrays.stream(values)
                .mapToDouble(v -> Arrays.stream(v).average().orElseThrow())
                .toArray();
    }

    private static double[] deviations(double[][] values) {
        return Arrays.stream(values).mapToDouble(SeedRuns::deviation).toArray();
    }

    /** A row for each factor: Recall@20 on validation and test, mean and deviation over the runs. */
    public Table table() {
        return Table.create(
                "behavior + factor x modal",
                DoubleColumn.create("factor", factors),
                DoubleColumn.create("validation " + LABEL, means(validation)),
                DoubleColumn.create("validation " + LABEL + " sd", deviations(validation)),
                DoubleColumn.create("test " + LABEL, means(test)),
                DoubleColumn.create("test " + LABEL + " sd", deviations(test)));
    }

    /** Validation Recall@20 by factor. */
    public Chart chart() {
        double[] at = IntStream.range(0, factors.length).asDoubleStream().toArray();
        return Chart.builder(
                        "Validation " + LABEL + " by the weight of the modal representation",
                        Axis.categories(
                                "factor",
                                Arrays.stream(factors)
                                        .mapToObj(Double::toString)
                                        .toList()),
                        Axis.linear(LABEL))
                .curve("behavior + factor x modal", at, means(validation), deviations(validation))
                .errors(Plots.OVER_SEEDS)
                .build();
    }

    /**
     * Which factor validation chooses, what it gives on the test split, and what that says of the plain sum; nothing is said against
     * the plain sum for a difference on validation within the spread of the runs.
     */
    public Findings findings() {
        double[] byValidation = means(validation);
        int best = IntStream.range(0, factors.length)
                .reduce((a, b) -> byValidation[b] > byValidation[a] ? b : a)
                .orElseThrow();
        if (factors[best] == 1) {
            return Findings.of(
                    "The plain sum is the best of these on validation: the weight of the modal representation is not the reason.");
        }
        int plain = IntStream.range(0, factors.length)
                .filter(f -> factors[f] == 1)
                .findFirst()
                .orElse(-1);
        String chosen = String.format(
                Locale.ROOT,
                "Validation chooses a factor of %s: test %s %.4f",
                factors[best],
                LABEL,
                means(test)[best]);
        if (plain < 0) {
            return Findings.of(chosen + ".");
        }
        return Findings.of(chosen + String.format(Locale.ROOT, ", against %.4f of the plain sum; ", means(test)[plain])
                + verdict(best, plain) + ".");
    }

    private String verdict(int best, int plain) {
        double[] gains = IntStream.range(0, validation[best].length)
                .mapToDouble(run -> validation[best][run] - validation[plain][run])
                .toArray();
        if (SeedDifferences.sign(gains) < 1) {
            return "on validation the two differ by less than the spread of " + gains.length + " seeds";
        }
        return factors[best] == 0
                ? "the sum would do better without its modal part"
                : factors[best] < 1
                        ? "the plain sum weighs the modal representation too much"
                        : "the plain sum weighs the modal representation too little";
    }

    @Override
    public Table summary() {
        return table();
    }

    @Override
    public String toString() {
        return findings().toString();
    }
}
