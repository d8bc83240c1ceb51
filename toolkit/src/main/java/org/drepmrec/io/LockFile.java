package org.drepmrec.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A right that one thread of one process holds, by a lock on a file. The system takes it back when the process ends, however
 * it ends. The file names the process, for people; it stays when the lock is given back.
 */
public final class LockFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LockFile.class);

    /** Closing any channel of a file gives up the whole process's locks on it, so a second one must never be opened. */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path file;
    private FileChannel channel;

    private LockFile(Path file) {
        this.file = file;
    }

    /**
     * The lock, or empty if somebody holds it.
     *
     * @throws IOException if the file cannot be made, or the file system knows no locks
     */
    public static Optional<LockFile> tryTake(Path path) throws IOException {
        LockFile lock = new LockFile(path.toAbsolutePath().normalize());
        synchronized (HELD_HERE) {
            if (!HELD_HERE.add(lock.file)) {
                return Optional.empty();
            }
        }
        boolean locked = false;
        try {
            lock.open();
            locked = lock.channel.tryLock() != null;
            if (locked) {
                lock.sign();
            }
            return locked ? Optional.of(lock) : Optional.empty();
        } catch (IOException e) {
            locked = false;
            throw e;
        } finally {
            if (!locked) {
                lock.close();
            }
        }
    }

    /**
     * Waits for the lock. Where the file cannot be made or the file system knows no locks, only threads of this process wait
     * for each other.
     *
     * @param work what the holder does, for messages
     * @throws CancellationException if the thread is interrupted; it stays so
     */
    public static LockFile take(Path path, String work) {
        LockFile lock = new LockFile(path.toAbsolutePath().normalize());
        lock.waitForThreads(work);
        boolean taken = false;
        try {
            lock.waitForProcesses(work);
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                lock.close();
            }
        }
    }

    private void waitForThreads(String work) {
        synchronized (HELD_HERE) {
            while (!HELD_HERE.add(file)) {
                try {
                    HELD_HERE.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw interrupted(work);
                }
            }
        }
    }

    private void waitForProcesses(String work) {
        try {
            open();
            if (channel.tryLock() == null) {
                LOG.info("{}: waiting for another process that is {}", file, work);
                channel.lock();
            }
            sign();
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(work);
            }
            LOG.debug("{}: no lock ({}); another process may do the same work", file, e.toString());
        }
    }

    private CancellationException interrupted(String work) {
        return new CancellationException(
                "waiting for " + file + ", held by another that is " + work + ", was interrupted; nothing was stored");
    }

    private void open() throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void sign() throws IOException {
        String owner = "process " + ProcessHandle.current().pid() + "\n";
        channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
    }

    /** Who holds a lock, as its file says. */
    public static String owner(Path path) {
        Path file = path.toAbsolutePath().normalize();
        // Nobody here may take the lock while the file is open for reading.
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(file)) {
                return "another thread of this process";
            }
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                return "another process";
            }
        }
    }

    /** Removes the file too, where nobody will need the lock again. Whoever waits for it gets the lock nevertheless. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{}: left ({})", file, e.toString());
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the lock could not be given back", e);
        } finally {
            synchronized (HELD_HERE) {
                HELD_HERE.remove(file);
                HELD_HERE.notifyAll();
            }
        }
    }
}
