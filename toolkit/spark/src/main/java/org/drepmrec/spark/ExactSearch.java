package org.drepmrec.spark;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.TopK;

/** Compares every item with every other, in the arithmetic of {@link org.drepmrec.graph.similarity.Neighbors#search}. */
final class ExactSearch {

    /** Items and queries that are multiplied at once: one tile of the product, on the calling thread. */
    private static final int WIDTH = 1024;

    private static final int QUERIES = 512;

    /** Rounding leaves less between 1 and the cosine of equal vectors. */
    private static final float NEARLY_ONE = 0.999f;

    private final VectorBlock corpus;
    private final float[] inverse;

    ExactSearch(VectorBlock corpus) {
        this.corpus = corpus;
        this.inverse = corpus.inverseLengths();
    }

    /** For each item of a block, the k nearest of the corpus by cosine, itself left out. */
    Nearest[] nearest(VectorBlock queries, int k) {
        Nearest[] none = new Nearest[queries.size()];
        Arrays.fill(none, Nearest.NONE);
        nearest(
                queries,
                queries.inverseLengths(),
                IntStream.range(0, none.length).toArray(),
                k,
                none);
        return none;
    }

    /**
     * Adds the nearest of the corpus to what some items of a block have.
     *
     * @param inverse 1 over the lengths of the block's vectors
     * @param asking rows of the block
     * @param found the k nearest so far of each row of the block; receives those with the corpus
     */
    void nearest(VectorBlock queries, float[] inverse, int[] asking, int k, Nearest[] found) {
        TopK[] best = new TopK[asking.length];
        Arrays.setAll(best, q -> new TopK(k));
        int d = corpus.dimension();
        float[] products = new float[Math.min(QUERIES, asking.length) * Math.min(WIDTH, corpus.size())];
        for (int first = 0; first < asking.length; first += QUERIES) {
            int[] some = Arrays.copyOfRange(asking, first, Math.min(asking.length, first + QUERIES));
            float[] theirs = queries.rows(some).vectors();
            for (int from = 0; from < corpus.size(); from += WIDTH) {
                int width = Math.min(WIDTH, corpus.size() - from);
                DenseProduct.JAVA.multiply(theirs, 0, some.length, corpus.vectors(), from, width, d, products);
                for (int r = 0; r < some.length; r++) {
                    float least = found[some[r]].threshold(k);
                    offer(products, r * width, width, from, queries, some[r], inverse[some[r]], least, best[first + r]);
                }
            }
        }
        for (int q = 0; q < asking.length; q++) {
            found[asking[q]] = found[asking[q]].merge(Nearest.of(best[q]), k);
        }
    }

    private void offer(
            float[] products,
            int at,
            int width,
            int from,
            VectorBlock queries,
            int query,
            float own,
            float least,
            TopK best) {
        int itself = queries.number(query);
        float threshold = best.threshold();
        for (int c = 0; c < width; c++) {
            float cosine = products[at + c] * own * inverse[from + c];
            // Rounding must not let a nearly parallel vector pass an equal one.
            boolean near = (cosine > threshold && cosine >= least) || cosine > NEARLY_ONE;
            if (near && corpus.number(from + c) != itself) {
                boolean equal = cosine > NEARLY_ONE && corpus.equal(from + c, queries, query);
                best.offer(corpus.number(from + c), equal ? 1f : Math.min(1f, cosine));
                threshold = best.threshold();
            }
        }
    }
}
