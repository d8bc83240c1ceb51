package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.Optional;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;

/**
 * Finds similar nodes in the lists whose centroids are nearest to a node. List after list, its members are multiplied as matrices
 * with all nodes that search it, so that they are read once, the search runs at the speed of a dense product, and what it finds does
 * not depend on the number of threads.
 */
final class ListSearch {

    private static final int QUERIES = InvertedLists.PANEL;

    private static final int MEMBERS = 4 * InvertedLists.PANEL;

    /** Members whose cosines are looked through at once, since few of them pass a threshold. */
    private static final int GROUP = 8;

    private static final int LISTS_BETWEEN_CHECKS = 256;

    private final NodeVectors vectors;
    private final float[] inverse;
    private final InvertedLists lists;
    private final Optional<SharedItems> shared;
    private final DenseProduct product;

    /**
     * A search.
     *
     * @param inverse 1 / length of each node's own vector, 0 of a zero vector
     * @param shared what is added to the products
     */
    ListSearch(
            NodeVectors vectors,
            float[] inverse,
            InvertedLists lists,
            Optional<SharedItems> shared,
            DenseProduct product) {
        this.vectors = vectors;
        this.inverse = inverse;
        this.lists = lists;
        this.shared = shared;
        this.product = product;
    }

    /** The k most similar nodes of some nodes, in so many lists each. */
    Found search(int[] nodes, int probes, int k) {
        Found found = new Found(nodes, k);
        int[] chosen = lists.nearest(nodes, vectors, probes, product);
        search(Arrays.copyOf(chosen, nodes.length), found);
        search(Arrays.copyOfRange(chosen, nodes.length, chosen.length), found);
        return found;
    }

    /** Nearest lists first, so that little of the others passes the thresholds. */
    private void search(int[] chosen, Found found) {
        ByGroup asking = ByGroup.of(chosen, lists.count());
        for (int first = 0; first < lists.count(); first += LISTS_BETWEEN_CHECKS) {
            Interrupts.check("searching for neighbors");
            int start = first;
            Parallel.forRanges(Math.min(LISTS_BETWEEN_CHECKS, lists.count() - first), 1, (from, to) -> {
                for (int list = start + from; list < start + to; list++) {
                    int[] queries = Arrays.copyOfRange(asking.member(), asking.start(list), asking.end(list));
                    Arrays.setAll(queries, q -> queries[q] % found.nodes().length);
                    search(list, queries, found);
                }
            });
        }
    }

    /** @param queries places of the nodes that search the list */
    private void search(int list, int[] queries, Found found) {
        int d = vectors.dimension();
        for (int m = 0; m < lists.size(list) && queries.length > 0; m += MEMBERS) {
            int at = lists.start(list) + m;
            int count = Math.min(MEMBERS, lists.size(list) - m);
            float[] members = vectors.of(lists.members(), at, count);
            for (int q = 0; q < queries.length; q += QUERIES) {
                int[] some = Arrays.copyOfRange(queries, q, Math.min(queries.length, q + QUERIES));
                int width = width(some.length);
                float[] asking = new float[width * d];
                for (int b = 0; b < some.length; b++) {
                    vectors.copy(found.nodes()[some[b]], asking, b * d);
                }
                float[] products = new float[count * width];
                product.multiply(members, 0, count, asking, 0, width, d, products);
                look(found, some, at, count, products);
            }
        }
    }

    /** More columns than there are queries, whose products mean nothing, are less work than an incomplete panel. */
    private static int width(int queries) {
        return queries > InvertedLists.PANEL / 2 ? InvertedLists.PANEL : queries;
    }

    private void look(Found found, int[] queries, int at, int count, float[] products) {
        int width = products.length / count;
        int[] node = new int[queries.length];
        float[] own = new float[width];
        float[] threshold = new float[width];
        Arrays.fill(threshold, Float.MAX_VALUE);
        found.thresholds(queries, threshold);
        for (int b = 0; b < queries.length; b++) {
            node[b] = found.nodes()[queries[b]];
            own[b] = inverse[node[b]];
        }
        shared.ifPresent(s -> s.add(node, lists.members(), at, count, products, width));
        Found best = new Found(node, found.k());
        float[][] cosine = new float[GROUP][width];
        float[] excess = new float[width];
        for (int first = 0; first < count; first += GROUP) {
            int size = Math.min(GROUP, count - first);
            Arrays.fill(excess, 0f);
            for (int g = 0; g < size; g++) {
                System.arraycopy(products, (first + g) * width, cosine[g], 0, width);
                scale(cosine[g], own, inverse[lists.members()[at + first + g]], threshold, excess);
            }
            for (int b = 0; b < node.length; b++) {
                if (excess[b] > 0f) {
                    for (int g = 0; g < size; g++) {
                        if (cosine[g][b] > threshold[b]) {
                            best.offer(b, lists.members()[at + first + g], cosine[g][b]);
                            threshold[b] = Math.max(threshold[b], Math.nextDown(best.threshold(b)));
                        }
                    }
                }
            }
        }
        found.take(queries, best);
    }

    /** Turns products into cosines, and adds up by how much they pass the thresholds; without a branch, so in vectors. */
    private static void scale(float[] product, float[] own, float other, float[] threshold, float[] excess) {
        for (int b = 0; b < product.length; b++) {
            float cosine = product[b] * own[b] * other;
            float over = cosine - threshold[b];
            product[b] = cosine;
            excess[b] += over + Math.abs(over);
        }
    }

    /** How many lists must be searched until a share of some known neighbors lies in them. */
    int probesFor(Found known, double share) {
        int[] nodes = known.nodes();
        float[] near = lists.products(vectors.of(nodes, 0, nodes.length), nodes.length, product);
        int count = lists.count();
        int[] having = new int[count + 1];
        int all = 0;
        for (int b = 0; b < nodes.length; b++) {
            for (int p = 0; p < known.size(b); p++, all++) {
                int own = lists.listOf(known.id(b, p));
                int rank = 1;
                for (int list = 0; list < count; list++) {
                    float v = near[b * count + list];
                    float w = near[b * count + own];
                    rank += v > w || (v == w && list < own) ? 1 : 0;
                }
                having[rank]++;
            }
        }
        int probes = 0;
        for (long found = 0; probes < count && found < share * all; found += having[probes]) {
            probes++;
        }
        return Math.max(1, probes);
    }
}
