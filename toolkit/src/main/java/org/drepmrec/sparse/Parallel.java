package org.drepmrec.sparse;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Splits loops over rows between the processor's cores. Results never depend on the number of threads.
 *
 * <p>The calling thread takes pieces as well, so that a loop begins at once and is over when its last piece is; waking a thread
 * to do all of it takes as long as a short loop.
 */
public final class Parallel {

    private static final int HELPERS = Runtime.getRuntime().availableProcessors() - 1;

    private static final ForkJoinPool POOL = new ForkJoinPool(Math.max(1, HELPERS));

    /** Turns of waiting for another thread's last piece before this one sleeps, some ten microseconds. */
    private static final int SPINS = 500;

    private Parallel() {}

    /** The body of a loop over the half-open range {@code [from, to)}. */
    @FunctionalInterface
    public interface Range {
        /** Works on the rows {@code from} (inclusive) to {@code to} (exclusive). */
        void run(int from, int to);
    }

    /**
     * Runs {@code body} over {@code [0, n)} in pieces of {@code grain} rows and waits for all of them. Within a thread of a
     * {@link ForkJoinPool} the threads of that pool share the work.
     *
     * @throws RuntimeException what the body throws; pieces that have not begun by then are left out
     */
    public static void forRanges(int n, int grain, Range body) {
        if (n <= 0) {
            return;
        }
        Loop loop = new Loop(n, Math.max(1, grain), body);
        ForkJoinPool own = ForkJoinTask.getPool();
        Executor helpers = own == null ? POOL : own;
        int most = own == null ? HELPERS : own.getParallelism() - 1;
        for (int h = 0; h < Math.min(most, loop.pieces - 1); h++) {
            helpers.execute(loop::work);
        }
        loop.work();
        loop.join();
    }

    private static final class Loop {

        private final int n;
        private final int grain;
        private final int pieces;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger unfinished;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final CountDownLatch done = new CountDownLatch(1);

        /**
         * Null once the last piece is done: a helper may wait in the pool's queue long after, and must not keep the body's arrays.
         * Only who has taken a piece reads it, so it is there until then.
         */
        private Range body;

        Loop(int n, int grain, Range body) {
            this.n = n;
            this.grain = grain;
            this.pieces = (int) (((long) n + grain - 1) / grain);
            this.body = body;
            this.unfinished = new AtomicInteger(pieces);
        }

        void work() {
            for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        int from = piece * grain;
                        body.run(from, from + Math.min(grain, n - from));
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    if (unfinished.decrementAndGet() == 0) {
                        body = null;
                        done.countDown();
                    }
                }
            }
        }

        /** Waits even when the caller is interrupted, so that no piece still writes to arrays the caller reuses. */
        void join() {
            for (int spin = 0; spin < SPINS && done.getCount() > 0; spin++) {
                Thread.onSpinWait();
            }
            boolean interrupted = false;
            while (done.getCount() > 0) {
                try {
                    done.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable thrown = failure.get();
            if (thrown instanceof Error e) {
                throw e;
            }
            if (thrown != null) {
                throw (RuntimeException) thrown;
            }
        }
    }
}
