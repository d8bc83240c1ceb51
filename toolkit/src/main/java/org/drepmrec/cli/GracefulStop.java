package org.drepmrec.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Ctrl-C (and a polite kill) during a training ends it with the best epoch so far, and the process only once its results
 * are written. At any other time it ends the process at once.
 */
final class GracefulStop {

    private static final Object LOCK = new Object();
    private static Thread training;
    private static boolean resultPending;

    private final CountDownLatch finished = new CountDownLatch(1);

    private GracefulStop() {}

    /** From here on the process waits for a training that was begun by {@link #during}. */
    static GracefulStop install() {
        GracefulStop stop = new GracefulStop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::stop, "graceful stop"));
        return stop;
    }

    /** The command is done; a process that is ending need not wait for it any longer. */
    void finished() {
        finished.countDown();
    }

    private void stop() {
        synchronized (LOCK) {
            if (!resultPending) {
                return;
            }
            if (training != null) {
                training.interrupt();
            }
        }
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a training on this thread. Afterwards the thread is not interrupted any more, which would spoil files. */
    static <T> T during(Supplier<T> fit) {
        synchronized (LOCK) {
            training = Thread.currentThread();
            resultPending = true;
        }
        try {
            return fit.get();
        } finally {
            synchronized (LOCK) {
                training = null;
                // A late interrupt came after the training that it was meant for.
                Thread.interrupted();
            }
        }
    }
}
