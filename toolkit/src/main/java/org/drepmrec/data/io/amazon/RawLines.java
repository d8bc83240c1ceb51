package org.drepmrec.data.io.amazon;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LineReader;
import org.drepmrec.io.Places;

/**
 * Lines of a raw file, gzip or plain (its first bytes decide, not its name), in bounded memory: a line of more than
 * {@value #LONGEST_LINE} bytes, more than {@value #MOST_LINES} lines, and gzip that expands more than
 * {@value BoundedGzip#HIGHEST_RATIO} times are refused.
 */
final class RawLines implements Closeable {

    /** The longest line; the published files stay below a tenth of it. */
    static final int LONGEST_LINE = 1 << 20;

    /** The whole collection of 2014 has 82.8 million ratings. */
    static final int MOST_LINES = 100_000_000;

    private final String file;
    private final HashedStream raw;
    private final LineReader lines;
    private int number;

    RawLines(Path path) throws IOException {
        this.file = Places.name(path);
        LineReader.requireContent(path);
        this.raw = new HashedStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
        try {
            this.lines = new LineReader(file, content(), LONGEST_LINE);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private InputStream content() throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
        raw.reset();
        try {
            return gzip ? new BoundedGzip(file, raw) : raw;
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    /** Moves to the next line that is not blank; false at the end. */
    boolean next() throws IOException {
        try {
            while (lines.next()) {
                if (++number > MOST_LINES) {
                    throw DataException.of(
                            file, "more than " + MOST_LINES + " lines", "at most that", "split the file by category");
                }
                if (!isBlank()) {
                    return true;
                }
            }
            return false;
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    private boolean isBlank() {
        for (int k = 0; k < lines.length(); k++) {
            if (lines.bytes()[k] != ' ' && lines.bytes()[k] != '\t') {
                return false;
            }
        }
        return true;
    }

    private DataException damaged(IOException e) {
        return DataException.of(
                file,
                "damaged gzip data after line " + number + " (" + e.getMessage() + ")",
                "a whole .gz file",
                "copy or download it again",
                e);
    }

    String line() {
        return lines.text(0, lines.length());
    }

    String where() {
        return lines.where();
    }

    /** The hash of the file's bytes as they lie on disk, once {@link #next()} has returned false. */
    String sha256() throws IOException {
        return raw.sha256();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
