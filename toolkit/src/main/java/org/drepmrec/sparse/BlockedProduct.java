package org.drepmrec.sparse;

/** A matrix product in tiles of X's and Y's rows, by the inner loops of {@link Fused}. */
final class BlockedProduct implements DenseProduct {

    private static final int TILE = 512;

    /** Packing a tile's rows costs the less the more panels they are multiplied with. */
    private static final int PANELS = 2;

    @Override
    public void multiply(float[] x, int xFrom, int xRows, float[] y, int yFrom, int yRows, int d, float[] out) {
        int width = PANELS * PackedRows.WIDTH;
        int across = (yRows + width - 1) / width;
        int tiles = (xRows + TILE - 1) / TILE;
        Parallel.forRanges(across * tiles, 1, (from, to) -> {
            for (int t = from; t < to; t++) {
                int row = t / across * TILE;
                int column = t % across * width;
                float[][][] sums = tile(
                        x,
                        xFrom + row,
                        Math.min(TILE, xRows - row),
                        y,
                        yFrom + column,
                        Math.min(width, yRows - column),
                        d);
                for (float[][] panel : sums) {
                    for (int r = 0; r < panel.length; r++) {
                        System.arraycopy(panel[r], 0, out, (row + r) * yRows + column, panel[r].length);
                    }
                    column += PackedRows.WIDTH;
                }
            }
        });
    }

    private static float[][][] tile(float[] x, int xFrom, int xRows, float[] y, int yFrom, int yRows, int d) {
        int panels = (yRows + PackedRows.WIDTH - 1) / PackedRows.WIDTH;
        int most = Math.min(PackedRows.DEPTH, d);
        float[][][] sums = new float[panels][][];
        float[][][] panel = new float[panels][][];
        for (int p = 0; p < panels; p++) {
            int width = Math.min(PackedRows.WIDTH, yRows - p * PackedRows.WIDTH);
            sums[p] = new float[xRows][width];
            panel[p] = new float[most][width];
        }
        PanelSums panelSums = new PanelSums(most);
        int[] at = new int[xRows];
        for (int k = 0; k < d; k += PackedRows.DEPTH) {
            int depth = Math.min(PackedRows.DEPTH, d - k);
            for (int p = 0; p < panels; p++) {
                PackedRows.pack(y, (yFrom + p * PackedRows.WIDTH) * d + k, d, depth, panel[p]);
            }
            for (int r = 0; r < xRows; r++) {
                at[r] = (xFrom + r) * d + k;
            }
            for (int r = 0; r < xRows; r += PanelSums.ROWS) {
                panelSums.take(x, at, r, Math.min(PanelSums.ROWS, xRows - r), depth);
                for (int p = 0; p < panels; p++) {
                    panelSums.add(panel[p], sums[p], r);
                }
            }
        }
        return sums;
    }

    /** Part of the key of cached graphs, since cosines differ in their last bits. */
    @Override
    public String toString() {
        return MultiplyAdd.here() == MultiplyAdd.FUSED ? "java" : "java, multiply and add separate";
    }
}
