package org.drepmrec.data.io.amazon;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;

/**
 * The forms of the published raw files, and how what is none of them, cut or damaged is told from them before it is converted.
 * Each check gives what was found, or empty if nothing is wrong.
 */
public enum RawForm {

    /** Reviews and metadata: lines, compressed by gzip. */
    GZIP("gzip data") {
        @Override
        public Optional<String> wrongStart(byte[] start) {
            boolean magic =
                    start.length >= 3 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B && start[2] == 8;
            return magic ? Optional.empty() : Optional.of(shown(start));
        }

        @Override
        public Optional<String> wrongLength(long bytes) {
            return Optional.empty();
        }

        @Override
        public Optional<String> damage(Path file) {
            String name = Places.name(file);
            try (HashedStream raw = new HashedStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
                    InputStream text = new BoundedGzip(name, raw)) {
                text.transferTo(OutputStream.nullOutputStream());
                return Optional.empty();
            } catch (ZipException | EOFException e) {
                return Optional.of("damaged gzip data (" + e.getMessage() + ")");
            } catch (DataException e) {
                return Optional.of("gzip data that expand more than " + BoundedGzip.HIGHEST_RATIO + " times");
            } catch (IOException e) {
                throw DataException.unreadable(name, e);
            }
        }
    },

    /** Visual features: records of an ASIN and 4096 numbers. */
    RECORDS("records of " + VisualFeatures.RECORD + " bytes (10-byte ASIN, " + VisualFeatures.DIMENSION
            + " 32-bit numbers)") {
        @Override
        public Optional<String> wrongStart(byte[] start) {
            return Asin.isSound(new String(start, StandardCharsets.ISO_8859_1))
                    ? Optional.empty()
                    : Optional.of(shown(start));
        }

        @Override
        public Optional<String> wrongLength(long bytes) {
            return bytes > 0 && bytes % VisualFeatures.RECORD == 0 ? Optional.empty() : Optional.of(bytes + " bytes");
        }

        @Override
        public Optional<String> damage(Path file) {
            try (SeekableByteChannel records = Files.newByteChannel(file)) {
                Optional<String> wrong = wrongLength(records.size());
                // A file that was put together wrongly is out of step at its end.
                for (long at : new long[] {0, records.size() - VisualFeatures.RECORD}) {
                    if (wrong.isEmpty()) {
                        wrong = wrongStart(start(records, at))
                                .map(found -> found + " of record " + (at / VisualFeatures.RECORD + 1));
                    }
                }
                return wrong;
            } catch (IOException e) {
                throw DataException.unreadable(Places.name(file), e);
            }
        }
    };

    /** How many bytes at the beginning of a file tell its form. */
    public static final int START = Asin.LENGTH;

    private final String expected;

    RawForm(String expected) {
        this.expected = expected;
    }

    /** The form in words, for messages. */
    public String expected() {
        return expected;
    }

    /** What is wrong with the first {@link #START} bytes of a file, or all of a shorter one. */
    public abstract Optional<String> wrongStart(byte[] start);

    /** What is wrong with a length in bytes. */
    public abstract Optional<String> wrongLength(long bytes);

    /**
     * What is wrong with a whole file: gzip is read to its end, of records the first and the last are looked at.
     *
     * @throws DataException if the file cannot be read
     */
    public abstract Optional<String> damage(Path file);

    private static String shown(byte[] start) {
        return start.length == 0
                ? "nothing"
                : DataException.quote(new String(start, StandardCharsets.ISO_8859_1)) + " at the beginning";
    }

    private static byte[] start(SeekableByteChannel records, long at) throws IOException {
        // Not closed, since that would close the channel.
        return Channels.newInputStream(records.position(at)).readNBytes(START);
    }
}
