package org.drepmrec.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes all that can be written: one output that fails keeps no other from being tried. */
final class Outputs {

    private final List<Throwable> failures = new ArrayList<>();

    /** Tries one; a failure waits for {@link #finish}. */
    void write(Runnable output) {
        try {
            output.run();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    /**
     * After the last one.
     *
     * @throws IllegalStateException saying of each output that failed why
     */
    void finish() {
        if (!failures.isEmpty()) {
            String all = failures.stream().map(Errors::message).collect(Collectors.joining("; and "));
            IllegalStateException failed = new IllegalStateException(all, failures.get(0));
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
    }
}
