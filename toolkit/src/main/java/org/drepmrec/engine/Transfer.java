package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies between Java arrays and an engine's memory. Direct buffers and scratch arrays are used again, since fresh ones
 * cost more than the copies: the system hands out and clears each page anew. Not safe for use by several threads.
 */
final class Transfer {

    /** More lengths than the steps of a model use; where lengths vary from batch to batch, old ones go. */
    private static final int MOST_LENGTHS = 24;

    private final Kernels kernels;
    private final Map<Integer, Deque<ByteBuffer>> buffers = new HashMap<>();
    private final Map<Integer, Deque<float[]>> scratch = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Deque<float[]>> eldest) {
            return size() > MOST_LENGTHS;
        }
    };

    Transfer(Kernels kernels) {
        this.kernels = kernels;
    }

    /** A long-lived array, which keeps its buffer for itself. */
    static NDArray toDevice(NDManager owner, float[] values, Shape shape) {
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

    private static NDArray create(NDManager owner, float[] values, Shape shape, ByteBuffer buffer) {
        buffer.clear().limit(values.length * Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return owner.create(buffer, shape, DataType.FLOAT32);
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
        for (Deque<float[]> free : scratch.values()) {
            floats += free.stream().mapToLong(a -> a.length).sum();
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

    /** A Java array of some length with any content; give it back after use. */
    float[] scratch(int length) {
        Deque<float[]> free = scratch.get(length);
        return free == null || free.isEmpty() ? new float[length] : free.pop();
    }

    /** Takes a scratch array back. */
    void giveBack(float[] array) {
        scratch.computeIfAbsent(array.length, n -> new ArrayDeque<>()).push(array);
    }

    /** Reads an array. */
    void toHost(NDArray array, float[] out) {
        ByteBuffer buffer = borrow(out.length);
        kernels.read(array, buffer).asFloatBuffer().get(out);
        giveBack(new ArrayDeque<>(List.of(buffer)));
    }
}
