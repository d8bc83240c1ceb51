package org.drepmrec.train;

import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.drepmrec.model.Batch;

/**
 * Makes the next batch, and what its model computes from it alone, while the step before is taken: an engine leaves cores idle
 * between its operators. Loops of that work share half of the cores. The batches are the same as without.
 */
final class BatchesAhead implements AutoCloseable {

    private final Consumer<Batch> prepare;
    private final ForkJoinPool pool;

    /**
     * None yet.
     *
     * @param prepare computes what depends on a batch alone, see {@link org.drepmrec.model.OpenModel#prepare}
     * @param ahead false to make each batch when it is asked for, and leave to its step what depends on it
     */
    BatchesAhead(Consumer<Batch> prepare, boolean ahead) {
        this.prepare = prepare;
        this.pool = ahead ? new ForkJoinPool(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)) : null;
    }

    /**
     * Whether it pays. With two cores it does not: they are busy already, and an operator shared by both waits for the one that
     * makes a batch; a step of DRepMRec at Baby's size took 148 milliseconds instead of 124.
     */
    static boolean pays() {
        return Runtime.getRuntime().availableProcessors() > 2;
    }

    /**
     * The batches of an epoch. {@code next} throws what making the batch threw, and a {@link CancellationException} if the
     * thread is interrupted, after which there are no more.
     */
    Iterator<Batch> of(Iterator<Batch> batches) {
        return new Iterator<>() {
            private ForkJoinTask<Batch> ahead;

            @Override
            public boolean hasNext() {
                return ahead != null || batches.hasNext();
            }

            @Override
            public Batch next() {
                // The first one is waited for: all cores may work on it, and on what is built lazily.
                Batch batch = ahead == null ? make() : join(ahead);
                ahead = pool != null && batches.hasNext() ? pool.submit(this::make) : null;
                return batch;
            }

            private Batch make() {
                Batch batch = batches.next();
                if (pool != null) {
                    prepare.accept(batch);
                }
                return batch;
            }
        };
    }

    private static Batch join(ForkJoinTask<Batch> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the next batch was made");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
        }
    }

    /** Gives up what is being made, and waits until nothing is. */
    @Override
    public void close() {
        if (pool == null) {
            return;
        }
        pool.shutdownNow();
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
