package org.drepmrec.data.io.amazon.download;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells in lines how far a file is: bytes, share and rate every ten seconds, and all that happens to it. */
final class DownloadLines {

    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();
    private static final long FEW = 100_000;

    private final String file;
    private final Consumer<String> out;
    private final LongSupplier nanos;
    private long first;
    private long began;
    private long said;

    DownloadLines(String file, Consumer<String> out) {
        this(file, out, System::nanoTime);
    }

    /** As the other, by another clock. */
    DownloadLines(String file, Consumer<String> out, LongSupplier nanos) {
        this.file = file;
        this.out = out;
        this.nanos = nanos;
    }

    void say(String what) {
        out.accept(file + ": " + what);
    }

    /** Bytes will come, after those that are there. */
    void begin(URI from, long there, long total) {
        first = there;
        began = nanos.getAsLong();
        said = began;
        say((there == 0 ? "" : "goes on at " + bytes(there) + " of ") + (total < 0 ? "unknown size" : bytes(total))
                + " from " + from);
    }

    /** So many are there; says so now and then. */
    void moved(long there, long total) {
        long now = nanos.getAsLong();
        if (now - said > INTERVAL) {
            said = now;
            say(bytes(there)
                    + (total < 0 ? "" : String.format(Locale.ROOT, " of %s, %d %%", bytes(total), 100 * there / total))
                    + String.format(Locale.ROOT, ", %.1f MB/s", (there - first) * 1e3 / (now - began)));
        }
    }

    /** A number of bytes in words. */
    static String bytes(long count) {
        if (count < FEW) {
            return count + " bytes";
        }
        return count < 1e9
                ? String.format(Locale.ROOT, "%.1f MB", count / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", count / 1e9);
    }

    /** A duration in words. */
    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
