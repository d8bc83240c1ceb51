package org.drepmrec.sparse;

import java.util.Arrays;

/**
 * Rows of a dense matrix Y, packed for many products X Y<sup>T</sup>.
 *
 * <p>Rows are cut into panels of {@value Fused#WIDTH}, a panel into one array per dimension. The inner loops of {@link Fused}
 * add such arrays, each scaled by a number of X, to arrays of sums. Where X has many zeros, as features that passed a ReLU
 * have, they are skipped.
 *
 * <p>An entry is summed through the dimensions in ascending order, one {@link MultiplyAdd} each, so it depends on its two
 * rows alone and not on which of them is X's: never on blocks, on threads, or on what was skipped.
 */
public final class PackedRows {

    static final int WIDTH = Fused.WIDTH;

    /** A panel of this many dimensions fits a second-level cache beside the sums. */
    static final int DEPTH = 64;

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
        int k = 0;
        for (; k + 8 <= depth; k += 8) {
            packEight(y, at + k, stride, k, panel);
        }
        for (; k < depth; k++) {
            float[] to = panel[k];
            for (int j = 0; j < to.length; j++) {
                to[j] = y[at + k + j * stride];
            }
        }
    }

    /** Eight arrays at once, so that what a row has in one cache line is read while it is there. */
    private static void packEight(float[] y, int at, int stride, int k, float[][] panel) {
        float[] to0 = panel[k];
        float[] to1 = panel[k + 1];
        float[] to2 = panel[k + 2];
        float[] to3 = panel[k + 3];
        float[] to4 = panel[k + 4];
        float[] to5 = panel[k + 5];
        float[] to6 = panel[k + 6];
        float[] to7 = panel[k + 7];
        for (int j = 0; j < to0.length; j++) {
            int from = at + j * stride;
            to0[j] = y[from];
            to1[j] = y[from + 1];
            to2[j] = y[from + 2];
            to3[j] = y[from + 3];
            to4[j] = y[from + 4];
            to5[j] = y[from + 5];
            to6[j] = y[from + 6];
            to7[j] = y[from + 7];
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
        PanelSums panelSums = new PanelSums(dimension);
        float[][] full = new float[PanelSums.ROWS][WIDTH];
        int[] at = new int[PanelSums.ROWS];
        for (int p = 0; p < panel.length; p++) {
            int width = Math.min(WIDTH, rows - p * WIDTH);
            float[][] sum = width == WIDTH ? full : new float[PanelSums.ROWS][width];
            for (int first = 0; first < count; first += PanelSums.ROWS) {
                int size = Math.min(PanelSums.ROWS, count - first);
                for (int r = 0; r < size; r++) {
                    at[r] = row[first + r] * dimension;
                    Arrays.fill(sum[r], 0f);
                }
                panelSums.take(x, at, 0, size, dimension);
                panelSums.add(panel[p], sum, 0);
                for (int r = 0; r < size; r++) {
                    System.arraycopy(sum[r], 0, out, (first + r) * rows + p * WIDTH, width);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "PackedRows[" + rows + " x " + dimension + "]";
    }
}
