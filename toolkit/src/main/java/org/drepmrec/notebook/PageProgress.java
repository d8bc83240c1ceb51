package org.drepmrec.notebook;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.drepmrec.analysis.Markup;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.ProgressProvider;
import org.drepmrec.train.StatusLine;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.TrainingListener;

/** A training's progress in one place of a notebook's page, updated a few times a second; one tidy line stays. */
public final class PageProgress implements TrainingListener {

    private static final long NANOS_BETWEEN_UPDATES = 300_000_000L;
    private static final String METRIC = "Recall@20";

    private final Page page;
    private String id;
    private String where = "";
    private String model = "";
    private int epochs;
    private double seconds;
    private long lastUpdate;
    private EpochRecord last;
    private EpochRecord best;

    /** Finds the page at run time. */
    public static final class Provider implements ProgressProvider {

        /** For the service loader. */
        public Provider() {}

        @Override
        public Optional<TrainingListener> progress() {
            return Page.current().map(PageProgress::new);
        }

        @Override
        public Optional<StatusLine> line() {
            return Page.current().map(PageLine::new);
        }
    }

    /** Progress on a page. */
    public PageProgress(Page page) {
        this.page = page;
    }

    @Override
    public void opened(String on) {
        where = " (" + on + ")";
    }

    @Override
    public void started(Recommender started, int most) {
        model = started.name() + " on " + started.data().name() + where;
        epochs = most;
        seconds = 0;
        last = null;
        best = null;
        String text = model + (most == 0 ? ": computing, nothing to train" : ": starting");
        id = page.show(html(text, 0), text);
    }

    @Override
    public void resumed(List<EpochRecord> before) {
        before.forEach(this::take);
        update(before.size(), "goes on from a checkpoint of " + before.size() + " epochs");
    }

    private void take(EpochRecord epoch) {
        seconds += epoch.trainSeconds() + epoch.evaluationSeconds();
        last = epoch;
        best = epoch.best() ? epoch : best;
    }

    @Override
    public void batchDone(int epoch, int batch, int batches, double loss) {
        if (System.nanoTime() - lastUpdate > NANOS_BETWEEN_UPDATES) {
            update(epoch + (batch + 1.0) / batches, "epoch " + (epoch + 1));
        }
    }

    @Override
    public void epochDone(EpochRecord epoch, OpenModel trained, Representations representations) {
        take(epoch);
        if (System.nanoTime() - lastUpdate > NANOS_BETWEEN_UPDATES) {
            update(epoch.number(), "epoch " + epoch.number());
        }
    }

    @Override
    public void finished(TrainedModel result) {
        if (result.isComputed()) {
            page.update(id, html(result.toString(), 1), result.toString());
            return;
        }
        String reason = result.stopReason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        update(epochs, result.epochs().size() + " epochs in " + clock(seconds) + " (" + reason + ")");
    }

    private void update(double done, String state) {
        lastUpdate = System.nanoTime();
        StringBuilder text = new StringBuilder(model).append(": ").append(state);
        if (last != null) {
            text.append(String.format(Locale.ROOT, ", loss %.4f", last.losses().get("total")));
        }
        if (best != null && best.selection().containsKey(METRIC)) {
            text.append(String.format(
                    Locale.ROOT,
                    ", best %s %.4f in epoch %d",
                    METRIC,
                    best.selection().get(METRIC),
                    best.number()));
        }
        if (done < epochs && last != null) {
            text.append(", at most ")
                    .append(clock(seconds / last.number() * (epochs - done)))
                    .append(" left");
        }
        page.update(id, html(text.toString(), done / epochs), text.toString());
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole / 60 + ":" + String.format(Locale.ROOT, "%02d", whole % 60);
    }

    static String html(String text, double share) {
        return String.format(
                Locale.ROOT,
                "<div style=\"font-size:13px\">%s<div style=\"width:320px;height:4px;background:#ddd\">"
                        + "<div style=\"width:%d%%;height:4px;background:#2a6fb0\"></div></div></div>",
                Markup.escape(text),
                Math.round(100 * share));
    }
}
