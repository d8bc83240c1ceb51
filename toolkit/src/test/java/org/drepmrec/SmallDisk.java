package org.drepmrec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes in memory that can be filled up or made read-only; needs the right to mount. */
public final class SmallDisk implements AutoCloseable {

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /** Mounts one on an empty folder, or skips the test. */
    public static SmallDisk mount(Path place, String size) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "drepmrec-test", place.toString()) == 0,
                "no right to mount a small disk; run as root to test a full one");
        return new SmallDisk(place);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    /** The root of the disk. */
    public Path path() {
        return place;
    }

    /** Takes all the room that is left; names and empty files still fit. */
    public void fill() {
        byte[] block = new byte[1 << 12];
        try (var out = Files.newOutputStream(place.resolve("filler"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertTrue(full.getMessage().contains("space"), full.getMessage());
        }
    }

    /** Gives all the room back. */
    public void empty() throws IOException {
        Files.delete(place.resolve("filler"));
    }

    /** Allows reading alone. */
    public void readOnly() throws IOException, InterruptedException {
        Assumptions.assumeTrue(run("mount", "-o", "remount,ro", place.toString()) == 0, "no right to remount");
    }

    @Override
    public void close() throws IOException {
        try {
            if (run("umount", place.toString()) != 0) {
                run("umount", "-l", place.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
