package org.drepmrec.sparse;

import org.drepmrec.sparse.PackedRows.Scaled;

/** A matrix product in tiles of X's and Y's rows, by the inner loop of {@link PackedRows}. */
final class BlockedProduct implements DenseProduct {

    private static final int TILE = 512;

    @Override
    public void multiply(float[] x, int xFrom, int xRows, float[] y, int yFrom, int yRows, int d, float[] out) {
        int panels = (yRows + PackedRows.WIDTH - 1) / PackedRows.WIDTH;
        int tiles = (xRows + TILE - 1) / TILE;
        Parallel.forRanges(panels * tiles, 1, (from, to) -> {
            for (int t = from; t < to; t++) {
                int row = t / panels * TILE;
                int column = t % panels * PackedRows.WIDTH;
                float[][] sums = tile(
                        x,
                        xFrom + row,
                        Math.min(TILE, xRows - row),
                        y,
                        yFrom + column,
                        Math.min(PackedRows.WIDTH, yRows - column),
                        d);
                for (int r = 0; r < sums.length; r++) {
                    System.arraycopy(sums[r], 0, out, (row + r) * yRows + column, sums[r].length);
                }
            }
        });
    }

    private static float[][] tile(float[] x, int xFrom, int xRows, float[] y, int yFrom, int yRows, int d) {
        float[][] sums = new float[xRows][yRows];
        float[][] panel = new float[Math.min(PackedRows.DEPTH, d)][yRows];
        Scaled scaled = new Scaled(panel.length);
        for (int k = 0; k < d; k += PackedRows.DEPTH) {
            int depth = Math.min(PackedRows.DEPTH, d - k);
            PackedRows.pack(y, yFrom * d + k, d, depth, panel);
            for (int r = 0; r < xRows; r++) {
                scaled.add(x, (xFrom + r) * d + k, depth, panel, sums[r]);
            }
        }
        return sums;
    }

    @Override
    public String toString() {
        return "java";
    }
}
