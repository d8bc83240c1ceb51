package org.drepmrec.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary file beside one that is written, {@code .NAME.ID.part}. Its writer holds a lock on it, so that those of
 * killed processes can be told from it; they are removed when the next one is made.
 */
final class PartFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);

    /** Closing any channel of a file gives up the whole process's locks on it, so no second one is opened here. */
    private static final Set<Path> WRITTEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private PartFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static PartFile beside(Path target) throws IOException {
        removeDead(target);
        while (true) {
            // Not Files.createTempFile, whose files only their owner may read.
            Path file = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
            WRITTEN_HERE.add(file);
            PartFile part;
            try {
                part = new PartFile(
                        file, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
            } catch (IOException e) {
                WRITTEN_HERE.remove(file);
                throw e;
            }
            tryLock(part.channel);
            if (Files.exists(file)) {
                return part;
            }
            // Another process took it for dead before it was locked.
            part.close();
        }
    }

    private static void removeDead(Path target) {
        Pattern name = Pattern.compile(Pattern.quote("." + target.getFileName() + ".") + "[0-9a-f-]{36}\\.part");
        List<Path> parts;
        try (Stream<Path> beside = Files.list(target.getParent())) {
            parts = beside.filter(p -> name.matcher(p.getFileName().toString()).matches())
                    .filter(p -> Files.isRegularFile(p) && !WRITTEN_HERE.contains(p))
                    .toList();
        } catch (IOException e) {
            // A folder that can be written, but not listed.
            return;
        }
        for (Path part : parts) {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                if (tryLock(channel)) {
                    Files.deleteIfExists(part);
                }
            } catch (IOException e) {
                LOG.debug("{}: left ({})", part, e.toString());
            }
        }
    }

    /** Not where the file system knows no locks: there, what a killed process left stays. */
    private static boolean tryLock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            LOG.debug("no lock ({})", e.toString());
            return false;
        }
    }

    Path file() {
        return file;
    }

    FileChannel channel() {
        return channel;
    }

    /** After the move there is none; after a failure it must not stay. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{}: left ({})", file, e.toString());
        } finally {
            WRITTEN_HERE.remove(file);
        }
    }
}
