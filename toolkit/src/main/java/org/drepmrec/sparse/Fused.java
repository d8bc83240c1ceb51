package org.drepmrec.sparse;

/**
 * Inner loops of products, in the forms that the just-in-time compiler turns into vector instructions. With offsets into
 * one array, or with more operands, it gives up, at a seventh of the speed; where sums of several rows are added up at
 * once, only a constant number of columns keeps it from giving up once it has seen short arrays.
 */
final class Fused {

    /** Columns of {@link #addTwoToFour}. */
    static final int WIDTH = 512;

    private static final boolean FUSED = MultiplyAdd.here() == MultiplyAdd.FUSED;

    private Fused() {}

    /** sum += a0 b0 + a1 b1 + a2 b2 + a3 b3, in this order. */
    static void addFour(
            float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3, float[] b3, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = plus(a3, b3[j], plus(a2, b2[j], plus(a1, b1[j], plus(a0, b0[j], sum[j]))));
        }
    }

    /** sum += a0 b0 + a1 b1, in this order. */
    static void addTwo(float a0, float[] b0, float a1, float[] b1, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = plus(a1, b1[j], plus(a0, b0[j], sum[j]));
        }
    }

    /** sum += a b. */
    static void addOne(float a, float[] b, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = plus(a, b[j], sum[j]);
        }
    }

    /** sum += a b for the first numbers of the sum, as many as b has. */
    static void addShort(float a, float[] b, float[] sum) {
        for (int j = 0; j < b.length; j++) {
            sum[j] = plus(a, b[j], sum[j]);
        }
    }

    /**
     * sum[first + r] += x[at[r] + k] b0 + x[at[r] + k + 1] b1 for four rows r, in this order, over {@value #WIDTH} columns.
     * Each number of b0 and b1 is loaded once for four rows, which makes it twice as fast as one row at a time.
     */
    static void addTwoToFour(float[] x, int[] at, int k, float[] b0, float[] b1, float[][] sum, int first) {
        float p0 = x[at[0] + k];
        float p1 = x[at[0] + k + 1];
        float q0 = x[at[1] + k];
        float q1 = x[at[1] + k + 1];
        float r0 = x[at[2] + k];
        float r1 = x[at[2] + k + 1];
        float s0 = x[at[3] + k];
        float s1 = x[at[3] + k + 1];
        float[] p = sum[first];
        float[] q = sum[first + 1];
        float[] r = sum[first + 2];
        float[] s = sum[first + 3];
        for (int j = 0; j < WIDTH; j++) {
            float c0 = b0[j];
            float c1 = b1[j];
            p[j] = plus(p1, c1, plus(p0, c0, p[j]));
            q[j] = plus(q1, c1, plus(q0, c0, q[j]));
            r[j] = plus(r1, c1, plus(r0, c0, r[j]));
            s[j] = plus(s1, c1, plus(s0, c0, s[j]));
        }
    }

    private static float plus(float a, float b, float sum) {
        return FUSED ? Math.fma(a, b, sum) : sum + a * b;
    }
}
