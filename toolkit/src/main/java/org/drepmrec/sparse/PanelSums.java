package org.drepmrec.sparse;

/** Adds products of some rows of X and panels of packed rows to sums; holds what one thread needs for it. */
final class PanelSums {

    /** Rows that are taken at once. */
    static final int ROWS = 4;

    /** So many numbers of each row tell whether there are zeros enough to skip them. */
    private static final int SAMPLE = 16;

    private final float[][] factor;
    private final int[][] place;
    private final int[] factors = new int[ROWS];
    private float[] x;
    private final int[] at = new int[ROWS];
    private int count;
    private int depth;
    private boolean dense;
    private boolean packed;

    PanelSums(int depth) {
        this.factor = new float[ROWS][depth];
        this.place = new int[ROWS][depth];
    }

    /**
     * Takes rows of X.
     *
     * @param rowsAt where the numbers of each row begin
     * @param first the first row's place in {@code rowsAt}
     * @param rows how many, at most {@link #ROWS}
     * @param numbersOfRow how many numbers of each row take part
     */
    void take(float[] numbers, int[] rowsAt, int first, int rows, int numbersOfRow) {
        x = numbers;
        System.arraycopy(rowsAt, first, at, 0, rows);
        count = rows;
        depth = numbersOfRow;
        dense = rows == ROWS && isDense(Math.min(depth, SAMPLE));
        packed = false;
    }

    /** Four rows at once take half as long for each number, zeros too. */
    private boolean isDense(int sample) {
        int zeros = 0;
        for (int from : at) {
            for (int k = from; k < from + sample; k++) {
                zeros += x[k] == 0f ? 1 : 0;
            }
        }
        return 2 * zeros < ROWS * sample;
    }

    /**
     * sum[first + r] += Σ x[r][k] panel[k] over all k in ascending order, for every row r taken. Whether zeros are skipped or
     * several rows added at once does not change a bit of finite sums.
     */
    void add(float[][] panel, float[][] sum, int first) {
        if (dense && panel[0].length == Fused.WIDTH) {
            addFourRows(panel, sum, first);
            return;
        }
        if (!packed) {
            for (int r = 0; r < count; r++) {
                skipZeros(r);
            }
            packed = true;
        }
        for (int r = 0; r < count; r++) {
            addRow(factor[r], place[r], factors[r], panel, sum[first + r]);
        }
    }

    private void addFourRows(float[][] panel, float[][] sum, int first) {
        int k = 0;
        for (; k + 2 <= depth; k += 2) {
            Fused.addTwoToFour(x, at, k, panel[k], panel[k + 1], sum, first);
        }
        for (int r = 0; k < depth && r < ROWS; r++) {
            Fused.addOne(x[at[r] + k], panel[k], sum[first + r]);
        }
    }

    private void skipZeros(int row) {
        float[] f = factor[row];
        int[] p = place[row];
        int from = at[row];
        int n = 0;
        for (int k = 0; k < depth; k++) {
            float a = x[from + k];
            f[n] = a;
            p[n] = k;
            n += a == 0f ? 0 : 1;
        }
        factors[row] = n;
    }

    private static void addRow(float[] f, int[] p, int n, float[][] panel, float[] sum) {
        int t = 0;
        for (; t + 4 <= n; t += 4) {
            Fused.addFour(
                    f[t],
                    panel[p[t]],
                    f[t + 1],
                    panel[p[t + 1]],
                    f[t + 2],
                    panel[p[t + 2]],
                    f[t + 3],
                    panel[p[t + 3]],
                    sum);
        }
        if (t + 2 <= n) {
            Fused.addTwo(f[t], panel[p[t]], f[t + 1], panel[p[t + 1]], sum);
            t += 2;
        }
        if (t < n) {
            Fused.addOne(f[t], panel[p[t]], sum);
        }
    }
}
