package org.drepmrec.graph.similarity;

import org.drepmrec.sparse.Parallel;
import org.drepmrec.sparse.TopK;

/** Finds the nearest items of every item from rows of the Gram matrix. */
final class ItemSearch {

    private final FeatureGram gram;

    ItemSearch(FeatureGram gram) {
        this.gram = gram;
    }

    Neighbors nearest(int k, boolean includeSelf) {
        DistinctRows rows = gram.rows();
        int n = rows.items();
        float[] inverse = rounded(inverses(gram.norms()));
        int[][] itemsOf = itemsByRow(rows);
        int[] id = new int[Math.multiplyExact(n, k)];
        float[] similarity = new float[id.length];
        gram.forBlocks((first, size, reader) -> Parallel.forRanges(size, 16, (from, to) -> {
            float[] cosine = new float[rows.count()];
            TopK best = new TopK(k);
            for (int r = first + from; r < first + to; r++) {
                reader.copy(r, cosine);
                scale(cosine, inverse[r], inverse);
                // Rounding must not let a nearly parallel vector pass the item itself.
                cosine[r] = inverse[r] == 0f ? 0f : 1f;
                for (int item : itemsOf[r]) {
                    select(rows, item, cosine, includeSelf, best);
                    best.copyTo(id, similarity, item * k);
                }
            }
        }));
        return new Neighbors(n, k, id, similarity);
    }

    private static void select(DistinctRows rows, int item, float[] cosine, boolean includeSelf, TopK best) {
        best.clear();
        if (includeSelf) {
            best.offer(item, cosine[rows.of(item)]);
        }
        int items = rows.items();
        float threshold = best.threshold();
        for (int j = 0; j < items; j++) {
            float v = cosine[rows.of(j)];
            if (v > threshold && j != item) {
                best.offer(j, Math.min(1f, v));
                threshold = best.threshold();
            }
        }
    }

    private static void scale(float[] product, float a, float[] own) {
        for (int c = 0; c < product.length; c++) {
            product[c] = product[c] * a * own[c];
        }
    }

    static int[][] itemsByRow(DistinctRows rows) {
        int[] count = new int[rows.count()];
        for (int i = 0; i < rows.items(); i++) {
            count[rows.of(i)]++;
        }
        int[][] items = new int[rows.count()][];
        for (int i = rows.items() - 1; i >= 0; i--) {
            int r = rows.of(i);
            if (items[r] == null) {
                items[r] = new int[count[r]];
            }
            items[r][--count[r]] = i;
        }
        return items;
    }

    /** 1/length, 0 for a zero vector, so that its cosines become 0. */
    static double[] inverses(double[] norms) {
        double[] inverse = new double[norms.length];
        for (int i = 0; i < norms.length; i++) {
            inverse[i] = norms[i] == 0 ? 0 : 1 / norms[i];
        }
        return inverse;
    }

    static float[] rounded(double[] values) {
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            single[i] = (float) values[i];
        }
        return single;
    }
}
