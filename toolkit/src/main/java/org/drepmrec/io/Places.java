package org.drepmrec.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses places that cannot be written before hours of work are spent on what belongs there. */
public final class Places {

    private Places() {}

    /** The last part of a path, for messages; the root of a file system, which has none, is named whole. */
    public static String name(Path path) {
        return path.getFileName() == null ? path.toString() : path.getFileName().toString();
    }

    /** A file whose folder exists, or a device or FIFO; null is fine. */
    public static void requireFile(Path file) {
        if (file == null) {
            return;
        }
        Path target = AtomicFile.target(file);
        if (AtomicFile.isStream(target)) {
            requireStream(file, target);
            return;
        }
        if (Files.isDirectory(target)) {
            throw DataException.of(file.toString(), "a folder", "the name of a file", "add a file name");
        }
        requireWritable(target.getParent());
    }

    /** A folder that exists or can be made; null is fine. */
    public static void requireFolder(Path folder) {
        if (folder == null) {
            return;
        }
        Path existing = folder.toAbsolutePath().normalize();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        requireWritable(existing);
    }

    /** The place without links and dots, be there anything yet or not. */
    public static Path real(Path place) {
        Path existing = AtomicFile.target(place);
        Path rest = Path.of("");
        while (!Files.exists(existing) && existing.getParent() != null) {
            rest = existing.getFileName().resolve(rest);
            existing = existing.getParent();
        }
        try {
            return existing.toRealPath().resolve(rest).normalize();
        } catch (IOException e) {
            // A pipe by the name of a descriptor leads nowhere.
            return existing.resolve(rest).normalize();
        }
    }

    private static void requireStream(Path place, Path target) {
        if (!Files.isWritable(target)) {
            throw DataException.of(
                    place.toString(), "not writable", "a device or FIFO that can be written", "choose another place");
        }
    }

    private static void requireWritable(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw DataException.of(
                    folder.toString(),
                    Files.exists(folder) ? "a file" : "no such folder",
                    "an existing folder with write permission",
                    "choose another place, or make the folder first");
        }
        // A file that is made to try it stays where the process is killed.
        if (!Files.isWritable(folder)) {
            throw DataException.of(
                    folder.toString(), "not writable", "a folder with write permission", "choose another place");
        }
    }
}
