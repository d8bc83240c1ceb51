package org.drepmrec.spark;

import java.util.Arrays;
import org.drepmrec.sparse.PackedRows;
import org.drepmrec.sparse.TopK;

/** Compares every item with every other, in the arithmetic of {@link org.drepmrec.graph.similarity.Neighbors#search}. */
final class ExactSearch implements BlockSearch.Opened {

    /** Products of a block for {@value #QUERIES} items fit a second-level cache. */
    private static final int WIDTH = 8192;

    private static final int QUERIES = 32;

    /** Rounding leaves less between 1 and the cosine of equal vectors. */
    private static final float NEARLY_ONE = 0.999f;

    private final VectorBlock corpus;
    private final float[] inverse;

    ExactSearch(VectorBlock corpus) {
        this.corpus = corpus;
        this.inverse = corpus.inverseLengths();
    }

    @Override
    public Nearest[] nearest(VectorBlock queries, int k) {
        TopK[] best = new TopK[queries.size()];
        Arrays.setAll(best, q -> new TopK(k));
        float[] own = queries.inverseLengths();
        int d = corpus.dimension();
        float[] products = new float[QUERIES * Math.min(WIDTH, corpus.size())];
        for (int from = 0; from < corpus.size(); from += WIDTH) {
            int width = Math.min(WIDTH, corpus.size() - from);
            PackedRows packed = new PackedRows(corpus.vectors(), from, width, d);
            for (int first = 0; first < queries.size(); first += QUERIES) {
                int start = first;
                int[] rows = new int[Math.min(QUERIES, queries.size() - first)];
                Arrays.setAll(rows, r -> start + r);
                packed.multiply(queries.vectors(), rows, rows.length, products);
                for (int r = 0; r < rows.length; r++) {
                    offer(products, r * width, width, from, queries, rows[r], own[rows[r]], best[rows[r]]);
                }
            }
        }
        return Arrays.stream(best).map(Nearest::of).toArray(Nearest[]::new);
    }

    private void offer(
            float[] products, int at, int width, int from, VectorBlock queries, int query, float own, TopK best) {
        int itself = queries.first() + query - corpus.first() - from;
        float threshold = best.threshold();
        for (int c = 0; c < width; c++) {
            float cosine = products[at + c] * own * inverse[from + c];
            if (cosine > threshold && c != itself) {
                // Rounding must not let a nearly parallel vector pass an equal one.
                boolean equal = cosine > NEARLY_ONE && corpus.equal(from + c, queries, query);
                best.offer(corpus.first() + from + c, equal ? 1f : Math.min(1f, cosine));
                threshold = best.threshold();
            }
        }
    }
}
