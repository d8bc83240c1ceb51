package org.drepmrec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * An ONNX file of one convolution, written as protobuf: the outputs are {@code vector} (B x F, the mean of the map) and {@code map}
 * (B x F x H x W).
 *
 * <p>Source: {@code onnx.proto}, whose numbers of fields stand at each message.
 */
public final class OnnxFile {

    private static final int FLOAT = 1;
    private static final int OPSET = 13;

    private OnnxFile() {}

    /**
     * The file's bytes.
     *
     * @param weights F x 3 x kernel x kernel
     * @param size of the pictures
     * @param batch that the input is fixed to; 0 for any
     */
    public static byte[] convolution(float[] weights, int filters, int kernel, int stride, int size, int batch) {
        int places = (size - kernel) / stride + 1;
        byte[] graph = join(
                text(2, "tiny"),
                node("Conv", join(text(1, "pixels"), text(1, "weights")), "map", ints("strides", stride, stride)),
                node("GlobalAveragePool", text(1, "map"), "mean"),
                node("Flatten", text(1, "mean"), "vector"),
                message(
                        5, // initializer: dims, type, name, raw data
                        numbers(1, filters, 3, kernel, kernel),
                        numbers(2, FLOAT),
                        text(8, "weights"),
                        message(9, little(weights))),
                value(11, "pixels", batch, 3, size, size),
                value(12, "vector", batch, filters),
                value(12, "map", batch, filters, places, places));
        // Model: version of the format, set of operators, graph.
        return join(numbers(1, 8), message(8, numbers(2, OPSET)), message(7, graph));
    }

    /** Node: inputs, output, operator, attributes. */
    private static byte[] node(String operator, byte[] inputs, String output, byte[]... attributes) {
        return message(1, inputs, text(2, output), text(4, operator), join(attributes));
    }

    /** Attribute: name, numbers, type. */
    private static byte[] ints(String name, int... values) {
        return message(
                5, text(1, name), numbers(8, IntStream.of(values).asLongStream().toArray()), numbers(20, 7));
    }

    /** Name and type of an input or output; the first size is a symbol if it is 0. */
    private static byte[] value(int field, String name, int... sizes) {
        byte[] shape = {};
        for (int s : sizes) {
            shape = join(shape, message(1, s == 0 ? text(2, "n") : numbers(1, s)));
        }
        return message(field, text(1, name), message(2, message(1, numbers(1, FLOAT), message(2, shape))));
    }

    private static byte[] little(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static byte[] text(int field, String text) {
        return message(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] message(int field, byte[]... parts) {
        byte[] body = join(parts);
        return join(varint((long) field << 3 | 2), varint(body.length), body);
    }

    private static byte[] numbers(int field, long... values) {
        return join(LongStream.of(values)
                .mapToObj(v -> join(varint((long) field << 3), varint(v)))
                .toArray(byte[][]::new));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
