package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;
import org.drepmrec.sparse.TopK;

/**
 * Nodes in lists by the centroid that their vector points to most closely: spherical k-means, lists of a size that does not depend
 * on how many nodes there are. They follow from the vectors alone, whatever the number of threads.
 *
 * <p>Each round of k-means places other nodes and moves the centroids by them, as Sculley does (Web-scale k-means clustering, WWW
 * 2010): nodes that had made a centroid would stay with it, and what is similar would end in several lists.
 */
final class InvertedLists {

    private static final int ROUNDS = 24;

    /** Nodes of a round for each list. */
    private static final int SAMPLE_PER_LIST = 10;

    /** What a node of one round counts in the next. */
    private static final float KEPT = 0.9f;

    /** Nodes that a dense product takes at its fastest. */
    static final int PANEL = 512;

    /** Shorter lists than this part of the mean are given up, so that every list has neighbors to offer. */
    private static final int SHORT = 8;

    /** Numbers of drawn vectors that are held at once: 64 MB, or those of one round. */
    private static final int AT_ONCE = 1 << 24;

    /** A node that searches one list ranks this many near its own. */
    private static final int RANKED = 16;

    private final float[] centroids;
    private final int dimension;
    private final int[] listOf;
    private final ByGroup groups;

    /**
     * Wraps lists.
     *
     * @param listOf the list of each node
     */
    InvertedLists(float[] centroids, int dimension, int... listOf) {
        this.centroids = centroids;
        this.dimension = dimension;
        this.listOf = listOf;
        this.groups = ByGroup.of(listOf, centroids.length / dimension);
    }

    /**
     * Makes the lists.
     *
     * @param mean nodes of a list, on average
     */
    static InvertedLists of(NodeVectors vectors, float[] inverse, int mean, DenseProduct product, long seed) {
        float[] centroids = centroids(
                vectors.nodes(),
                mean,
                nodes -> new Drawn(
                        NodeVectors.dense(vectors.of(nodes, 0, nodes.length), vectors.dimension()),
                        ItemSearch.rounded(Arrays.stream(nodes)
                                .mapToDouble(node -> inverse[node])
                                .toArray())),
                product,
                seed);
        return withoutShort(centroids, vectors, product);
    }

    /** Some vectors, and 1 / length of each. */
    record Drawn(NodeVectors vectors, float[] inverse) {}

