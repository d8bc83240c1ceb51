package org.drepmrec.graph;

import org.drepmrec.data.Features;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.DenseProduct;

/** Relation graphs of any feature matrix, for models that want other options than a {@link Graphs} has. */
public final class RelationGraph {

    private RelationGraph() {}

    /**
     * The k nearest neighbors of every row by cosine.
     *
     * @throws IllegalArgumentException if there are fewer than {@code k} candidates, or {@code k < 1}
     */
    public static Neighbors neighbors(Features features, int k, boolean includeSelf) {
        requireCandidates("k", k, features.rows(), includeSelf, "rows of the feature matrix");
        return new ItemSearch(new FeatureGram(features, DenseProduct.JAVA, false)).nearest(k, includeSelf);
    }

    /** The graph of {@link #neighbors} with the weights of {@code norm}, n x n. */
    public static Csr of(Features features, int k, boolean includeSelf, RelationNorm norm) {
        return neighbors(features, k, includeSelf).graph(norm);
    }

    static void requireCandidates(String option, int k, int nodes, boolean includeSelf, String what) {
        int most = includeSelf ? nodes : nodes - 1;
        if (k < 1 || k > most) {
            throw new IllegalArgumentException("option " + option + ": found " + k + ", expected 1 to " + most + " ("
                    + nodes + " " + what + (includeSelf ? "" : ", the node itself excluded") + "); choose a smaller k");
        }
    }
}
