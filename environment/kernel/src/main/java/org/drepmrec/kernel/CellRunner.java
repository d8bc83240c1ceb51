package org.drepmrec.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs cells, one at a time, on the thread that an interrupt reaches. */
final class CellRunner {

    /** How long a cell may take to react to its interrupt flag before its loops and methods are stopped. */
    private static final long GRACE_MILLIS = 1000;

    /** How long it may take after that before the page is told what it is in. */
    private static final long TELL_MILLIS = 1000;

    private final ExecutorService cells = Executors.newSingleThreadExecutor(task -> thread(task, "cell"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> thread(task, "interrupt"));
    private final long timeoutMillis;
    private final Consumer<String> page;

    private Thread running;
    private boolean expected;
    private boolean early;
    private ScheduledFuture<?> stop;

    /**
     * Prepares the thread.
     *
     * @param timeoutMillis after which a cell is interrupted; 0 for never
     * @param page is told when an interrupt cannot end the running cell
     */
    CellRunner(long timeoutMillis, Consumer<String> page) {
        this.timeoutMillis = timeoutMillis;
        this.page = page;
    }

    /** Says that a cell was asked for and waits to run; an interrupt that comes before it runs is kept for it. */
    synchronized void expect() {
        expected = true;
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

    /**
     * Sets the running cell's interrupt flag; stops its loops and methods if it is still running after a second, or at the
     * next call. A cell that waits to run is stopped when it begins.
     */
    synchronized void interrupt() {
        if (running == null) {
            early = expected;
            return;
        }
        running.interrupt();
        if (stop == null) {
            stop = clock.schedule(this::stopCode, GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            StopChecks.set(true);
        }
    }

    /** Library code may have swallowed the first interrupt while it waited, so the flag is set again. */
    private synchronized void stopCode() {
        if (running != null) {
            StopChecks.set(true);
            running.interrupt();
            stop = clock.schedule(this::tell, TELL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void tell() {
        if (running != null) {
            page.accept("interrupted, but the cell is in " + place(running.getStackTrace())
                    + ", which cannot be stopped; wait for its end or restart the kernel");
        }
    }

    /** The library method that the cell has called. */
    private static String place(StackTraceElement[] frames) {
        for (int i = 1; i < frames.length; i++) {
            if (ErrorFormat.isSnippet(frames[i]) && !ErrorFormat.isSnippet(frames[i - 1])) {
                return frames[i - 1].getClassName() + "." + frames[i - 1].getMethodName();
            }
        }
        return "code";
    }

    private synchronized void begin() {
        running = Thread.currentThread();
        StopChecks.set(early);
        expected = false;
        early = false;
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
