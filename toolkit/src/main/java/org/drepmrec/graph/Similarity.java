package org.drepmrec.graph;

import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.sparse.Parallel;

/**
 * Dot products and cosines among the raw, constant feature vectors of items, and of users as means over their training
 * items. They are looked up from, or folded out of, the item Gram matrix of each modality, which is held where the
 * memory budget allows. Safe for use by several threads.
 */
public final class Similarity {

    private final Graphs graphs;

    Similarity(Graphs graphs) {
        this.graphs = graphs;
    }

    /**
     * Dot products x_b . x_b' among some nodes, B x B, row-major, symmetric but for rounding. A node may be named more than once. Users
     * honour {@code userFeature.normalizeItemsFirst}.
     *
     * <p>Products among users come from the Gram matrix or from the B feature vectors, whichever is less work; they agree
     * to rounding, about 1e-6 of the product of the two lengths.
     *
     * @param nodes B item or user ids
     * @throws IllegalArgumentException if the data set lacks the modality
     */
    public float[] gram(Side side, Modality modality, int[] nodes) {
        FeatureGram gram = graphs.gram(modality);
        if (side == Side.USER) {
            return gram.gram(graphs.userWeights(modality), nodes);
        }
        return gram.itemGram(nodes);
    }

    /**
     * The vectors of several modalities, weighted and side by side; the same object for the same question.
     *
     * @param weights w of each modality
     * @throws IllegalArgumentException if the data set lacks a modality
     */
    public Blend blend(Side side, Map<Modality, Double> weights, Blend.Form form) {
        return graphs.blend(side, weights, form);
    }

    /** As {@link #gram}, as cosines; with a zero vector 0, of a zero vector with itself too. */
    public float[] cosines(Side side, Modality modality, int[] nodes) {
        float[] products = gram(side, modality, nodes);
        double[] norms = norms(side, modality);
        double[] inverse = new double[nodes.length];
        for (int b = 0; b < nodes.length; b++) {
            inverse[b] = norms[nodes[b]] == 0 ? 0 : 1 / norms[nodes[b]];
        }
        Parallel.forRanges(nodes.length, 64, (from, to) -> {
            for (int a = from; a < to; a++) {
                for (int b = 0; b < nodes.length; b++) {
                    int at = a * nodes.length + b;
                    products[at] = (float) Math.max(-1, Math.min(1, products[at] * inverse[a] * inverse[b]));
                }
            }
        });
        return products;
    }

    /** d_m, the feature size of a modality. */
    public int dimension(Modality modality) {
        return graphs.data().features(modality).dimension();
    }

    /** The feature vectors of some nodes, B x d_m, row-major; of users the mean vectors. */
    public float[] vectors(Side side, Modality modality, int[] nodes) {
        FeatureGram gram = graphs.gram(modality);
        return side == Side.USER ? gram.vectors(graphs.userWeights(modality), nodes) : gram.itemVectors(nodes);
    }

    /** Length of the feature vector of every node, N or M numbers. */
    public double[] norms(Side side, Modality modality) {
        return graphs.norms(side, modality).clone();
    }

    /** Frees the Gram matrices and the cosines of blends. They are computed again when something asks for them. */
    public void release() {
        graphs.release();
    }

    @Override
    public String toString() {
        return "Similarity of " + graphs.data().name();
    }
}
