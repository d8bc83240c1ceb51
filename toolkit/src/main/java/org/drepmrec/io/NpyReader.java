package org.drepmrec.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads numpy's {@code .npy} files: format versions 1 to 3; float16, 32 and 64 and integers of 8 to 64 bits in either
 * byte order; C and Fortran order; one to three dimensions. Numbers become {@code float}.
 *
 * <p>What the header claims is compared with the file's real size before memory is taken. Python objects are refused
 * unread.
 */
public final class NpyReader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;
    private static final String DAMAGED = "the file is damaged; copy or export it again";

    private NpyReader() {}

    /**
     * Reads a file.
     *
     * @throws DataException if the file is missing, empty, no {@code .npy} file, larger or smaller than its header says,
     *     or holds anything but numbers in one to three dimensions
     */
    public static NpyArray read(Path path) {
        String name = Places.name(path);
        try {
            LineReader.requireContent(path);
            try (FileChannel file = FileChannel.open(path)) {
                return read(name, file);
            }
        } catch (IOException e) {
            throw DataException.unreadable(name, e);
        }
    }

    private static NpyArray read(String name, FileChannel file) throws IOException {
        Sha256 hash = new Sha256();
        long size = file.size();
        ByteBuffer start = take(name, file, hash, 8, size, "the start of an .npy file");
        for (byte b : MAGIC) {
            if (start.get() != b) {
                throw DataException.of(name, "another kind of file", "an .npy file", "save it with numpy.save");
            }
        }
        int version = start.get();
        if (version < 1 || version > 3 || start.get() != 0) {
            throw DataException.of(name, "format version " + version, "1.0, 2.0 or 3.0", DAMAGED);
        }
        int prefix = version == 1 ? 2 : 4;
        ByteBuffer lengthBytes = take(name, file, hash, prefix, size, "the length of the header");
        long length = prefix == 2 ? lengthBytes.getShort() & 0xFFFFL : lengthBytes.getInt() & 0xFFFFFFFFL;
        if (length > LONGEST_HEADER) {
            throw DataException.of(name, "a header of " + length + " bytes", "at most " + LONGEST_HEADER, DAMAGED);
        }
        ByteBuffer text = take(name, file, hash, (int) length, size, "the header");
        NpyHeader header =
                NpyHeader.parse(name, StandardCharsets.UTF_8.decode(text).toString());
        requireSize(name, header, size - file.position());
        float[] values = body(name, file, hash, header);
        return new NpyArray(header.shape().stream().mapToInt(Integer::intValue).toArray(), values, hash.hex());
    }

    private static void requireSize(String name, NpyHeader header, long found) {
        long elements = header.elements();
        if (elements > MOST_NUMBERS) {
            throw DataException.of(
                    name,
                    "a header that claims " + elements + " numbers in " + found + " bytes",
                    "at most " + MOST_NUMBERS,
                    DAMAGED);
        }
        if (found != header.bodyBytes()) {
            throw DataException.of(
                    name,
                    found + " bytes behind the header",
                    header.bodyBytes() + " (shape " + header.shape() + ", " + header.type() + ")",
                    found < header.bodyBytes() ? "the file is cut off; copy or export it again" : DAMAGED);
        }
    }

    private static float[] body(String name, FileChannel file, Sha256 hash, NpyHeader header) throws IOException {
        int total = (int) header.elements();
        List<Integer> shape = header.shape();
        int rows = shape.get(0);
        int parts = shape.size() == 1 ? 1 : shape.get(1);
        int last = shape.size() < 3 ? 1 : shape.get(2);
        float[] values = new float[total];
        ByteBuffer chunk = ByteBuffer.allocate(
                        Math.max(1, Math.min(1 << 16, (int) Math.min(header.bodyBytes(), 1 << 16))))
                .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int done = 0;
        while (done < total) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), (long) (total - done) * header.bytes()));
            fill(name, file, chunk, "numbers");
            hash.update(chunk);
            while (chunk.hasRemaining()) {
                int place = header.fortran()
                        ? (done % rows * parts + done / rows % parts) * last + done / rows / parts
                        : done;
                values[place] = number(chunk, header);
                done++;
            }
        }
        return values;
    }

    private static float number(ByteBuffer from, NpyHeader header) {
        boolean unsigned = header.kind() == 'u';
        if (header.kind() == 'f') {
            return switch (header.bytes()) {
                case 2 -> half(from.getShort());
                case 4 -> from.getFloat();
                default -> (float) from.getDouble();
            };
        }
        return switch (header.bytes()) {
            case 1 -> unsigned ? from.get() & 0xFF : from.get();
            case 2 -> unsigned ? from.getShort() & 0xFFFF : from.getShort();
            case 4 -> unsigned ? from.getInt() & 0xFFFFFFFFL : from.getInt();
            default -> unsigned ? unsigned(from.getLong()) : from.getLong();
        };
    }

    private static float unsigned(long bits) {
        return bits >= 0 ? bits : (float) ((bits >>> 11) * 0x1p11);
    }

    /** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
    static float half(short bits) {
        int exponent = bits >>> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float size =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Math.scalb(1f + fraction * 0x1p-10f, exponent - 15);
                };
        return bits < 0 ? -size : size;
    }

    private static ByteBuffer take(String name, FileChannel file, Sha256 hash, int bytes, long size, String what)
            throws IOException {
        if (size - file.position() < bytes) {
            throw cutOff(name, what);
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        fill(name, file, buffer, what);
        hash.update(buffer);
        return buffer;
    }

    /** Fills up to the limit and makes the bytes ready to be taken. */
    private static void fill(String name, FileChannel file, ByteBuffer buffer, String what) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw cutOff(name, what);
            }
        }
        buffer.flip();
    }

    private static DataException cutOff(String name, String what) {
        return DataException.of(name, "the end of the file", what, "the file is cut off; copy or export it again");
    }
}
