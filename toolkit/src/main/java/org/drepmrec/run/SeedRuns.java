package org.drepmrec.run;

import java.util.Arrays;
import java.util.List;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metric;
import org.drepmrec.eval.UserMetric;

/** The runs of one model or setting with several seeds, taken together. */
public final class SeedRuns {

    private final List<RunRecord> runs;

    /** Runs that differ in their seeds alone. */
    public SeedRuns(List<RunRecord> runs) {
        this.runs = List.copyOf(runs);
    }

    /** The runs themselves. */
    public List<RunRecord> runs() {
        return runs;
    }

    /** The mean test value; NaN if a run failed, since the mean of the others would be biased upwards. */
    public double mean(Metric metric, int k) {
        return Arrays.stream(values(metric, k)).average().orElse(Double.NaN);
    }

    /** The standard deviation of the test value, with n - 1; NaN of a single run, and of runs in which nothing is random. */
    public double deviation(Metric metric, int k) {
        double deviation = deviation(values(metric, k));
        boolean trained = runs.stream().anyMatch(r -> !r.epochs().isEmpty());
        return deviation == 0 && !trained ? Double.NaN : deviation;
    }

    private double[] values(Metric metric, int k) {
        return runs.stream().mapToDouble(r -> r.metric(Split.TEST, metric, k)).toArray();
    }

    /** The standard deviation of a sample, with n - 1; NaN of fewer than two values. */
    public static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        if (values.length < 2) {
            return Double.NaN;
        }
        // Of equal values the mean may differ from each in its last bit, which is no deviation.
        boolean equal = Arrays.stream(values).allMatch(v -> v == values[0]);
        return equal ? 0 : Math.sqrt(squares / (values.length - 1));
    }

    /** How many of the runs failed. */
    public long failures() {
        return runs.stream().filter(r -> r.status() == RunRecord.Status.FAILED).count();
    }

    /** The test value of each user, mean over seeds. */
    public double[] perUser(UserMetric metric, int k) {
        double[] mean = new double[runs.get(0).users().length];
        for (RunRecord run : runs) {
            double[] values = run.perUser(metric, k);
            for (int u = 0; u < mean.length; u++) {
                mean[u] += values[u] / runs.size();
            }
        }
        return mean;
    }
}
