package org.drepmrec.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes {@code .npy} files of format version 1: little-endian float32 in C order, each file whole or not at all. */
public final class NpyWriter {

    private static final int PREFIX = 10;
    private static final int ALIGNMENT = 64;

    private NpyWriter() {}

    /** Writes a vector. */
    public static void write(Path path, float[] values) {
        numbers(path, values, values.length);
    }

    /**
     * Writes a matrix.
     *
     * @param values rows x columns numbers, row-major
     * @throws IllegalArgumentException if the array has another size
     * @throws org.drepmrec.io.DataException if the file cannot be written
     */
    public static void write(Path path, int rows, int columns, float[] values) {
        if (rows < 0 || columns < 0 || values.length != (long) rows * columns) {
            throw new IllegalArgumentException(path.getFileName() + ": found " + values.length + " numbers, expected "
                    + rows + " rows of " + columns);
        }
        numbers(path, values, rows, columns);
    }

    /**
     * Writes an array of three dimensions: a matrix for each row.
     *
     * @param values rows x parts x columns numbers, the last index fastest
     * @throws IllegalArgumentException if the array has another size
     * @throws org.drepmrec.io.DataException if the file cannot be written
     */
    public static void write(Path path, int rows, int parts, int columns, float[] values) {
        if (rows < 0 || parts < 0 || columns < 0 || values.length != (long) rows * parts * columns) {
            throw new IllegalArgumentException(path.getFileName() + ": found " + values.length + " numbers, expected "
                    + rows + " rows of " + parts + " x " + columns);
        }
        numbers(path, values, rows, parts, columns);
    }

    private static void numbers(Path path, float[] values, int... shape) {
        AtomicFile.write(path, out -> {
            out.write(header("<f4", shape));
            body(values, out);
        });
    }

    /**
     * What comes before the numbers of an array in C order. numpy pads it with spaces so that they begin at a multiple of 64.
     *
     * @param type as numpy writes it, such as {@code <f2}
     */
    public static byte[] header(String type, int... shape) {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String tuple = "(" + sizes + (shape.length == 1 ? ",)" : ")");
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        int total = (PREFIX + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padded = text + " ".repeat(total - PREFIX - text.length() - 1) + "\n";
        return ByteBuffer.allocate(total)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) (total - PREFIX))
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static void body(float[] values, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        int perChunk = chunk.capacity() / Float.BYTES;
        for (int from = 0; from < values.length; from += perChunk) {
            int count = Math.min(perChunk, values.length - from);
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }
}
