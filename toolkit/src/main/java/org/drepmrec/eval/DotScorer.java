package org.drepmrec.eval;

import java.util.Arrays;

/**
 * Scores by the dot product of a user's and an item's embedding, {@code e_u . e_i}.
 *
 * <p>The item matrix is copied into panels of 512 items with one array per dimension. Every step of the inner loop then
 * multiplies four user numbers with four such arrays at the same index, which is the form that the JVM's compiler turns
 * into vector instructions; with offsets into a single array, or with more operands, it gives up, at a fifth of the
 * speed. The sum's order is fixed, so a user's scores never depend on the users that are scored with them.
 */
public final class DotScorer implements Scorer {

    private static final int PANEL = 512;
    private static final int UNROLL = 4;

    private final int users;
    private final int items;
    private final int dimension;
    private final float[] user;
    private final float[][][] panel;

    /**
     * Takes over the user matrix, which must not be written to afterwards, and copies the item matrix.
     *
     * @param dimension d
     * @param user M x d, row-major
     * @param item N x d, row-major
     * @throws IllegalArgumentException if a matrix has no whole number of rows
     */
    public DotScorer(int dimension, float[] user, float[] item) {
        if (dimension < 1 || user.length % dimension != 0 || item.length % dimension != 0) {
            throw new IllegalArgumentException("embeddings: found " + user.length + " numbers of users and "
                    + item.length + " of items, expected whole rows of d = " + dimension);
        }
        this.dimension = dimension;
        this.users = user.length / dimension;
        this.items = item.length / dimension;
        this.user = user;
        this.panel = pack(item, items, dimension);
    }

    /** Cuts the items into panels, panel[p][k][j] = dimension k of item p * 512 + j; missing dimensions are 0. */
    private static float[][][] pack(float[] item, int items, int d) {
        int padded = (d + UNROLL - 1) / UNROLL * UNROLL;
        float[][][] panels = new float[(items + PANEL - 1) / PANEL][padded][];
        for (int p = 0; p < panels.length; p++) {
            int first = p * PANEL;
            int width = Math.min(PANEL, items - first);
            for (int k = 0; k < padded; k++) {
                float[] row = new float[width];
                for (int j = 0; k < d && j < width; j++) {
                    row[j] = item[(first + j) * d + k];
                }
                panels[p][k] = row;
            }
        }
        return panels;
    }

    @Override
    public int users() {
        return users;
    }

    @Override
    public int items() {
        return items;
    }

    @Override
    public void score(int[] user, int count, float[] out) {
        float[] a = new float[panel.length == 0 ? 0 : panel[0].length];
        for (int p = 0; p < panel.length; p++) {
            float[][] b = panel[p];
            float[] sum = new float[b[0].length];
            for (int row = 0; row < count; row++) {
                System.arraycopy(this.user, user[row] * dimension, a, 0, dimension);
                Arrays.fill(sum, 0f);
                for (int k = 0; k < a.length; k += UNROLL) {
                    addScaled(a[k], b[k], a[k + 1], b[k + 1], a[k + 2], b[k + 2], a[k + 3], b[k + 3], sum);
                }
                System.arraycopy(sum, 0, out, row * items + p * PANEL, sum.length);
            }
        }
    }

    private static void addScaled(
            float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3, float[] b3, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
        }
    }

    @Override
    public String toString() {
        return "DotScorer[" + users + " users, " + items + " items, d = " + dimension + "]";
    }
}
