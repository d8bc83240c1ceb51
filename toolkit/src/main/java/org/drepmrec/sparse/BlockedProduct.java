package org.drepmrec.sparse;

import java.util.Arrays;

/**
 * A matrix product whose inner loop adds scaled rows of a packed, depth-major panel of Y to four rows of sums, a form
 * that the just-in-time compiler turns into vector instructions. Every sum runs through the depth in fours, in order.
 */
final class BlockedProduct implements DenseProduct {

    private static final int WIDTH = 128;
    private static final int DEPTH = 128;

    @Override
    public void multiply(float[] x, int xFrom, int xRows, float[] y, int yFrom, int yRows, int d, float[] out) {
        int panels = (yRows + WIDTH - 1) / WIDTH;
        Parallel.forRanges(panels, 1, (from, to) -> {
            float[] panel = new float[WIDTH * DEPTH];
            float[] sums = new float[WIDTH * ((xRows + 3) & ~3)];
            for (int p = from; p < to; p++) {
                int first = p * WIDTH;
                int width = Math.min(WIDTH, yRows - first);
                Arrays.fill(sums, 0f);
                for (int k = 0; k < d; k += DEPTH) {
                    int depth = Math.min(DEPTH, d - k);
                    pack(y, (yFrom + first) * d + k, width, d, depth, panel);
                    for (int r = 0; r < xRows; r += 4) {
                        addFour(x, xFrom + r, xFrom + xRows - 1, d, k, depth, panel, sums, r * WIDTH);
                    }
                }
                for (int r = 0; r < xRows; r++) {
                    System.arraycopy(sums, r * WIDTH, out, r * yRows + first, width);
                }
            }
        });
    }

    /** Places beyond the width and the depth become zero. */
    private static void pack(float[] y, int from, int width, int d, int depth, float[] panel) {
        Arrays.fill(panel, 0f);
        for (int c = 0; c < width; c++) {
            int at = from + c * d;
            for (int t = 0; t < depth; t++) {
                panel[t * WIDTH + c] = y[at + t];
            }
        }
    }

    /** Rows beyond the last are the last one again; nobody reads their sums. */
    private static void addFour(
            float[] x, int row, int last, int d, int k, int depth, float[] panel, float[] sums, int s) {
        int p0 = row * d + k;
        int p1 = Math.min(row + 1, last) * d + k;
        int p2 = Math.min(row + 2, last) * d + k;
        int p3 = Math.min(row + 3, last) * d + k;
        int whole = depth & ~3;
        for (int t = 0; t < whole; t += 4) {
            add(x, p0 + t, p1 + t, p2 + t, p3 + t, panel, t * WIDTH, sums, s);
        }
        if (whole < depth) {
            float[] rest = new float[16];
            System.arraycopy(x, p0 + whole, rest, 0, depth - whole);
            System.arraycopy(x, p1 + whole, rest, 4, depth - whole);
            System.arraycopy(x, p2 + whole, rest, 8, depth - whole);
            System.arraycopy(x, p3 + whole, rest, 12, depth - whole);
            add(rest, 0, 4, 8, 12, panel, whole * WIDTH, sums, s);
        }
    }

    /** Adds four terms to each of 4 x WIDTH sums. */
    private static void add(float[] x, int p, int q, int r, int s, float[] y, int o, float[] sums, int at) {
        float p0 = x[p];
        float p1 = x[p + 1];
        float p2 = x[p + 2];
        float p3 = x[p + 3];
        float q0 = x[q];
        float q1 = x[q + 1];
        float q2 = x[q + 2];
        float q3 = x[q + 3];
        float r0 = x[r];
        float r1 = x[r + 1];
        float r2 = x[r + 2];
        float r3 = x[r + 3];
        float s0 = x[s];
        float s1 = x[s + 1];
        float s2 = x[s + 2];
        float s3 = x[s + 3];
        for (int j = at; j < at + WIDTH; j++) {
            float y0 = y[o + j - at];
            float y1 = y[o + WIDTH + j - at];
            float y2 = y[o + 2 * WIDTH + j - at];
            float y3 = y[o + 3 * WIDTH + j - at];
            sums[j] += p0 * y0 + p1 * y1 + p2 * y2 + p3 * y3;
            sums[j + WIDTH] += q0 * y0 + q1 * y1 + q2 * y2 + q3 * y3;
            sums[j + 2 * WIDTH] += r0 * y0 + r1 * y1 + r2 * y2 + r3 * y3;
            sums[j + 3 * WIDTH] += s0 * y0 + s1 * y1 + s2 * y2 + s3 * y3;
        }
    }

    @Override
    public String toString() {
        return "java";
    }
}
