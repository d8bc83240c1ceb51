package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.Optional;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;

/**
 * Finds similar nodes in the lists whose centroids are nearest to a node. The nodes that search a list are multiplied with its
 * members as matrices, so that the search runs at the speed of a dense product and does not depend on the number of threads.
 */
final class ListSearch {

    /** Nodes that one thread searches for at once; neighbors in list order search about the same lists. */
    private static final int CHUNK = 2048;

    private static final int QUERIES = 512;

    private static final int MEMBERS = 2 * InvertedLists.PANEL;

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
        Interrupts.check("searching for neighbors");
        Found found = new Found(nodes, k);
        int chunks = (nodes.length + CHUNK - 1) / CHUNK;
        Parallel.forRanges(chunks, 1, (from, to) -> {
            for (int c = from; c < to; c++) {
                search(c * CHUNK, Math.min(CHUNK, nodes.length - c * CHUNK), probes, found);
            }
        });
        return found;
    }

    private void search(int first, int size, int probes, Found found) {
        float[] own = vectors.of(found.nodes(), first, size);
        int[] start = new int[lists.count() + 1];
        int[] queries = queriesByList(Arrays.copyOfRange(found.nodes(), first, first + size), probes, start);
        int d = vectors.dimension();
        float[] members = new float[MEMBERS * d];
        float[] some = new float[Math.min(size, QUERIES) * d];
        float[] products = new float[Math.min(size, QUERIES) * MEMBERS];
        for (int list = 0; list < lists.count(); list++) {
            for (int m = 0; m < lists.size(list) && start[list] < start[list + 1]; m += MEMBERS) {
                int at = lists.start(list) + m;
                int count = Math.min(MEMBERS, lists.size(list) - m);
                int width = width(count);
                for (int b = 0; b < count; b++) {
                    vectors.copy(lists.members()[at + b], members, b * d);
                }
                for (int q = start[list]; q < start[list + 1]; q += QUERIES) {
                    int asking = Math.min(QUERIES, start[list + 1] - q);
                    for (int b = 0; b < asking; b++) {
                        System.arraycopy(own, queries[q + b] * d, some, b * d, d);
                    }
                    product.multiply(some, 0, asking, members, 0, width, d, products);
                    for (int b = 0; b < asking; b++) {
                        look(found, first + queries[q + b], at, count, products, b * width);
                    }
                }
            }
        }
    }

    /** More columns than there are members, whose products mean nothing, are less work than an incomplete panel. */
    private static int width(int count) {
        int panels = (count + InvertedLists.PANEL / 2) / InvertedLists.PANEL;
        return Math.max(count, panels * InvertedLists.PANEL);
    }

    private void look(Found found, int b, int at, int count, float[] products, int from) {
        int node = found.nodes()[b];
        shared.ifPresent(s -> s.add(node, at, count, products, from));
        int[] member = lists.members();
        float own = inverse[node];
        float threshold = found.threshold(b);
        for (int j = 0; j < count; j++) {
            float cosine = products[from + j] * own * inverse[member[at + j]];
            if (cosine >= threshold) {
                found.offer(b, member[at + j], cosine);
                threshold = found.threshold(b);
            }
        }
    }

    /** Which queries search a list: those at {@code start[list]} to {@code start[list + 1] - 1}. */
    private int[] queriesByList(int[] nodes, int probes, int[] start) {
        int count = lists.count();
        int[] chosen = lists.nearest(nodes, vectors, probes, product);
        for (int list : chosen) {
            start[list + 1]++;
        }
        for (int list = 0; list < count; list++) {
            start[list + 1] += start[list];
        }
        int[] next = Arrays.copyOf(start, count);
        int[] queries = new int[chosen.length];
        for (int e = 0; e < chosen.length; e++) {
            queries[next[chosen[e]]++] = e / probes;
        }
        return queries;
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
