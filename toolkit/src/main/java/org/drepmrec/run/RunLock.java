package org.drepmrec.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.drepmrec.io.DataException;

/**
 * The right to do a run, held by one thread of one process. The system takes it back when the process ends, however it
 * ends. The file names the process, for people.
 */
final class RunLock implements AutoCloseable {

    /** Closing any channel of a file gives up the whole process's locks on it, so a second one must never be opened. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The lock, or empty if somebody holds it. */
    static synchronized Optional<RunLock> tryLock(Path path) {
        Path file = path.toAbsolutePath().normalize();
        if (!HELD_HERE.add(file)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            String owner = "process " + ProcessHandle.current().pid() + "\n";
            channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
            locked = true;
            return Optional.of(new RunLock(file, channel));
        } catch (IOException e) {
            throw DataException.of(
                    file.toString(),
                    "cannot be locked (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    "a store folder with write permission, on a file system with locks",
                    "choose another store folder",
                    e);
        } finally {
            if (!locked) {
                closeQuietly(channel);
                HELD_HERE.remove(file);
            }
        }
    }

    /** Who holds a lock, as its file says. */
    static synchronized String owner(Path path) {
        Path file = path.toAbsolutePath().normalize();
        if (HELD_HERE.contains(file)) {
            return "another thread of this process";
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "another process";
        }
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new IllegalStateException("a lock could not be released", e);
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
        HELD_HERE.remove(file);
    }
}
