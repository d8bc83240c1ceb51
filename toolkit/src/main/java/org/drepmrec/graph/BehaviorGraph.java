package org.drepmrec.graph;

import java.util.Arrays;
import org.drepmrec.data.Interactions;
import org.drepmrec.sparse.Csr;

/** The bipartite graph of users and items given by the training interactions. */
public final class BehaviorGraph {

    private BehaviorGraph() {}

    /**
     * D<sup>-1/2</sup> A D<sup>-1/2</sup> with A = [[0, R], [R<sup>T</sup>, 0]] (LightGCN Eq. 3-8, DRepMRec Eq. 2):
     * (M+N) x (M+N), symmetric, users first. Nodes without interactions have empty rows.
     *
     * @param epsilon added to every degree; 0 for DRepMRec, 1e-7 for models that follow MMRec's A-hat
     */
    public static Csr normalized(Interactions train, double epsilon) {
        return normalized(train.matrix(), epsilon);
    }

    /** As {@link #normalized(Interactions, double)} for any M x N matrix, such as one whose edges were pruned. */
    public static Csr normalized(Csr interactions, double epsilon) {
        Csr adjacency = adjacency(interactions);
        double[] factor = inverseRoots(adjacency.rowSums(), epsilon);
        return adjacency.scale(factor, factor);
    }

    /** The rows of users and columns of items in the normalized graph: R_ui / sqrt(d_u d_i), M x N. */
    public static Csr userItemBlock(Csr interactions) {
        return interactions.scale(inverseRoots(interactions.rowSums(), 0), inverseRoots(interactions.columnSums(), 0));
    }

    /** The mean over a node's neighbors, (M+N) x (M+N); a node without any has an empty row. */
    public static Csr neighborMean(Csr interactions) {
        return adjacency(interactions).rowMean();
    }

    private static double[] inverseRoots(double[] degrees, double epsilon) {
        return Arrays.stream(degrees)
                .map(d -> d > 0 ? 1 / Math.sqrt(d + epsilon) : 0)
                .toArray();
    }

    /** A = [[0, R], [R<sup>T</sup>, 0]] of an M x N matrix R: (M+N) x (M+N), symmetric, users first. */
    public static Csr adjacency(Csr interactions) {
        int users = interactions.rows();
        int nodes = Math.addExact(users, interactions.cols());
        Csr reverse = interactions.transpose();
        int edges = interactions.nonZeros();
        int[] start = new int[nodes + 1];
        int[] column = new int[Math.multiplyExact(2, edges)];
        float[] value = new float[column.length];
        for (int u = 0; u < users; u++) {
            start[u + 1] = interactions.start(u + 1);
        }
        for (int i = 0; i < interactions.cols(); i++) {
            start[users + i + 1] = edges + reverse.start(i + 1);
        }
        for (int e = 0; e < edges; e++) {
            column[e] = users + interactions.column(e);
            value[e] = interactions.value(e);
            column[edges + e] = reverse.column(e);
            value[edges + e] = reverse.value(e);
        }
        return Csr.wrap(nodes, nodes, start, column, value);
    }
}
