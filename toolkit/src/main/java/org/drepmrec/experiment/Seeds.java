package org.drepmrec.experiment;

import java.util.Arrays;
import java.util.List;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metric;

/** The runs of one model or setting with several seeds, taken together. */
final class Seeds {

    private final List<RunRecord> runs;

    Seeds(List<RunRecord> runs) {
        this.runs = List.copyOf(runs);
    }

    List<RunRecord> runs() {
        return runs;
    }

    /** NaN if a run failed: the mean of the others would flatter. */
    double mean(Metric metric, int k) {
        return Arrays.stream(values(metric, k)).average().orElse(Double.NaN);
    }

    /** Of a sample, with n - 1; NaN of a single run. */
    double deviation(Metric metric, int k) {
        return deviation(values(metric, k));
    }

    private double[] values(Metric metric, int k) {
        return runs.stream().mapToDouble(r -> r.metric(Split.TEST, metric, k)).toArray();
    }

    static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    long failures() {
        return runs.stream().filter(r -> r.status() == RunRecord.Status.FAILED).count();
    }

    /** The test value of each user, mean over seeds. */
    double[] perUser(Metric metric, int k) {
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
