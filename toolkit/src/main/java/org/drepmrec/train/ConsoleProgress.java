package org.drepmrec.train;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;

/**
 * Prints a line per epoch: loss, selecting metric, seconds, and an estimate of the longest time left (early stopping may
 * end sooner).
 */
public final class ConsoleProgress implements TrainingListener {

    private final PrintStream out;
    private final String metric;
    private String where = "";
    private int epochs;
    private double seconds;

    /** Progress on a stream, for example {@code System.err}. */
    public ConsoleProgress(PrintStream out) {
        this(out, "Recall@20");
    }

    /** As {@link #ConsoleProgress(PrintStream)}, showing another metric. */
    public ConsoleProgress(PrintStream out, String metric) {
        this.out = out;
        this.metric = metric;
    }

    @Override
    public void opened(String on) {
        where = ", by " + on;
    }

    @Override
    public void started(Recommender model, int most) {
        epochs = most;
        seconds = 0;
        out.println(model + (most == 0 ? ", nothing to train" : ", at most " + most + " epochs" + where));
    }

    @Override
    public void resumed(List<EpochRecord> before) {
        before.forEach(e -> seconds += e.trainSeconds() + e.evaluationSeconds());
        out.println("goes on from a checkpoint of " + before.size() + " epochs");
    }

    @Override
    public void epochDone(EpochRecord e, OpenModel model, Representations representations) {
        double took = e.trainSeconds() + e.evaluationSeconds();
        seconds += took;
        long left = Math.round(seconds / e.number() * (epochs - e.number()));
        out.println(String.format(
                Locale.ROOT,
                "epoch %3d  loss %.4f  %s %.4f%s  %.1f s, at most %d:%02d left",
                e.number(),
                e.losses().get("total"),
                metric,
                e.selection().getOrDefault(metric, Double.NaN),
                e.best() ? " *" : "  ",
                took,
                left / 60,
                left % 60));
    }

    @Override
    public void finished(TrainedModel result) {
        out.println(result.isComputed() ? result : result + ", stopped: " + result.stopReason());
    }
}
