package org.drepmrec.model.floor;

import java.util.concurrent.CancellationException;
import org.drepmrec.model.Recommender;

/** Limits of a computation: refuses what does not fit into the heap, and ends with the thread's interrupt. */
final class Memory {

    /** The share of the heap that one model may take, beside its data. */
    private static final double SHARE = 0.7;

    private Memory() {}

    /**
     * Checks a need.
     *
     * @param what the bytes are for
     * @param remedy what to do beside giving Java more
     * @throws IllegalArgumentException if it exceeds 70 % of the maximum heap
     */
    static void require(Recommender model, long bytes, String what, String remedy) {
        require(model, bytes, Runtime.getRuntime().maxMemory(), what, remedy);
    }

    /** As {@link #require(Recommender, long, String, String)}, with a heap of this many bytes. */
    static void require(Recommender model, long bytes, long heap, String what, String remedy) {
        if (bytes > SHARE * heap) {
            throw new IllegalArgumentException(model.name() + " on "
                    + model.data().name() + ": needs " + megabytes(bytes)
                    + " MB " + what + ", found a heap of at most " + megabytes(heap) + " MB, of which it may take "
                    + Math.round(100 * SHARE) + " %; " + remedy + ", or give Java more: -Xmx"
                    + (long) Math.ceil(bytes / SHARE / (1 << 30)) + "g");
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /**
     * Leaves the flag set, for the caller to see.
     *
     * @throws CancellationException if the current thread was interrupted
     */
    static void checkInterrupt(Recommender model) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(model.name() + " was interrupted while it computed its scores");
        }
    }
}
