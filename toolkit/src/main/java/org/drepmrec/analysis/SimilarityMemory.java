package org.drepmrec.analysis;

import java.util.Map;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.Representations;
import org.drepmrec.sparse.TopK;

/**
 * How well the modal representation preserves the similarities of the raw features; DREAM calls their loss modal
 * information forgetting. The raw side, cosines blended by modal weights, is computed once; then every epoch's
 * representations can be compared with it.
 */
public final class SimilarityMemory {

    private final Side side;
    private final int[] nodes;
    private final int[] all;
    private final int k;
    private final int[][] pairs;
    private final double[] rawCosines;
    private final int[][] rawNeighbors;

    /**
     * What is preserved; 1 is everything.
     *
     * @param rankCorrelation Spearman's correlation between raw and modal cosines of the pairs
     * @param neighborOverlap mean share of the nearest neighbors by raw cosine that are nearest by modal cosine too
     */
    public record Remembered(double rankCorrelation, double neighborOverlap) {}

    private SimilarityMemory(Builder b) {
        side = b.side;
        k = b.neighbors;
        int n = side == Side.ITEM ? b.graphs.data().items() : b.graphs.data().users();
        nodes = Samples.of(n, b.nodes, b.seed);
        if (k < 1 || k >= nodes.length) {
            throw new IllegalArgumentException("neighbors: found k = " + k + ", expected 1 to " + (nodes.length - 1)
                    + " (" + nodes.length + " nodes are compared, each without itself)");
        }
        all = Samples.of(nodes.length, nodes.length, b.seed);
        pairs = Samples.pairs(nodes.length, b.pairs, b.seed + 1);
        float[] blend = blend(b);
        rawCosines = new double[pairs.length];
        for (int p = 0; p < pairs.length; p++) {
            rawCosines[p] = blend[pairs[p][0] * nodes.length + pairs[p][1]];
        }
        rawNeighbors = nearest(blend);
    }

    private float[] blend(Builder b) {
        float[] blend = new float[Math.multiplyExact(nodes.length, nodes.length)];
        b.weights.forEach((modality, weight) -> {
            float[] cosines = b.graphs.similarity().cosines(side, modality, nodes);
            for (int i = 0; i < blend.length; i++) {
                blend[i] += (float) (weight * cosines[i]);
            }
        });
        return blend;
    }

    private int[][] nearest(float[] blend) {
        int n = nodes.length;
        int[][] nearest = new int[n][];
        TopK top = new TopK(k);
        for (int a = 0; a < n; a++) {
            top.clear();
            for (int b = 0; b < n; b++) {
                if (a != b) {
                    top.offer(b, blend[a * n + b]);
                }
            }
            nearest[a] = top.ids();
        }
        return nearest;
    }

    /** Starts with items, 20,000 pairs, 10 neighbors and the paper's modal weights. */
    public static Builder builder(Graphs graphs) {
        return new Builder(graphs);
    }

    /**
     * Compares the modal representation with the raw features.
     *
     * @throws IllegalArgumentException if there is no modal representation
     */
    public Remembered of(Representations r) {
        return of(r, Space.MODAL);
    }

    /** Compares any representation with the raw features. */
    public Remembered of(Representations r, Space space) {
        Vectors vectors = Vectors.of(r, space, side).subset(nodes);
        double[] cosines = new double[pairs.length];
        for (int p = 0; p < pairs.length; p++) {
            cosines[p] = vectors.cosine(pairs[p][0], vectors, pairs[p][1]);
        }
        return new Remembered(
                new SpearmansCorrelation().correlation(rawCosines, cosines),
                NearestNeighbors.overlap(rawNeighbors, vectors.nearest(all, k)));
    }

    /** Collects the options. */
    public static final class Builder {

        private final Graphs graphs;
        private Side side = Side.ITEM;
        private int pairs = 20_000;
        private int neighbors = 10;
        private int nodes = 10_000;
        private long seed = 999;
        private Map<Modality, Double> weights;

        private Builder(Graphs graphs) {
            this.graphs = graphs;
            this.weights = ModalWeights.ofThePaper(graphs.data().modalities());
        }

        /** Items (the default) or users. */
        public Builder side(Side of) {
            side = of;
            return this;
        }

        /** The number of random pairs whose cosines are compared. */
        public Builder pairs(int number) {
            pairs = number;
            return this;
        }

        /** The number of nearest neighbors that are compared. */
        public Builder neighbors(int number) {
            neighbors = number;
            return this;
        }

        /**
         * The most nodes: from a larger data set so many are drawn, and pairs and neighbors are found among them; 10,000 by
         * default. Memory while building is 8 bytes for each pair of nodes.
         */
        public Builder nodes(int most) {
            nodes = most;
            return this;
        }

        /** The seed of nodes and pairs; 999 by default. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** The weight of each modality in the blend; paper 4.8.2 by default. */
        public Builder weights(Map<Modality, Double> blend) {
            weights = Map.copyOf(blend);
            return this;
        }

        /**
         * Computes the raw side.
         *
         * @throws IllegalArgumentException if there are no modalities, or too few nodes
         */
        public SimilarityMemory build() {
            if (weights.isEmpty()) {
                throw new IllegalArgumentException(
                        graphs.data().name() + ": 0 modalities, expected some to be remembered; load their features");
            }
            return new SimilarityMemory(this);
        }
    }
}
