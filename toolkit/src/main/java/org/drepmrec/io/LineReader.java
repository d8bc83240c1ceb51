package org.drepmrec.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lines of a text file as bytes: bounded in length, counted, hashed on the way. Accepts LF and CR LF, a byte order mark,
 * and a last line without an end.
 */
public final class LineReader implements Closeable {

    /** The most bytes a line may have, unless a reader is made for longer ones. */
    public static final int LONGEST = 1 << 16;

    private final String file;
    private final InputStream in;
    private final Sha256 hash = new Sha256();
    private final byte[] chunk = new byte[1 << 16];
    private final byte[] line;
    private int position;
    private int limit;
    private int length;
    private long number;

    /** Opens a regular, non-empty file. */
    public LineReader(Path path) throws IOException {
        this(Places.name(path), open(path), LONGEST);
    }

    /**
     * Takes over a stream.
     *
     * @param file its name, for messages
     * @param longest the most bytes a line may have
     */
    public LineReader(String file, InputStream in, int longest) {
        this.file = file;
        this.in = in;
        this.line = new byte[longest];
    }

    private static InputStream open(Path path) throws IOException {
        requireContent(path);
        return Files.newInputStream(path);
    }

    /** Refuses what is missing, no regular file, or empty. */
    public static void requireContent(Path path) throws IOException {
        String what = Places.name(path);
        if (!Files.exists(path)) {
            throw DataException.of(
                    what,
                    "no such file in " + path.toAbsolutePath().getParent(),
                    "a file",
                    "check the name and the folder");
        }
        if (!Files.isRegularFile(path)) {
            throw DataException.of(what, "not a regular file", "a file", "check the name and the folder");
        }
        if (Files.size(path) == 0) {
            throw DataException.of(what, "an empty file", "data", "copy or export the file again");
        }
    }

    /** Moves to the next line; false at the end of the file. */
    public boolean next() throws IOException {
        length = 0;
        boolean any = false;
        while (true) {
            if (position == limit && !fill()) {
                if (any) {
                    finish();
                }
                return any;
            }
            any = true;
            byte b = chunk[position++];
            if (b == '\n') {
                finish();
                return true;
            }
            if (length == line.length) {
                throw DataException.of(
                        file + " line " + (number + 1),
                        "more than " + line.length + " bytes",
                        "lines of at most that",
                        "remove the columns of long text, or check that the file is text");
            }
            line[length++] = b;
        }
    }

    private boolean fill() throws IOException {
        limit = in.read(chunk);
        position = 0;
        if (limit <= 0) {
            limit = 0;
            return false;
        }
        hash.update(chunk, limit);
        return true;
    }

    private void finish() {
        number++;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        if (number == 1 && length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF) {
            System.arraycopy(line, 3, line, 0, length - 3);
            length -= 3;
        }
    }

    /** The bytes of the current line, of which {@link #length()} count; overwritten by the next one. */
    public byte[] bytes() {
        return line;
    }

    /** The number of bytes of the current line, its end left out. */
    public int length() {
        return length;
    }

    /** Where the reader stands, for messages: {@code baby.inter line 17}. */
    public String where() {
        return file + " line " + number;
    }

    /** A part of the current line as text. */
    public String text(int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw DataException.of(
                    where(), "bytes that are not UTF-8", "text in UTF-8", "convert the file to UTF-8", e);
        }
    }

    /** A part of the current line as a message may show it, whatever its bytes are. */
    public String quote(int from, int to) {
        return DataException.quote(new String(line, from, to - from, StandardCharsets.UTF_8));
    }

    /**
     * A part of the current line as a non-negative whole number.
     *
     * @param column name of the column, for the message
     */
    public int id(int from, int to, String column) {
        long value = 0;
        boolean sound = to > from && to - from <= 10;
        for (int k = from; sound && k < to; k++) {
            sound = line[k] >= '0' && line[k] <= '9';
            value = value * 10 + (line[k] - '0');
        }
        if (!sound || value >= Integer.MAX_VALUE) {
            throw DataException.of(
                    where() + ", column " + column,
                    quote(from, to),
                    "a whole number of at least 0 and below 2147483647",
                    "re-index users and items from 0");
        }
        return (int) value;
    }

    /** The hash of the whole file, once {@link #next()} has returned false. */
    public String sha256() {
        return hash.hex();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
