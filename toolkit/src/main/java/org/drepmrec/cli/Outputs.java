package org.drepmrec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Folders;

/** Writes all that can be written: one output that fails keeps no other from being tried. */
final class Outputs {

    private final List<Throwable> failures = new ArrayList<>();

    /** Fills a folder that is new or empty; when that fails, it is so again, and the same command may be given again. */
    static <T> T fill(Path folder, Supplier<T> writer) {
        boolean isNew = !Files.exists(folder);
        boolean done = false;
        try {
            T result = writer.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                clear(folder, isNew);
            }
        }
    }

    private static void clear(Path folder, boolean whole) {
        if (whole) {
            Folders.discard(folder);
        } else if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.forEach(Folders::discard);
            } catch (IOException e) {
                throw DataException.unreadable(folder.toString(), e);
            }
        }
    }

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
