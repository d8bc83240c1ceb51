package org.drepmrec.explore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** Numbers as text: little-endian, as the typed arrays of browsers have them, in base64. */
final class Packed {

    /** Numbers from 0 up to this fit into two bytes. */
    static final int NARROW = 1 << 16;

    /** The greatest coordinate. */
    private static final int GRID = NARROW - 1;

    private static final int COSINES = Short.MAX_VALUE;

    private Packed() {}

    /** Numbers below a bound: two bytes each if they fit, else four. */
    static String numbers(int size, int bound, IntUnaryOperator number) {
        boolean narrow = bound <= NARROW;
        ByteBuffer bytes = bytes(size, narrow ? Short.BYTES : Integer.BYTES);
        for (int k = 0; k < size; k++) {
            if (narrow) {
                bytes.putShort((short) number.applyAsInt(k));
            } else {
                bytes.putInt(number.applyAsInt(k));
            }
        }
        return text(bytes);
    }

    /** Cosines in steps of 1/32767, two bytes each. */
    static String cosines(int size, IntToDoubleFunction cosine) {
        ByteBuffer bytes = bytes(size, Short.BYTES);
        for (int k = 0; k < size; k++) {
            bytes.putShort((short) Math.round(COSINES * cosine.applyAsDouble(k)));
        }
        return text(bytes);
    }

    /** Single precision, four bytes each. */
    static String floats(int size, IntToDoubleFunction value) {
        ByteBuffer bytes = bytes(size, Float.BYTES);
        for (int k = 0; k < size; k++) {
            bytes.putFloat((float) value.applyAsDouble(k));
        }
        return text(bytes);
    }

    /** x and y of points in the middle of a grid of 65,536 x 65,536, in one scale, two bytes each. */
    static String points(double[][] points) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (double[] point : points) {
            for (int axis = 0; axis < 2; axis++) {
                low[axis] = Math.min(low[axis], point[axis]);
                high[axis] = Math.max(high[axis], point[axis]);
            }
        }
        double extent = Math.max(Math.max(high[0] - low[0], high[1] - low[1]), Double.MIN_NORMAL);
        ByteBuffer bytes = bytes(2 * points.length, Short.BYTES);
        for (double[] point : points) {
            for (int axis = 0; axis < 2; axis++) {
                double middle = (low[axis] + high[axis]) / 2;
                bytes.putShort((short) Math.round(GRID * (0.5 + (point[axis] - middle) / extent)));
            }
        }
        return text(bytes);
    }

    private static ByteBuffer bytes(int size, int each) {
        return ByteBuffer.allocate(Math.multiplyExact(size, each)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1
                .decode(Base64.getEncoder().encode(bytes.flip()))
                .toString();
    }
}
