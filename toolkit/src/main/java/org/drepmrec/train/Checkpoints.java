package org.drepmrec.train;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how often a training saves its state, so that it can resume after the process was killed. A training that
 * finds its own checkpoint resumes after the last epoch in it. On the same engine, device and number of threads it
 * gives the same bits as an uninterrupted one. A finished training returns its result at once.
 *
 * <p>A folder belongs to one training: to one model with its options, data, graphs, seed, engine and device, and to the
 * code that computes it. Any other training is refused. To start over, delete the folder.
 *
 * <p>A checkpoint takes about as much space as four copies of all parameters and two of the representations. The
 * previous one is kept until the next is complete.
 */
public final class Checkpoints {

    private final Path folder;
    private int everyEpochs = 1;
    private Duration every = Duration.ZERO;
    private OnFailure onFailure = OnFailure.CONTINUE;
    private boolean keepsResult = true;

    /** What the training does when a checkpoint cannot be written, for example on a full disk. */
    public enum OnFailure {
        /** It continues with one warning and tries again after later epochs. The last good checkpoint is kept. */
        CONTINUE,
        /** It ends with a {@link org.drepmrec.io.DataException}. The last good checkpoint is kept. */
        STOP
    }

    private Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** Checkpoints in a dedicated folder, which is created; one after each epoch. */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder);
    }

    /** At most one per this many epochs; 1 by default. An interrupted or killed training repeats the epochs since. */
    public Checkpoints everyEpochs(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException("a checkpoint every " + epochs + " epochs, expected at least 1");
        }
        everyEpochs = epochs;
        return this;
    }

    /** At most one per this much time; zero by default. */
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

    /** Writes none at the end, for a caller who stores the result itself; by default the result is kept as well. */
    public Checkpoints withoutResult() {
        keepsResult = false;
        return this;
    }

    Path folder() {
        return folder;
    }

    OnFailure onFailure() {
        return onFailure;
    }

    boolean keepsResult() {
        return keepsResult;
    }

    boolean due(int epochsSince, long nanosSince) {
        return epochsSince >= everyEpochs && nanosSince >= every.toNanos();
    }
}
