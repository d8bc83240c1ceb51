package org.drepmrec.sparse;

import java.util.Arrays;

/**
 * Rows of a dense matrix Y, packed for many products X Y<sup>T</sup>.
 *
 * <p>Rows are cut into panels of {@value #WIDTH}, a panel into one array per dimension. The inner loop adds four such
 * arrays, each scaled by a number of X, to an array of sums: the form that the just-in-time compiler turns into fused
 * vector instructions. With offsets into one array, or with more operands, it gives up, at a fifth of the speed. Zeros of X
 * are skipped, which makes features that passed a ReLU several times as fast.
 *
 * <p>An entry is summed through the dimensions in ascending order, one fused multiply-add each, so it depends on its two
 * rows alone and not on which of them is X's: never on blocks, on threads, or on what was skipped.
 */
public final class PackedRows {

    static final int WIDTH = 512;

    /** A panel of this many dimensions fits a second-level cache beside the sums. */
    static final int DEPTH = 64;

    private static final int UNROLL = 4;

    /** Without the instruction, Math.fma computes in BigDecimal, a thousand times as slow. */
    private static final boolean FUSED = fuses();

    private final int rows;
    private final int dimension;
    private final float[][][] panel;

    /**
     * Packs rows of a row-major matrix.
     *
     * @param y rows of {@code d} numbers
     * @param from the first row to pack
     * @param rows how many to pack
     */
    public PackedRows(float[] y, int from, int rows, int d) {
        this.rows = rows;
        this.dimension = d;
        this.panel = new float[(rows + WIDTH - 1) / WIDTH][][];
        for (int p = 0; p < panel.length; p++) {
            int width = Math.min(WIDTH, rows - p * WIDTH);
            panel[p] = new float[d][width];
            pack(y, (from + p * WIDTH) * d, d, d, panel[p]);
        }
    }

    /** panel[k][j] = number k of row j, for the first {@code depth} numbers of rows that lie {@code stride} apart. */
    static void pack(float[] y, int at, int stride, int depth, float[][] panel) {
        int width = depth == 0 ? 0 : panel[0].length;
        for (int k = 0; k < depth; k += 16) {
            int end = Math.min(depth, k + 16);
            for (int j = 0; j < width; j++) {
                for (int t = k; t < end; t++) {
                    panel[t][j] = y[at + j * stride + t];
                }
            }
        }
    }

    /**
     * Dot products of rows of X with all packed rows, on this thread.
     *
     * @param row numbers of the rows of X
     * @param count how many of them to take, from the first
     * @param out receives count x rows numbers, row-major
     */
    public void multiply(float[] x, int[] row, int count, float[] out) {
        Scaled scaled = new Scaled(dimension);
        float[] sums = new float[WIDTH];
        for (int p = 0; p < panel.length; p++) {
            int width = panel[p].length == 0 ? 0 : panel[p][0].length;
            float[] sum = width == WIDTH ? sums : new float[width];
            for (int r = 0; r < count; r++) {
                Arrays.fill(sum, 0f);
                scaled.add(x, row[r] * dimension, dimension, panel[p], sum);
                System.arraycopy(sum, 0, out, r * rows + p * WIDTH, width);
            }
        }
    }

    /** Adds scaled arrays to sums; holds what one thread needs for it. */
    static final class Scaled {

        private final float[] factor;
        private final int[] place;

        Scaled(int depth) {
            this.factor = new float[depth + UNROLL];
            this.place = new int[depth + UNROLL];
        }

        /** sum += Σ x[at + k] panel[k] over all k &lt; depth, in ascending order. */
        void add(float[] x, int at, int depth, float[][] panel, float[] sum) {
            int n = 0;
            for (int k = 0; k < depth; k++) {
                float a = x[at + k];
                factor[n] = a;
                place[n] = k;
                n += a == 0f ? 0 : 1;
            }
            Arrays.fill(factor, n, n + UNROLL, 0f);
            Arrays.fill(place, n, n + UNROLL, 0);
            for (int t = 0; t < n; t += UNROLL) {
                addFour(
                        factor[t],
                        panel[place[t]],
                        factor[t + 1],
                        panel[place[t + 1]],
                        factor[t + 2],
                        panel[place[t + 2]],
                        factor[t + 3],
                        panel[place[t + 3]],
                        sum);
            }
        }
    }

    /** sum += a0 b0 + a1 b1 + a2 b2 + a3 b3, in this order. */
    static void addFour(
            float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3, float[] b3, float[] sum) {
        if (!FUSED) {
            addFourUnfused(a0, b0, a1, b1, a2, b2, a3, b3, sum);
            return;
        }
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sum[j]))));
        }
    }

    private static void addFourUnfused(
            float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3, float[] b3, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = sum[j] + a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
        }
    }

    /** Whether this processor multiplies and adds in one instruction: twenty take far less than 40 microseconds then. */
    private static boolean fuses() {
        long fastest = Long.MAX_VALUE;
        float sum = 1f;
        for (int attempt = 0; attempt < 16; attempt++) {
            long begin = System.nanoTime();
            for (int k = 0; k < 20; k++) {
                sum = Math.fma(sum, 0.5f, 1f);
            }
            fastest = Math.min(fastest, System.nanoTime() - begin);
        }
        return fastest < 40_000 && sum > 1f;
    }

    @Override
    public String toString() {
        return "PackedRows[" + rows + " x " + dimension + "]";
    }
}
