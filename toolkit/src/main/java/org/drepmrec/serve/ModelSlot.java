package org.drepmrec.serve;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.drepmrec.io.DataException;
import org.drepmrec.train.TrainedModel;

/** The model that answers. A new one is made ready beside it and then takes its place in one step. */
final class ModelSlot {

    private final Supplier<TrainedModel> source;
    private final ReentrantLock reloading = new ReentrantLock();
    private final AtomicLong replaced = new AtomicLong();
    private volatile ServedModel current;

    /**
     * Begins with a model.
     *
     * @param source where to get another, or null
     */
    ModelSlot(TrainedModel first, Supplier<TrainedModel> source) {
        this.current = new ServedModel(first);
        this.source = source;
    }

    ServedModel get() {
        return current;
    }

    /** How often a model has taken the place of another. */
    long replaced() {
        return replaced.get();
    }

    void replace(TrainedModel next) {
        current = new ServedModel(next);
        replaced.incrementAndGet();
    }

    ServedModel reload() {
        if (source == null) {
            throw new Refusal(
                    409,
                    "reload",
                    "a server of a model in memory",
                    "one that was told where to read another",
                    "start it with reloading(...), or call Server.reload");
        }
        if (!reloading.tryLock()) {
            throw new Refusal(409, "reload", "another one under way", "one at a time", "ask /health when it is done");
        }
        try {
            replace(source.get());
            return current;
        } catch (DataException | IllegalArgumentException e) {
            throw new Refusal(
                    409,
                    "reload",
                    e.getMessage(),
                    "a saved model and its data",
                    "save it again; the model of before goes on answering");
        } finally {
            reloading.unlock();
        }
    }
}
