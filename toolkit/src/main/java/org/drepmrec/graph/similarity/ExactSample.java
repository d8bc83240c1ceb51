package org.drepmrec.graph.similarity;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/** The nearest neighbors of some nodes among all, to compare others with. */
final class ExactSample {

    /** Products that are held at once: 256 MB. */
    private static final int AT_ONCE = 1 << 26;

    private static final int MOST = 512;

    /** Nodes whose neighbors a thread selects in one pass. */
    private static final int SLICE = 32;

    private final FeatureGram gram;
    private final Csr weights;
    private final float[] inverse;

    /**
     * Prepares the comparison.
     *
     * @param weights W, nodes x distinct item rows; null where the nodes are these rows
     * @param inverse 1 / length of each node's vector
     */
    ExactSample(FeatureGram gram, Csr weights, float[] inverse) {
        this.gram = gram;
        this.weights = weights;
        this.inverse = inverse;
    }

    Found nearest(int[] nodes, int k) {
        Found found = new Found(nodes, k);
        int group =
                Math.max(SLICE, Math.min(MOST, AT_ONCE / Math.max(1, gram.rows().count())));
        for (int first = 0; first < nodes.length; first += group) {
            Interrupts.check("comparing a sample with all nodes");
            int size = Math.min(group, nodes.length - first);
            float[] products = gram.productsWithItems(vectors(Arrays.copyOfRange(nodes, first, first + size)), size);
            int from = first;
            Parallel.forRanges((size + SLICE - 1) / SLICE, 1, (a, b) -> {
                for (int s = a; s < b; s++) {
                    look(found, from, s * SLICE, Math.min(SLICE, size - s * SLICE), size, products);
                }
            });
        }
        return found;
    }

    private float[] vectors(int[] nodes) {
        return weights == null ? gram.rowVectors(nodes) : gram.vectors(weights, nodes);
    }

    private void look(Found found, int first, int column, int count, int width, float[] products) {
        float[] sum = new float[count];
        for (int node = 0; node < inverse.length; node++) {
            if (weights == null) {
                System.arraycopy(products, node * width + column, sum, 0, count);
            } else {
                Arrays.fill(sum, 0f);
                for (int e = weights.start(node); e < weights.start(node + 1); e++) {
                    add(weights.value(e), products, weights.column(e) * width + column, sum);
                }
            }
            for (int b = 0; b < count; b++) {
                int query = first + column + b;
                float cosine = sum[b] * inverse[found.nodes()[query]] * inverse[node];
                if (cosine > found.threshold(query)) {
                    found.offer(query, node, cosine);
                }
            }
        }
    }

    private static void add(float factor, float[] x, int at, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * x[at + j];
        }
    }
}
