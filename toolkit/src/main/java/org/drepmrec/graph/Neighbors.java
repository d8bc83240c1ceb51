package org.drepmrec.graph;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;

/**
 * The k nearest neighbors of each of n nodes by cosine, ordered by (similarity descending, the node itself first,
 * index ascending). The cosine with a zero vector is 0, of a zero vector with itself too. Immutable.
 */
public final class Neighbors {

    private final int nodes;
    private final int k;
    private final int[] id;
    private final float[] similarity;

    Neighbors(int nodes, int k, int[] id, float[] similarity) {
        this.nodes = nodes;
        this.k = k;
        this.id = id;
        this.similarity = similarity;
    }

    /** The number of nodes n. */
    public int nodes() {
        return nodes;
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

    int[] ids() {
        return id;
    }

    float[] similarities() {
        return similarity;
    }

    /** The n x n relation graph: row i holds the neighbors of node i. */
    public Csr graph(RelationNorm norm) {
        int[] row = new int[id.length];
        for (int e = 0; e < row.length; e++) {
            row[e] = e / k;
        }
        float[] weight = new float[id.length];
        Arrays.fill(weight, 1f);
        Csr edges = Csr.of(nodes, nodes, row, id, norm == RelationNorm.WEIGHTED ? similarity : weight);
        return switch (norm) {
            case ROW_SUM -> edges.times(1.0 / k);
            case ROW_COL -> edges.scale(inverseRoots(edges.rowSums()), inverseRoots(edges.columnSums()));
            case WEIGHTED -> edges.scale(inverseRoots(edges.rowSums()), inverseRoots(edges.rowSums()));
            case SYMMETRIZE -> {
                Csr both = union(edges);
                yield both.scale(inverseRoots(both.rowSums()), inverseRoots(both.rowSums()));
            }
        };
    }

    private static Csr union(Csr edges) {
        Csr both = edges.plus(edges.transpose());
        float[] ones = new float[both.nonZeros()];
        Arrays.fill(ones, 1f);
        return Csr.wrap(both.rows(), both.cols(), both.starts(), both.columns(), ones);
    }

    private static double[] inverseRoots(double[] degree) {
        return Arrays.stream(degree).map(d -> d > 0 ? 1 / Math.sqrt(d) : 0).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Neighbors o
                && nodes == o.nodes
                && k == o.k
                && Arrays.equals(id, o.id)
                && Arrays.equals(similarity, o.similarity);
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
