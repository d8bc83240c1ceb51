package org.drepmrec.graph;

import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/** Products W G W<sup>T</sup> of a few rows of W. */
final class SelectedGram {

    private SelectedGram() {}

    /** Blocks on and below the diagonal are computed and mirrored. */
    static void fill(FeatureGram gram, Csr w, int[] which, float[] out) {
        int n = which.length;
        int most = UserBlock.size(gram);
        int blocks = (n + most - 1) / most;
        Parallel.forRanges(blocks, 1, (a, b) -> {
            UserBlock block = new UserBlock(gram, w);
            float[] products = new float[most];
            for (int k = a; k < b; k++) {
                int first = k * most;
                int size = Math.min(most, n - first);
                block.fill(which, first, size);
                for (int r = first; r < n; r++) {
                    block.with(which[r], products);
                    System.arraycopy(products, 0, out, r * n + first, size);
                }
            }
        });
        Parallel.forRanges(n, 64, (a, b) -> {
            for (int c = 0; c < b; c++) {
                for (int r = Math.max(a, c + 1); r < b; r++) {
                    out[c * n + r] = out[r * n + c];
                }
            }
        });
    }
}
