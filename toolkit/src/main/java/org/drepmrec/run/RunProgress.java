package org.drepmrec.run;

import java.util.Locale;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.StatusLine;
import org.drepmrec.train.TrainingListener;

/** Tells on one line how far a list of runs is: run, epoch, best value so far, time left. */
final class RunProgress implements TrainingListener {

    private static final String METRIC = "Recall@20";

    private final StatusLine line;
    private final int total;
    private int done;
    private int trained;
    private double seconds;
    private long begin;
    private RunSpec current;
    private int epochs;
    private int epoch;
    private double best;

    RunProgress(StatusLine line, int total) {
        this.line = line;
        this.total = total;
    }

    /** Runs that need not be done, and stored ones that say nothing about today's code. */
    void found(int stored, long ofOtherCode) {
        done = stored;
        String passedOver =
                switch ((int) ofOtherCode) {
                    case 0 -> "";
                    case 1 -> "; 1 stored run of other code was not used";
                    default -> "; " + ofOtherCode + " stored runs of other code were not used";
                };
        line.milestone(total + " runs, " + stored + " of them found in the store" + passedOver, share(0));
    }

    void begin(RunSpec spec) {
        current = spec;
        begin = System.nanoTime();
        epoch = 0;
        best = Double.NaN;
    }

    @Override
    public void started(Recommender model, int most) {
        epochs = most;
    }

    @Override
    public void batchDone(int now, int batch, int batches, double loss) {
        show(now + 1, (now + (batch + 1.0) / batches) / epochs);
    }

    @Override
    public void epochDone(EpochRecord e, OpenModel model, Representations representations) {
        epoch = e.number();
        best = e.best() ? e.selection().getOrDefault(METRIC, Double.NaN) : best;
        show(epoch, (double) epoch / epochs);
    }

    private void show(int now, double share) {
        line.update(
                "run " + (done + 1) + " of " + total + ": " + current + ", epoch " + now + bestText() + left(),
                share(share));
    }

    private String bestText() {
        return Double.isNaN(best) ? "" : String.format(Locale.ROOT, ", best %s %.4f", METRIC, best);
    }

    /** From the mean of the runs that were done here; nothing is said before the first. */
    private String left() {
        if (trained == 0) {
            return "";
        }
        double now = (System.nanoTime() - begin) / 1e9;
        long rest = Math.round(Math.max(0, seconds / trained * (total - done) - now));
        return String.format(Locale.ROOT, ", about %d:%02d:%02d left", rest / 3600, rest / 60 % 60, rest % 60);
    }

    private double share(double ofCurrent) {
        return total == 0 ? 1 : Math.min(1, (done + ofCurrent) / total);
    }

    void end(RunRecord run) {
        done++;
        trained++;
        seconds += (System.nanoTime() - begin) / 1e9;
        String result = run.status() == RunRecord.Status.FAILED ? ", failed" : bestText();
        line.milestone(
                String.format(
                        Locale.ROOT,
                        "run %d of %d: %s, %s in %.0f s%s",
                        done,
                        total,
                        current,
                        epochs == 0 ? "nothing to train, computed" : epoch + " epochs",
                        run.seconds(),
                        result),
                share(0));
    }

    /** Another process finished a run. */
    void taken() {
        done++;
    }

    void waiting(RunSpec spec, String owner) {
        line.update("run " + (done + 1) + " of " + total + ": waiting for " + spec + ", done by " + owner, share(0));
    }
}
