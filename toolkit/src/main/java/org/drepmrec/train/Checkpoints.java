package org.drepmrec.train;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how often a training writes down its state, so that it goes on from there after the process was killed. A
 * training that finds a checkpoint of its own goes on after the last epoch in it and gives, on the same engine, device
 * and number of threads, the same bits as one that was never stopped. One that was finished gives its result at once.
 *
 * <p>A folder belongs to one training: to one model with its options, data, graphs, seed, engine and device, and to the code
 * that computes it. Any other training is refused. To begin anew, delete the folder.
 *
 * <p>A checkpoint takes about the room of four copies of all parameters and two of the representations; while one is
 * written, the one before it is kept.
 */
public final class Checkpoints {

    private final Path folder;
    private int everyEpochs = 1;
    private Duration every = Duration.ZERO;
    private OnFailure onFailure = OnFailure.CONTINUE;

    /** What becomes of the training when a checkpoint cannot be written, such as on a full disk. */
    public enum OnFailure {
        /** It goes on with one warning, and tries again after later epochs. The last good checkpoint stays. */
        CONTINUE,
        /** It ends with a {@link org.drepmrec.io.DataException}. The last good checkpoint stays. */
        STOP
    }

    private Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** Checkpoints in a folder of their own, which is made; one after each epoch. */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder);
    }

    /** At most one in so many epochs; 1 by default. An interrupted or killed training repeats the epochs since. */
    public Checkpoints everyEpochs(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException("a checkpoint every " + epochs + " epochs, expected at least 1");
        }
        everyEpochs = epochs;
        return this;
    }

    /** At most one in so much time; zero by default. */
    public Checkpoints every(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a checkpoint every " + time + ", expected zero or more");
        }
        every = time;
        return this;
    }

    /** What happens when one cannot be written; {@link OnFailure#CONTINUE} by default. */
    public Checkpoints onFailure(OnFailure reaction) {
        onFailure = reaction;
        return this;
    }

    Path folder() {
        return folder;
    }

    OnFailure onFailure() {
        return onFailure;
    }

    boolean due(int epochsSince, long nanosSince) {
        return epochsSince >= everyEpochs && nanosSince >= every.toNanos();
    }
}
