package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdamPassTest {

    /** More than one thread's share, and a last piece that is short. */
    private static final int SIZE = 70_001;

    private static ByteBuffer numbers(long seed, boolean positive) {
        Random random = new Random(seed);
        ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE * Float.BYTES).order(ByteOrder.nativeOrder());
        for (int k = 0; k < SIZE; k++) {
            float x = (float) random.nextGaussian();
            buffer.putFloat(k * Float.BYTES, positive ? x * x : x);
        }
        return buffer;
    }

    @Test
    void everyNumberMovesByItsOwnGradient() {
        ByteBuffer value = numbers(1, false);
        ByteBuffer gradient = numbers(2, false);
        ByteBuffer mean = numbers(3, false);
        ByteBuffer variance = numbers(4, true);
        AdamPass.update(value, gradient, mean, variance, 0.01f, 1e-6f);
        ByteBuffer before = numbers(1, false);
        ByteBuffer meanBefore = numbers(3, false);
        ByteBuffer varianceBefore = numbers(4, true);
        for (int at = 0; at < SIZE * Float.BYTES; at += Float.BYTES) {
            double g = gradient.getFloat(at);
            double m = 0.9 * meanBefore.getFloat(at) + 0.1 * g;
            double v = 0.999 * varianceBefore.getFloat(at) + 0.001 * g * g;
            assertEquals(m, mean.getFloat(at), 1e-6 * (1 + Math.abs(m)));
            assertEquals(v, variance.getFloat(at), 1e-6 * (1 + v));
            double moved = before.getFloat(at) - 0.01 * m / (Math.sqrt(v) + 1e-6);
            assertEquals(moved, value.getFloat(at), 1e-5 * (1 + Math.abs(0.01 * m / (Math.sqrt(v) + 1e-6))));
        }
    }
}
