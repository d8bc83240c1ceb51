package org.drepmrec.graph.similarity;

import java.util.concurrent.CancellationException;

/** How long computations stop: a kernel or a caller sets the thread's interrupt flag, loops look at it between blocks. */
final class Interrupts {

    private Interrupts() {}

    /**
     * Leaves the flag set, for the caller to see.
     *
     * @throws CancellationException if the current thread was interrupted
     */
    static void check(String work) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(work + " was interrupted; nothing was stored");
        }
    }
}
