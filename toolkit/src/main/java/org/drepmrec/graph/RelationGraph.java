package org.drepmrec.graph;

import java.util.Arrays;
import org.drepmrec.graph.similarity.Neighbors;
import org.drepmrec.sparse.Csr;

/** Builds a weighted graph from nearest neighbors, for models that need other options than those of {@link Graphs}. */
public final class RelationGraph {

    private RelationGraph() {}

    /** The n x n graph of n nodes: row i holds the neighbors of node i, weighted by {@code norm}. */
    public static Csr of(Neighbors neighbors, RelationNorm norm) {
        int nodes = neighbors.nodes();
        int k = neighbors.k();
        int[] id = neighbors.ids();
        int[] row = new int[id.length];
        Arrays.setAll(row, e -> e / k);
        float[] ones = new float[id.length];
        Arrays.fill(ones, 1f);
        Csr edges = Csr.of(nodes, nodes, row, id, norm == RelationNorm.WEIGHTED ? neighbors.similarities() : ones);
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
}
