package org.drepmrec.graph;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.sparse.Csr;

/** Degree-sensitive pruning of the graph of users and items (FREEDOM 3.2). */
public final class EdgePruning {

    private EdgePruning() {}

    /**
     * Draws floor(E (1 - rate)) of E edges without replacement, each with probability proportional to 1/sqrt(d_u d_i): the
     * largest p / Exp(1) are such a draw.
     *
     * @param interactions binary, M x N
     * @param rate ρ, the share of edges to leave out
     */
    public static Csr prune(Csr interactions, double rate, SplittableRandom random) {
        int edges = interactions.nonZeros();
        double[] userDegree = interactions.rowSums();
        double[] itemDegree = interactions.columnSums();
        int[] user = new int[edges];
        double[] key = new double[edges];
        for (int u = 0; u < interactions.rows(); u++) {
            for (int e = interactions.start(u); e < interactions.start(u + 1); e++) {
                user[e] = u;
                double exponential = -Math.log(1 - random.nextDouble());
                key[e] = 1 / (Math.sqrt(userDegree[u] * itemDegree[interactions.column(e)]) * exponential);
            }
        }
        int kept = (int) (edges * (1 - rate));
        double[] sorted = key.clone();
        Arrays.sort(sorted);
        double least = kept == 0 ? Double.POSITIVE_INFINITY : sorted[edges - kept];
        int[] chosen = IntStream.range(0, edges)
                .filter(e -> key[e] >= least)
                .limit(kept)
                .toArray();
        return Csr.binary(
                interactions.rows(),
                interactions.cols(),
                Arrays.stream(chosen).map(e -> user[e]).toArray(),
                Arrays.stream(chosen).map(interactions::column).toArray());
    }
}
