package org.drepmrec.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Parquet files of required columns of texts, whole numbers and floating-point numbers: plain, not compressed, one page a
 * column and row group. A row group is bytes of their own, so a file grows by groups and is whole with its footer.
 *
 * <p>Format 2.9 of Apache Parquet, metadata in Thrift's compact protocol. Our own, since the libraries that write it bring Hadoop.
 */
public final class ParquetFile {

    /** What a file begins and ends with. */
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int UTF8 = 0;

    private ParquetFile() {}

    /** The type of a column; the number is Parquet's. */
    public enum Type {
        /** {@code String[]}, UTF-8. */
        TEXT(6),
        /** {@code int[]}, 32 bits. */
        INT(1),
        /** {@code float[]}, 32 bits. */
        FLOAT(4);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    /** A column's name and type. */
    public record Column(String name, Type type) {}

    /**
     * What the footer says of a row group.
     *
     * @param rows their number
     * @param lengths of each column in bytes
     */
    public record Group(int rows, List<Integer> lengths) {}

    /** The bytes that every file begins with. */
    public static byte[] start() {
        return MAGIC.clone();
    }

    /**
     * Appends a row group.
     *
     * @param values an array for each column, all of one length: {@code String[]}, {@code int[]} or {@code float[]}
     */
    public static Group append(OutputStream out, List<Column> columns, Object... values) throws IOException {
        Integer[] lengths = new Integer[columns.size()];
        int rows = Array.getLength(values[0]);
        for (int c = 0; c < lengths.length; c++) {
            byte[] data = plain(columns.get(c).type(), values[c]);
            byte[] header = pageHeader(data.length, rows);
            out.write(header);
            out.write(data);
            lengths[c] = header.length + data.length;
        }
        return new Group(rows, Arrays.asList(lengths));
    }

    private static byte[] plain(Type type, Object values) {
        if (type == Type.TEXT) {
            byte[][] texts = Arrays.stream((String[]) values)
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            byte[] bytes = new byte
                    [Arrays.stream(texts)
                            .mapToInt(t -> Integer.BYTES + t.length)
                            .sum()];
            ByteBuffer buffer = buffer(bytes);
            for (byte[] text : texts) {
                buffer.putInt(text.length).put(text);
            }
            return bytes;
        }
        if (type == Type.INT) {
            int[] numbers = (int[]) values;
            byte[] bytes = new byte[Integer.BYTES * numbers.length];
            buffer(bytes).asIntBuffer().put(numbers);
            return bytes;
        }
        float[] numbers = (float[]) values;
        byte[] bytes = new byte[Float.BYTES * numbers.length];
        buffer(bytes).asFloatBuffer().put(numbers);
        return bytes;
    }

    private static ByteBuffer buffer(byte... bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] pageHeader(int bytes, int rows) {
        Compact page = new Compact();
        page.number(1, I32, 0).number(2, I32, bytes).number(3, I32, bytes);
        page.begin(5)
                .number(1, I32, rows)
                .number(2, I32, PLAIN)
                .number(3, I32, RLE)
                .number(4, I32, RLE)
                .end();
        return page.end().bytes();
    }

    /**
     * Appends the footer, after which the file is whole.
     *
     * @param groups all row groups, in the order in which they follow {@link #start}
     */
    public static void finish(OutputStream out, List<Column> columns, List<Group> groups) throws IOException {
        Compact footer = new Compact();
        footer.number(1, I32, 1);
        footer.list(2, STRUCT, columns.size() + 1);
        footer.open().text(4, "schema").number(5, I32, columns.size()).end();
        for (Column column : columns) {
            footer.open().number(1, I32, column.type().number).number(3, I32, 0).text(4, column.name());
            if (column.type() == Type.TEXT) {
                footer.number(6, I32, UTF8);
            }
            footer.end();
        }
        footer.number(3, I64, groups.stream().mapToLong(Group::rows).sum());
        footer.list(4, STRUCT, groups.size());
        long offset = MAGIC.length;
        for (Group group : groups) {
            footer.open().list(1, STRUCT, columns.size());
            for (int c = 0; c < columns.size(); c++) {
                chunk(
                        footer,
                        columns.get(c),
                        group.rows(),
                        offset,
                        group.lengths().get(c));
                offset += group.lengths().get(c);
            }
            footer.number(2, I64, group.lengths().stream().mapToLong(l -> l).sum())
                    .number(3, I64, group.rows())
                    .end();
        }
        byte[] bytes = footer.text(6, "drepmrec").end().bytes();
        out.write(bytes);
        byte[] length = new byte[Integer.BYTES];
        buffer(length).putInt(bytes.length);
        out.write(length);
        out.write(MAGIC);
    }

    private static void chunk(Compact footer, Column column, int rows, long offset, int length) {
        footer.open().number(2, I64, offset).begin(3);
        footer.number(1, I32, column.type().number)
                .list(2, I32, 2)
                .element(PLAIN)
                .element(RLE);
        footer.list(3, BINARY, 1).element(column.name());
        footer.number(4, I32, 0)
                .number(5, I64, rows)
                .number(6, I64, length)
                .number(7, I64, length)
                .number(9, I64, offset);
        footer.end().end();
    }

    /** Thrift's compact protocol, as far as the metadata need it. */
    private static final class Compact {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Deque<Integer> outer = new ArrayDeque<>();
        private int last;

        Compact() {
            outer.push(0);
        }

        private void field(int id, int type) {
            out.write(((id - last) << 4) | type);
            last = id;
        }

        Compact number(int id, int type, long value) {
            field(id, type);
            varint((value << 1) ^ (value >> 63));
            return this;
        }

        Compact text(int id, String text) {
            field(id, BINARY);
            return element(text);
        }

        Compact list(int id, int type, int size) {
            field(id, LIST);
            out.write((Math.min(size, 15) << 4) | type);
            if (size >= 15) {
                varint(size);
            }
            return this;
        }

        Compact element(int value) {
            varint((long) value << 1);
            return this;
        }

        Compact element(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        /** A struct as a field. */
        Compact begin(int id) {
            field(id, STRUCT);
            return open();
        }

        /** A struct as an element of a list. */
        Compact open() {
            outer.push(last);
            last = 0;
            return this;
        }

        Compact end() {
            out.write(0);
            last = outer.pop();
            return this;
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
