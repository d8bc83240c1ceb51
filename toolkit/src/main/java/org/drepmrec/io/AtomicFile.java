package org.drepmrec.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file whole or not at all: into a temporary file of the same folder, forced to disk, then moved over the old
 * one in one step. After a failure the old file is as it was. Where a link leads to a file, it is that file. What is no
 * file, such as a device or a FIFO, or one that the process has open ({@code /dev/stdout}), is written into as it is.
 */
public final class AtomicFile {

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);

    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    /** What is written. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; need not flush or close. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes or replaces a file. Its folder must exist.
     *
     * @throws DataException if the folder cannot be written or the disk is full
     */
    public static void write(Path path, Content content) {
        Path target = target(path);
        if (target.getParent() == null) {
            throw DataException.of(path.toString(), "a folder", "the name of a file", "add a file name");
        }
        if (isStream(target)) {
            append(target, content);
        } else {
            replace(target, content);
        }
    }

    private static void append(Path target, Content content) {
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(target, StandardOpenOption.APPEND), 1 << 16)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw DataException.of(
                    target.toString(),
                    "not written (" + reason(e) + ")",
                    "a device or FIFO that takes what is written",
                    "choose another place",
                    e);
        }
    }

    private static void replace(Path target, Content content) {
        try (PartFile part = PartFile.beside(target)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(part.channel()), 1 << 16);
            content.writeTo(out);
            out.flush();
            part.channel().force(true);
            Files.move(part.file(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DataException.of(
                    target.toString(),
                    "not written (" + reason(e) + ")",
                    "a folder with write permission and free space",
                    "choose another folder or free some space; nothing was changed",
                    e);
        }
    }

    /**
     * Forces the names in a folder to disk, so that a move survives a crash of the system; of the process, it survives
     * anyway. Some file systems cannot do that, which is no error.
     */
    public static void forceFolder(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            LOG.debug("{}: the names in it were not forced to disk ({})", folder, e.toString());
        }
    }

    /** The file that is written: where links lead, be there one or not, as far as they lead to files. */
    static Path target(Path path) {
        Path target = path.toAbsolutePath().normalize();
        for (int links = 0; links < MOST_LINKS && Files.isSymbolicLink(target) && !isOpenFile(target); links++) {
            try {
                target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
            } catch (IOException e) {
                throw DataException.unreadable(path.toString(), e);
            }
        }
        return target;
    }

    /** Whether something is written into, rather than replaced. */
    static boolean isStream(Path target) {
        return isOpenFile(target)
                || (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target));
    }

    /** A file or pipe that a process has open, by the name that Linux gives it. */
    private static boolean isOpenFile(Path target) {
        return target.startsWith("/proc") || target.startsWith("/dev/fd");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
