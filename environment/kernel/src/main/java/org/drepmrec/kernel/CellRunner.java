package org.drepmrec.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs cells, one at a time, on the thread that an interrupt reaches. */
final class CellRunner {

    /** How long a cell may take to react to its interrupt flag before its loops are stopped. */
    private static final long GRACE_MILLIS = 1000;

    private final ExecutorService cells = Executors.newSingleThreadExecutor(task -> thread(task, "cell"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> thread(task, "interrupt"));
    private final long timeoutMillis;

    private Thread running;
    private ScheduledFuture<?> stop;

    /**
     * Prepares the thread.
     *
     * @param timeoutMillis after which a cell is interrupted; 0 for never
     */
    CellRunner(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    /** Runs a cell to its end and returns its value. */
    <T> T run(Callable<T> cell) throws Exception {
        Future<T> future = cells.submit(() -> {
            begin();
            try {
                return cell.call();
            } finally {
                end();
            }
        });
        ScheduledFuture<?> timeout =
                timeoutMillis > 0 ? clock.schedule(this::interrupt, timeoutMillis, TimeUnit.MILLISECONDS) : null;
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (timeout != null) {
                timeout.cancel(false);
            }
        }
    }

    /** Sets the running cell's interrupt flag; stops its loops if it is still running after a second, or at the next call. */
    synchronized void interrupt() {
        if (running == null) {
            return;
        }
        running.interrupt();
        if (stop == null) {
            stop = clock.schedule(this::stopLoops, GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            StopChecks.set(true);
        }
    }

    private synchronized void stopLoops() {
        if (running != null) {
            StopChecks.set(true);
        }
    }

    private synchronized void begin() {
        running = Thread.currentThread();
    }

    private synchronized void end() {
        running = null;
        if (stop != null) {
            stop.cancel(false);
            stop = null;
        }
        StopChecks.set(false);
        Thread.interrupted();
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
