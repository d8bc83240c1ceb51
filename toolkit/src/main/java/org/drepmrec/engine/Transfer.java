package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/**
 * Copies between Java arrays and an engine's memory. Direct buffers and scratch arrays are used again, since fresh ones
 * cost more than the copies: the system hands out and clears each page anew. Not safe for use by several threads.
 */
final class Transfer {

    /** More shapes than the steps of a model use; where shapes vary from batch to batch, old ones go. */
    private static final int MOST_SHAPES = 24;

    /** Numbers that one thread copies at once. */
    private static final int PIECE = 1 << 17;

    private final Kernels kernels;
    private final Map<Integer, Deque<ByteBuffer>> buffers = new HashMap<>();
    private final Map<Shape, Deque<float[][]>> scratch = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Deque<float[][]>> eldest) {
            return size() > MOST_SHAPES;
        }
    };

    Transfer(Kernels kernels) {
        this.kernels = kernels;
    }

    /** A long-lived array, which keeps its buffer for itself. */
    NDArray toDevice(NDManager owner, float[] values, Shape shape) {
        requireSize(values, shape);
        return create(owner, values, shape, allocate(values.length));
    }

    /** An array of a step. It may share the returned buffer's memory: give it back when the array is gone. */
    NDArray toDevice(NDManager owner, float[] values, Shape shape, Deque<ByteBuffer> borrowed) {
        requireSize(values, shape);
        ByteBuffer buffer = borrow(values.length);
        borrowed.push(buffer);
        return create(owner, values, shape, buffer);
    }

    private static void requireSize(float[] values, Shape shape) {
        if (shape.size() != values.length) {
            throw new IllegalArgumentException(
                    values.length + " numbers for shape " + shape + ", expected " + shape.size());
        }
    }

    private NDArray create(NDManager owner, float[] values, Shape shape, ByteBuffer buffer) {
        buffer.clear().limit(values.length * Float.BYTES);
        FloatBuffer floats = buffer.asFloatBuffer();
        Parallel.forRanges(values.length, PIECE, (from, to) -> floats.put(from, values, from, to - from));
        return kernels.create(owner, buffer, shape);
    }

    private static ByteBuffer allocate(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    private ByteBuffer borrow(int floats) {
        int size = roundedUp(floats);
        Deque<ByteBuffer> free = buffers.get(size);
        return free == null || free.isEmpty() ? allocate(size) : free.pop();
    }

    /** Up to an eighth more, so that lengths which vary from batch to batch share buffers. */
    private static int roundedUp(int floats) {
        int step = Math.max(1, Integer.highestOneBit(floats) >> 3);
        return (int) Math.min(Integer.MAX_VALUE / Float.BYTES, ((long) floats + step - 1) / step * step);
    }

    /** The number of floats that idle buffers and scratch arrays hold. */
    long idle() {
        long floats = 0;
        for (Deque<ByteBuffer> free : buffers.values()) {
            floats += free.stream().mapToLong(b -> b.capacity() / Float.BYTES).sum();
        }
        for (Map.Entry<Shape, Deque<float[][]>> free : scratch.entrySet()) {
            floats += free.getKey().size() * free.getValue().size();
        }
        return floats;
    }

    /** Lets all idle buffers go. */
    void clear() {
        buffers.clear();
        scratch.clear();
    }

    /** Takes buffers back. */
    void giveBack(Deque<ByteBuffer> borrowed) {
        while (!borrowed.isEmpty()) {
            ByteBuffer buffer = borrowed.pop();
            buffers.computeIfAbsent(buffer.capacity() / Float.BYTES, n -> new ArrayDeque<>())
                    .push(buffer);
        }
    }

    /** Rows of Java arrays with any content; give them back after use. */
    float[][] scratch(int rows, int cols) {
        Deque<float[][]> free = scratch.get(new Shape(rows, cols));
        return free == null || free.isEmpty() ? new float[rows][cols] : free.pop();
    }

    /** Takes scratch rows back. */
    void giveBack(float[][] rows) {
        if (rows.length > 0) {
            scratch.computeIfAbsent(new Shape(rows.length, rows[0].length), n -> new ArrayDeque<>())
                    .push(rows);
        }
    }

    /** Reads an array. */
    void toHost(NDArray array, float[] out) {
        ByteBuffer buffer = borrow(out.length);
        kernels.read(array, buffer).asFloatBuffer().get(out);
        giveBack(new ArrayDeque<>(List.of(buffer)));
    }

    /** Reads a matrix into rows of scratch. */
    float[][] toHost(NDArray matrix) {
        float[][] rows = scratch(size(matrix, 0), size(matrix, 1));
        int d = size(matrix, 1);
        ByteBuffer spare = borrow(rows.length * d);
        FloatBuffer all = kernels.read(matrix, spare).asFloatBuffer();
        Parallel.forRanges(rows.length, Math.max(1, PIECE / Math.max(1, d)), (from, to) -> {
            for (int r = from; r < to; r++) {
                all.get(r * d, rows[r]);
            }
        });
        giveBack(new ArrayDeque<>(List.of(spare)));
        return rows;
    }

    private static int size(NDArray matrix, int axis) {
        return Math.toIntExact(matrix.getShape().get(axis));
    }

    /** Fills a matrix of a step, row by row and by several threads, without an array of Java in between. */
    NDArray toDevice(NDManager owner, int rows, int cols, Deque<ByteBuffer> borrowed, Consumer<Csr.RowSink> fill) {
        ByteBuffer buffer = borrow(Math.multiplyExact(rows, cols));
        borrowed.push(buffer);
        buffer.clear().limit(rows * cols * Float.BYTES);
        FloatBuffer floats = buffer.asFloatBuffer();
        fill.accept((row, values) -> floats.put(row * cols, values));
        return kernels.create(owner, buffer, new Shape(rows, cols));
    }
}
