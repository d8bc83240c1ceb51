package org.drepmrec.graph;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one thread of one process at a time work on an entry of a shared folder. The system lets go of the lock of a
 * process that is killed. Where the file system knows no locks, only threads of this process wait for each other.
 */
final class EntryLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EntryLock.class);
    private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock threads;
    private FileChannel channel;

    private EntryLock(Path file) {
        this.file = file.toAbsolutePath().normalize();
        this.threads = THREADS.computeIfAbsent(this.file, f -> new ReentrantLock());
    }

    /**
     * Waits for the others.
     *
     * @param file named after the entry; {@link #done} removes it
     * @throws CancellationException if the thread is interrupted
     */
    static EntryLock take(Path file) {
        EntryLock lock = new EntryLock(file);
        try {
            lock.threads.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requireNoInterrupt(file);
        }
        boolean taken = false;
        try {
            lock.waitForProcesses();
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                lock.close();
            }
        }
    }

    private void waitForProcesses() {
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                LOG.info("{}: waiting for another process that builds this graph", file);
                lock = channel.lock();
            }
            LOG.debug("{}: {}", file, lock);
        } catch (IOException e) {
            requireNoInterrupt(file);
            LOG.debug("{}: no lock ({}); another process may do the same work", file, e.toString());
        }
    }

    private static void requireNoInterrupt(Path file) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("waiting for " + file + " was interrupted; nothing was stored");
        }
    }

    /** The entry is there: whoever waits will find it, with this lock's file or without. */
    void done() {
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
            LOG.debug("{}: {}", file, e.toString());
        } finally {
            threads.unlock();
        }
    }
}
