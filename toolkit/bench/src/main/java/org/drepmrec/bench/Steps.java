package org.drepmrec.bench;

import java.util.ArrayList;
import java.util.List;
import org.drepmrec.model.Recommender;
import org.drepmrec.train.Trainer;
import org.drepmrec.train.TrainingListener;

/** Times the batches of a training, and ends it after a number of them by interrupting its thread. */
final class Steps implements TrainingListener {

    /** The first batches build what is built lazily and fill buffers, and for some ninety the compiler takes part of the cores. */
    private static final int WARM_UP = 100;

    private final int wanted;
    private final List<Double> milliseconds = new ArrayList<>();
    private long last;
    private int done;

    private Steps(int wanted) {
        this.wanted = wanted;
    }

    /** Milliseconds of each of a number of steps with their batches, after a hundred that do not count. */
    static double[] milliseconds(Recommender model, String engine, String device, int steps) {
        Steps watch = new Steps(steps);
        Trainer.builder(model)
                .epochs(1_000_000)
                .engine(engine)
                .device(device)
                .quiet()
                .listener(watch)
                .build()
                .fit();
        return watch.milliseconds.stream().mapToDouble(v -> v).toArray();
    }

    @Override
    public void batchDone(int epoch, int batch, int batches, double loss) {
        long now = System.nanoTime();
        if (done >= WARM_UP && batch > 0) {
            milliseconds.add((now - last) / 1e6);
        }
        done++;
        last = now;
        if (milliseconds.size() >= wanted) {
            Thread.currentThread().interrupt();
        }
    }
}
