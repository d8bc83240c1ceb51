package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.Optional;
import org.drepmrec.data.Features;
import org.drepmrec.sparse.DenseProduct;

/**
 * The k nearest neighbors of each of n nodes by cosine, ordered by (similarity descending, the node itself first,
 * index ascending); or, found by an {@link Approximation}, most of them. The cosine with a zero vector is 0, of a zero vector with itself too. Immutable.
 */
public final class Neighbors {

    private final int nodes;
    private final int k;
    private final int[] id;
    private final float[] similarity;
    private final Optional<Approximation> approximation;

    /**
     * Of what was found before.
     *
     * @param id n x k, the neighbors of each node, nearest first
     * @param similarity n x k, their cosines
     * @throws IllegalArgumentException if an array has another length
     */
    public Neighbors(int nodes, int k, int[] id, float[] similarity) {
        this(nodes, k, id, similarity, Optional.empty());
    }

    /**
     * As {@link #Neighbors(int, int, int[], float[])}.
     *
     * @param approximation how neighbors were found that need not be the nearest; empty for the nearest
     */
    public Neighbors(int nodes, int k, int[] id, float[] similarity, Optional<Approximation> approximation) {
        if (id.length != (long) nodes * k || similarity.length != id.length) {
            throw new IllegalArgumentException("found " + id.length + " neighbors with " + similarity.length
                    + " cosines, expected " + (long) nodes * k + " of each: " + k + " of each of " + nodes + " nodes");
        }
        this.nodes = nodes;
        this.k = k;
        this.id = id.clone();
        this.similarity = similarity.clone();
        this.approximation = approximation;
    }

    /**
     * The k nearest rows of every row of a feature matrix.
     *
     * @throws IllegalArgumentException if there are fewer than {@code k} candidates, or {@code k < 1}
     */
    public static Neighbors search(Features features, int k, boolean includeSelf) {
        requireCandidates("k", k, features.rows(), includeSelf, "rows of the feature matrix");
        return new ItemSearch(new FeatureGram(features, DenseProduct.JAVA, false)).nearest(k, includeSelf);
    }

    /**
     * As {@link #search}, without comparing all rows with all.
     *
     * @param recall the least share of the nearest neighbors of a sample
     * @throws IllegalArgumentException as {@link #search}
     */
    public static Neighbors approximate(Features features, int k, boolean includeSelf, double recall) {
        requireCandidates("k", k, features.rows(), includeSelf, "rows of the feature matrix");
        return ApproximateSearch.items(new FeatureGram(features, DenseProduct.JAVA, false), k, includeSelf, recall);
    }

    /**
     * Checks k before anything is computed.
     *
     * @param option what the message calls k
     * @param what what the message calls the nodes
     * @throws IllegalArgumentException if there are fewer than {@code k} candidates, or {@code k < 1}
     */
    public static void requireCandidates(String option, int k, int nodes, boolean includeSelf, String what) {
        int most = includeSelf ? nodes : nodes - 1;
        if (k < 1 || k > most) {
            throw new IllegalArgumentException("option " + option + ": found " + k + ", expected 1 to " + most + " ("
                    + nodes + " " + what + (includeSelf ? "" : ", the node itself excluded") + "); choose a smaller k");
        }
    }

    /** The number of nodes n. */
    public int nodes() {
        return nodes;
    }

    /** How these were found if not by comparing all nodes; empty for exact neighbors. */
    public Optional<Approximation> approximation() {
        return approximation;
    }

    /** Neighbors of each node. */
    public int k() {
        return k;
    }

    /** The neighbors of a node, nearest first; a copy. */
    public int[] of(int node) {
        return Arrays.copyOfRange(id, node * k, (node + 1) * k);
    }

    /** The cosines of {@link #of(int)}, in the same order; a copy. */
    public float[] similaritiesOf(int node) {
        return Arrays.copyOfRange(similarity, node * k, (node + 1) * k);
    }

    /** The neighbors of all nodes, n x k, row-major; a copy. */
    public int[] ids() {
        return id.clone();
    }

    /** The cosines of all neighbors, n x k, row-major; a copy. */
    public float[] similarities() {
        return similarity.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Neighbors o
                && nodes == o.nodes
                && k == o.k
                && Arrays.equals(id, o.id)
                && Arrays.equals(similarity, o.similarity)
                && approximation.equals(o.approximation);
    }

    @Override
    public int hashCode() {
        return 31 * nodes + Arrays.hashCode(id);
    }

    @Override
    public String toString() {
        return "Neighbors[" + k + " of each of " + nodes + " nodes]";
    }
}
