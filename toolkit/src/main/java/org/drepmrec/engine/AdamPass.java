package org.drepmrec.engine;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.drepmrec.sparse.Parallel;

/** A step of {@link Adam} in one pass over memory that Java shares with an engine; by single operators it takes a dozen. */
final class AdamPass {

    /** Numbers that are taken at once: a first-level cache holds them. */
    private static final int PIECE = 1024;

    private static final int GRAIN = 32 * PIECE;

    private final float rate;
    private final float epsilon;
    private final float[] value = new float[PIECE];
    private final float[] gradient = new float[PIECE];
    private final float[] mean = new float[PIECE];
    private final float[] variance = new float[PIECE];

    private AdamPass(float rate, float epsilon) {
        this.rate = rate;
        this.epsilon = epsilon;
    }

    /**
     * Moves the values and both moments by a gradient; all in native order, from position 0.
     *
     * @param rate the learning rate with the corrections of both moments
     * @param epsilon what is added to the root of the uncorrected second moment
     */
    static void update(
            ByteBuffer value, ByteBuffer gradient, ByteBuffer mean, ByteBuffer variance, float rate, float epsilon) {
        FloatBuffer x = value.asFloatBuffer();
        FloatBuffer g = gradient.asFloatBuffer();
        FloatBuffer m = mean.asFloatBuffer();
        FloatBuffer v = variance.asFloatBuffer();
        Parallel.forRanges(x.limit(), GRAIN, (from, to) -> {
            AdamPass pass = new AdamPass(rate, epsilon);
            for (int at = from; at < to; at += PIECE) {
                pass.move(x, g, m, v, at, Math.min(PIECE, to - at));
            }
        });
    }

    private void move(FloatBuffer x, FloatBuffer g, FloatBuffer m, FloatBuffer v, int at, int size) {
        x.get(at, value, 0, size);
        g.get(at, gradient, 0, size);
        m.get(at, mean, 0, size);
        v.get(at, variance, 0, size);
        compute();
        x.put(at, value, 0, size);
        m.put(at, mean, 0, size);
        v.put(at, variance, 0, size);
    }

    /** All numbers of a piece, of a short one some old ones as well: a constant number makes vector instructions of it. */
    private void compute() {
        float b1 = (float) Adam.BETA1;
        float c1 = (float) (1 - Adam.BETA1);
        float b2 = (float) Adam.BETA2;
        float c2 = (float) (1 - Adam.BETA2);
        for (int j = 0; j < PIECE; j++) {
            float g = gradient[j];
            float m = b1 * mean[j] + c1 * g;
            float v = b2 * variance[j] + c2 * g * g;
            mean[j] = m;
            variance[j] = v;
            value[j] -= rate * m / ((float) Math.sqrt(v) + epsilon);
        }
    }
}
