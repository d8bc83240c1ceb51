package org.drepmrec.sparse;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;

/** Splits loops over rows between the processor's cores. Results never depend on the number of threads. */
public final class Parallel {

    private static final ForkJoinPool POOL =
            new ForkJoinPool(Math.max(1, Runtime.getRuntime().availableProcessors()));

    private Parallel() {}

    /** The body of a loop over the half-open range {@code [from, to)}. */
    @FunctionalInterface
    public interface Range {
        /** Works on the rows {@code from} (inclusive) to {@code to} (exclusive). */
        void run(int from, int to);
    }

    /**
     * Runs {@code body} over {@code [0, n)} in pieces of at most {@code grain} rows and waits for all of them.
     *
     * @throws RuntimeException what the body throws
     */
    public static void forRanges(int n, int grain, Range body) {
        if (n <= 0) {
            return;
        }
        if (n <= grain) {
            body.run(0, n);
            return;
        }
        ForkJoinTask<Void> task = new Pieces(0, n, Math.max(1, grain), body);
        if (ForkJoinTask.inForkJoinPool()) {
            task.invoke();
            return;
        }
        join(POOL.submit(task));
    }

    /** Waits even when the caller is interrupted, so that no piece still writes to arrays the caller reuses. */
    private static void join(ForkJoinTask<Void> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Pieces extends RecursiveAction {
        private static final long serialVersionUID = 1L;
        private final int from;
        private final int to;
        private final int grain;
        private final transient Range body;

        Pieces(int from, int to, int grain, Range body) {
            this.from = from;
            this.to = to;
            this.grain = grain;
            this.body = body;
        }

        @Override
        protected void compute() {
            if (to - from <= grain) {
                body.run(from, to);
                return;
            }
            int middle = (from + to) >>> 1;
            invokeAll(new Pieces(from, middle, grain, body), new Pieces(middle, to, grain, body));
        }
    }
}
