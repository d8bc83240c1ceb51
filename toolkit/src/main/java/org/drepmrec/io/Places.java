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

    /** A file whose folder exists; null is fine. */
    public static void requireFile(Path file) {
        if (file == null) {
            return;
        }
        Path target = file.toAbsolutePath().normalize();
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

    private static void requireWritable(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw DataException.of(
                    folder.toString(),
                    Files.exists(folder) ? "a file" : "no such folder",
                    "an existing folder with write permission",
                    "choose another place, or make the folder first");
        }
        try {
            Files.delete(Files.createTempFile(folder, ".drepmrec", ".part"));
        } catch (IOException e) {
            throw DataException.of(
                    folder.toString(),
                    "not writable (" + e.getClass().getSimpleName() + ")",
                    "a folder with write permission",
                    "choose another place",
                    e);
        }
    }
}
