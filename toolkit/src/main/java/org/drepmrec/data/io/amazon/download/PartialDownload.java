package org.drepmrec.data.io.amazon.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;

/**
 * What is here of a file that is on its way: {@code FILE.part}, and beside it {@code FILE.part.txt} with the file's length and
 * what tells this state of it from later ones, so that another process can go on. A part whose state is not known is emptied.
 */
final class PartialDownload implements AutoCloseable {

    private final Path target;
    private final Path file;
    private final Path note;
    private final FileChannel channel;
    private String validator = "";
    private long total = -1;
    private boolean pieced;

    private PartialDownload(Path target) throws IOException {
        this.target = target;
        this.file = beside(target);
        this.note = file.resolveSibling(Places.name(file) + ".txt");
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /**
     * Opens what is here, or begins with nothing.
     *
     * @throws DataException if the folder cannot be written
     */
    static PartialDownload of(Path target) {
        try {
            PartialDownload part = new PartialDownload(target);
            part.recall();
            return part;
        } catch (IOException e) {
            throw unwritable(beside(target), e);
        }
    }

    /** The file that grows. */
    static Path beside(Path target) {
        return target.resolveSibling(Places.name(target) + ".part");
    }

    private void recall() throws IOException {
        List<String> lines = Files.exists(note) ? Files.readAllLines(note, StandardCharsets.ISO_8859_1) : List.of();
        if (lines.size() == 2
                && lines.get(0).matches("\\d{1,18}")
                && !lines.get(1).isEmpty()) {
            total = Long.parseLong(lines.get(0));
            validator = lines.get(1);
        }
        if (channel.size() > total) {
            discard();
        }
        channel.position(channel.size());
        pieced = channel.size() > 0;
    }

    Path file() {
        return file;
    }

    /** How many bytes are here. */
    long length() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** How many there will be; -1 as long as nobody has said. */
    long total() {
        return total;
    }

    /** The state of the file that these bytes are of, as {@link Promised#validator} has it. */
    String validator() {
        return validator;
    }

    /** Whether all bytes are here. */
    boolean isComplete() {
        return total >= 0 && length() == total;
    }

    /** Whether more than one transfer brought the bytes. */
    boolean isPieced() {
        return pieced;
    }

    /** Makes ready for what an answer promises: the bytes that follow, or all of them anew. */
    void begin(Promised promised) {
        if (promised.start() > 0) {
            pieced = true;
            total = promised.total();
            return;
        }
        discard();
        total = promised.total();
        validator = promised.validator();
        // Without both, another process could not tell what the bytes are.
        if (total >= 0 && !validator.isEmpty()) {
            byte[] lines = (total + "\n" + validator + "\n").getBytes(StandardCharsets.ISO_8859_1);
            AtomicFile.write(note, out -> out.write(lines));
        }
    }

    /** Adds bytes at the end. */
    void append(byte[] bytes, int count) throws InterruptedException {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** No more bytes come of this answer; where no length was promised, these are all. */
    void end() {
        if (total < 0) {
            total = length();
        }
    }

    /** Begins with nothing. */
    void discard() {
        try {
            channel.truncate(0);
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        total = -1;
        validator = "";
        pieced = false;
    }

    /** Moves the complete file to its place. */
    void finish() {
        try {
            channel.force(true);
            channel.close();
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        AtomicFile.forceFolder(target.toAbsolutePath().getParent());
    }

    private static DataException unwritable(Path file, IOException e) {
        return DataException.of(
                file.toString(),
                "not written (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                "a folder with write permission and free space",
                "free some space and give the same command again, which goes on from there, or choose another folder",
                e);
    }

    /** Keeps what is here; an empty part is removed. */
    @Override
    public void close() {
        try (channel) {
            if (channel.isOpen() && channel.size() == 0) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
