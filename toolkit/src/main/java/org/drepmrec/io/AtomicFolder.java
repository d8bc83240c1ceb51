package org.drepmrec.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes or replaces a folder whole. The new one, {@code .NAME.ID.part}, is complete before the old one moves aside to
 * {@code .NAME.ID.old}; then the new one takes its place, and the old one goes. Where no old one was, an empty folder takes
 * its part. So a process that was killed leaves one of three things, and what the next write or read makes of it is plain:
 *
 * <ul>
 *   <li>a part alone: it was not complete, and is removed;
 *   <li>both, and nothing in the folder's place: the write was complete but for its last move, which is made up for;
 *   <li>the old one alone: the write was complete. It is removed, and never comes back in place of a folder that was deleted
 *       since.
 * </ul>
 *
 * <p>A lock beside the folder, {@code .NAME.lock}, keeps one process from the copies of another one that is alive.
 */
public final class AtomicFolder {

    private static final String PART = ".part";
    private static final String OLD = ".old";

    private final Path target;
    private final Predicate<Path> whole;

    /** What is written. */
    @FunctionalInterface
    public interface Content {
        /** Makes the folder, writes all files and forces them to disk. */
        void writeTo(Path folder) throws IOException;
    }

    /**
     * A folder's place.
     *
     * @param place where it is or will be
     * @param whole whether a folder holds all that {@link #write} writes
     */
    public AtomicFolder(Path place, Predicate<Path> whole) {
        this.target = place.toAbsolutePath().normalize();
        this.whole = whole;
    }

    /**
     * Writes or replaces it, and removes what killed processes left beside it.
     *
     * @throws IOException if it cannot be written; what was there is as it was
     */
    public void write(Content content) throws IOException {
        Files.createDirectories(target.getParent());
        try (LockFile lock = lock()) {
            finish();
            copies(PART).forEach(Folders::discard);
            copies(OLD).forEach(Folders::discard);
            Path part = target.resolveSibling("." + Places.name(target) + "." + UUID.randomUUID() + PART);
            try {
                content.writeTo(part);
                replace(part);
            } finally {
                if (!Files.exists(old(part))) {
                    Folders.discard(part);
                }
                lock.delete();
            }
        }
    }

    private void replace(Path part) throws IOException {
        Path old = old(part);
        boolean replaces = Files.exists(target);
        if (replaces) {
            move(target, old);
        } else {
            Files.createDirectory(old);
        }
        try {
            move(part, target);
        } catch (IOException e) {
            undo(part, old, replaces, e);
            throw e;
        }
        AtomicFile.forceFolder(target.getParent());
        Folders.discard(old);
    }

    private void undo(Path part, Path old, boolean replaces, IOException because) {
        try {
            if (replaces) {
                move(old, target);
            } else {
                Folders.discard(part);
                Folders.delete(old);
            }
        } catch (IOException e) {
            // Both copies stay for recover().
            because.addSuppressed(e);
        }
    }

    /**
     * Makes up for the last move of a write whose process was killed before it.
     *
     * @throws IOException if it cannot be done
     */
    public void recover() throws IOException {
        if (isThere() || !Files.isDirectory(target.getParent()) || copies(OLD).isEmpty()) {
            return;
        }
        try (LockFile lock = lock()) {
            finish();
            lock.delete();
        }
    }

    private void finish() throws IOException {
        for (Path part : isThere() ? List.<Path>of() : copies(PART)) {
            Path old = old(part);
            if (Files.exists(old)) {
                if (whole.test(part)) {
                    move(part, target);
                    Folders.discard(old);
                } else {
                    // The system crashed, too, and the disk has not all that it was told to write.
                    move(old, target);
                    Folders.discard(part);
                }
                return;
            }
        }
    }

    private LockFile lock() {
        return LockFile.take(target.resolveSibling("." + Places.name(target) + ".lock"), "saving " + target);
    }

    private boolean isThere() {
        return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path old(Path part) {
        String name = Places.name(part);
        return part.resolveSibling(name.substring(0, name.length() - PART.length()) + OLD);
    }

    private List<Path> copies(String kind) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote("." + Places.name(target) + ".") + "[0-9a-f-]{36}" + kind);
        try (Stream<Path> beside = Files.list(target.getParent())) {
            return beside.filter(p -> name.matcher(Places.name(p)).matches()).toList();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