    /**
     * The centroids that lists of n nodes start from; some of those lists are short.
     *
     * @param draw gives the named nodes, those of one or more rounds at a time
     */
    static float[] centroids(int n, int mean, Function<int[], Drawn> draw, DenseProduct product, long seed) {
        int lists = (n + mean - 1) / mean;
        int[] order = shuffled(n, new SplittableRandom(seed));
        NodeVectors first = draw.apply(Arrays.copyOf(order, lists)).vectors();
        float[] sums = unit(first.of(first.all(), 0, lists), first.dimension());
        float[] centroids = sums;
        int size = Math.min(SAMPLE_PER_LIST * lists, n / ROUNDS);
        int rounds = Math.max(1, AT_ONCE / Math.max(1, size * first.dimension()));
        for (int done = 0; done < ROUNDS; done += rounds) {
            int last = Math.min(ROUNDS, done + rounds);
            Drawn drawn = draw.apply(Arrays.copyOfRange(order, done * size, last * size));
            for (int from = 0; from < (last - done) * size; from += size) {
                int[] some = IntStream.range(from, from + size).toArray();
                sums = add(drawn, some, nearest(drawn.vectors(), some, centroids, product), sums);
                centroids = unit(sums, first.dimension());
            }
        }
        return centroids;
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** The centroid with the largest dot product, the first of equal ones. */
    static int[] nearest(NodeVectors vectors, int[] nodes, float[] centroids, DenseProduct product) {
        int d = vectors.dimension();
        int lists = centroids.length / d;
        int[] nearest = new int[nodes.length];
        Interrupts.check("dividing nodes into lists");
        Parallel.forRanges((nodes.length + PANEL - 1) / PANEL, 1, (from, to) -> {
            float[] x = new float[PANEL * d];
            float[] products = new float[lists * PANEL];
            for (int b = from; b < to; b++) {
                int first = b * PANEL;
                int size = Math.min(PANEL, nodes.length - first);
                for (int r = 0; r < size; r++) {
                    vectors.copy(nodes[first + r], x, r * d);
                }
                product.multiply(centroids, 0, lists, x, 0, PANEL, d, products);
                System.arraycopy(largest(products), 0, nearest, first, size);
            }
        });
        return nearest;
    }

    /** The row of the largest number in each column. */
    private static int[] largest(float[] values) {
        float[] best = Arrays.copyOf(values, PANEL);
        int[] row = new int[PANEL];
        for (int from = PANEL; from < values.length; from += PANEL) {
            for (int j = 0; j < PANEL; j++) {
                if (values[from + j] > best[j]) {
                    best[j] = values[from + j];
                    row[j] = from / PANEL;
                }
            }
        }
        return row;
    }

    /** Sums of the unit vectors of each list's nodes, and of what is kept of the sums before. */
    private static float[] add(Drawn drawn, int[] nodes, int[] nearest, float[] before) {
        int d = drawn.vectors().dimension();
        int lists = before.length / d;
        ByGroup groups = ByGroup.of(nearest, lists);
        float[] sums = new float[before.length];
        Parallel.forRanges(lists, 1, (from, to) -> {
            float[] x = new float[d];
            for (int list = from; list < to; list++) {
                for (int j = list * d; j < (list + 1) * d; j++) {
                    sums[j] = KEPT * before[j];
                }
                for (int e = groups.start(list); e < groups.end(list); e++) {
                    int node = nodes[groups.member()[e]];
                    drawn.vectors().copy(node, x, 0);
                    for (int j = 0; j < d; j++) {
                        sums[list * d + j] += drawn.inverse()[node] * x[j];
                    }
                }
            }
        });
        return sums;
    }

    private static float[] unit(float[] rows, int d) {
        float[] unit = new float[rows.length];
        for (int r = 0; r < rows.length; r += d) {
            double square = 0;
            for (int j = r; j < r + d; j++) {
                square += (double) rows[j] * rows[j];
            }
            double inverse = square == 0 ? 0 : 1 / Math.sqrt(square);
            for (int j = r; j < r + d; j++) {
                unit[j] = (float) (rows[j] * inverse);
            }
        }
        return unit;
    }

    /** Nodes of a short list go to the nearest other; all others are where they were nearest already. */
    private static InvertedLists withoutShort(float[] centroids, NodeVectors vectors, DenseProduct product) {
        int d = vectors.dimension();
        int lists = centroids.length / d;
        int[] nearest = nearest(vectors, vectors.all(), centroids, product);
        int[] kept = longOnes(nearest, lists);
        int[] renumbered = new int[lists];
        Arrays.fill(renumbered, -1);
        for (int list = 0; list < kept.length; list++) {
            renumbered[kept[list]] = list;
        }
        float[] some = NodeVectors.dense(centroids, d).of(kept, 0, kept.length);
        int[] listOf = Arrays.stream(nearest).map(list -> renumbered[list]).toArray();
        int[] moved = IntStream.range(0, listOf.length)
                .filter(node -> listOf[node] < 0)
                .toArray();
        int[] to = nearest(vectors, moved, some, product);
        for (int m = 0; m < moved.length; m++) {
            listOf[moved[m]] = to[m];
        }
        return new InvertedLists(some, d, listOf);
    }

    /** The lists that are not short, of so many. */
    static int[] longOnes(int[] listOf, int lists) {
        ByGroup groups = ByGroup.of(listOf, lists);
        int least = listOf.length / lists / SHORT;
        return IntStream.range(0, lists)
                .filter(list -> groups.size(list) > least)
                .toArray();
    }

    int count() {
        return centroids.length / dimension;
    }

    int listOf(int node) {
        return listOf[node];
    }

    int start(int list) {
        return groups.start(list);
    }

    int size(int list) {
        return groups.size(list);
    }

    /** All nodes, list after list. */
    int[] members() {
        return groups.member();
    }

    /** Dot products of vectors with all centroids, vectors x lists. */
    float[] products(float[] vectors, int count, DenseProduct product) {
        float[] out = new float[Math.multiplyExact(count, count())];
        product.multiply(vectors, 0, count, centroids, 0, count(), dimension, out);
        return out;
    }

    /**
     * The lists with the nearest centroids for each of some nodes, probes x nodes, nearest first, of those whose centroids are nearest to that of the
     * node's own list: so what a node costs does not depend on how many lists there are.
     */
    int[] nearest(int[] nodes, NodeVectors vectors, int probes, DenseProduct product) {
        ByGroup asking =
                ByGroup.of(Arrays.stream(nodes).map(node -> listOf[node]).toArray(), count());
        int ranked = (int) Math.min(count(), (long) RANKED * probes);
        int[] chosen = new int[Math.multiplyExact(nodes.length, probes)];
        Parallel.forRanges(count(), 1, (from, to) -> {
            for (int list = from; list < to; list++) {
                if (asking.size(list) > 0) {
                    choose(nodes, asking, list, vectors, near(list, ranked, product), probes, product, chosen);
                }
            }
        });
        return chosen;
    }

    /** So many lists near one, in the order of their number. */
    private int[] near(int list, int ranked, DenseProduct product) {
        if (ranked == count()) {
            return IntStream.range(0, ranked).toArray();
        }
        float[] cosine = new float[count()];
        product.multiply(centroids, list, 1, centroids, 0, count(), dimension, cosine);
        TopK best = new TopK(ranked);
        for (int other = 0; other < cosine.length; other++) {
            best.offer(other, cosine[other]);
        }
        return Arrays.stream(best.ids()).sorted().toArray();
    }

    private void choose(
            int[] nodes,
            ByGroup asking,
            int list,
            NodeVectors vectors,
            int[] near,
            int probes,
            DenseProduct product,
            int[] chosen) {
        float[] some = NodeVectors.dense(centroids, dimension).of(near, 0, near.length);
        TopK best = new TopK(probes);
        float[] unused = new float[probes];
        int[] ids = new int[probes];
        for (int first = asking.start(list); first < asking.end(list); first += PANEL) {
            int size = Math.min(PANEL, asking.end(list) - first);
            int[] queries = Arrays.copyOfRange(asking.member(), first, first + size);
            int[] own = Arrays.stream(queries).map(query -> nodes[query]).toArray();
            float[] products = new float[near.length * size];
            product.multiply(vectors.of(own, 0, size), 0, size, some, 0, near.length, dimension, products);
            for (int q = 0; q < size; q++) {
                best.clear();
                for (int j = 0; j < near.length; j++) {
                    best.offer(near[j], products[q * near.length + j]);
                }
                best.copyTo(ids, unused, 0);
                for (int p = 0; p < probes; p++) {
                    chosen[p * nodes.length + queries[q]] = ids[p];
                }
            }
        }
    }

    /** So many lists hold more than k nodes, whichever they are. */
    int enoughFor(int k) {
        int[] sizes = IntStream.range(0, count()).map(this::size).sorted().toArray();
        long sum = 0;
        int lists = 0;
        while (lists < sizes.length && sum <= k) {
            sum += sizes[lists++];
        }
        return lists;
    }
}
