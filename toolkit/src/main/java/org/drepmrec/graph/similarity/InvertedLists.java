package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;
import org.drepmrec.sparse.TopK;

/**
 * Nodes in lists by the centroid that their vector points to most closely: spherical k-means on a sample, about as many
 * lists as a list has nodes. It follows from the vectors alone, whatever the number of threads.
 */
final class InvertedLists {

    private static final int SAMPLE_PER_LIST = 40;
    private static final int ROUNDS = 8;

    /** Members of a list that a dense product takes at its fastest. */
    static final int PANEL = 512;

    /** Shorter lists than this part of the mean are given up, so that every list has neighbors to offer. */
    private static final int SHORT = 8;

    /** Nodes whose lists are chosen at once. */
    private static final int ASKING = 256;

    /** Numbers that are handled at once: 16 MB. */
    private static final int AT_ONCE = 1 << 22;

    private final float[] centroids;
    private final int dimension;
    private final int[] listOf;
    private final int[] start;
    private final int[] member;

    /**
     * Wraps lists.
     *
     * @param listOf the list of each node
     */
    InvertedLists(float[] centroids, int dimension, int[] listOf, int count) {
        this.centroids = centroids;
        this.dimension = dimension;
        this.listOf = listOf;
        this.start = new int[count + 1];
        for (int list : listOf) {
            start[list + 1]++;
        }
        for (int list = 0; list < count; list++) {
            start[list + 1] += start[list];
        }
        this.member = new int[listOf.length];
        int[] next = start.clone();
        for (int node = 0; node < listOf.length; node++) {
            member[next[listOf[node]]++] = node;
        }
    }

    /** Makes the lists. */
    static InvertedLists of(NodeVectors vectors, float[] inverse, DenseProduct product, long seed) {
        int[] sample = sample(vectors.nodes(), seed);
        return withoutShort(centroids(vectors, inverse, sample, countFor(vectors.nodes()), product), vectors, product);
    }

    /** How many lists so many nodes are divided into. */
    private static int countFor(int n) {
        return (int) Math.ceil(Math.sqrt(n));
    }

    /** The nodes whose vectors make the lists, of so many nodes, in this order. */
    static int[] sample(int n, long seed) {
        int[] order = shuffled(n, new SplittableRandom(seed));
        return Arrays.copyOf(order, Math.min(n, SAMPLE_PER_LIST * countFor(n)));
    }

    /** The centroids that lists of so many nodes start from; short lists among them. */
    static float[] centroids(NodeVectors sample, float[] inverse, int n, DenseProduct product) {
        return centroids(sample, inverse, IntStream.range(0, sample.nodes()).toArray(), countFor(n), product);
    }

    private static float[] centroids(
            NodeVectors vectors, float[] inverse, int[] sample, int lists, DenseProduct product) {
        float[] centroids = unit(vectors.of(sample, 0, lists), vectors.dimension());
        for (int round = 0; round < ROUNDS; round++) {
            centroids = means(vectors, inverse, sample, nearest(vectors, sample, centroids, product), centroids);
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
        int block = Math.max(64, Math.min(4096, AT_ONCE / Math.max(d, lists)));
        int[] nearest = new int[nodes.length];
        int blocks = (nodes.length + block - 1) / block;
        Interrupts.check("dividing nodes into lists");
        Parallel.forRanges(blocks, 1, (from, to) -> {
            for (int b = from; b < to; b++) {
                int first = b * block;
                int size = Math.min(block, nodes.length - first);
                float[] products = new float[size * lists];
                product.multiply(vectors.of(nodes, first, size), 0, size, centroids, 0, lists, d, products);
                for (int r = 0; r < size; r++) {
                    nearest[first + r] = largest(products, r * lists, lists);
                }
            }
        });
        return nearest;
    }

    private static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int j = 1; j < count; j++) {
            if (values[from + j] > values[from + best]) {
                best = j;
            }
        }
        return best;
    }

    /** Directions of the sums of unit vectors; a list without any keeps its own. */
    private static float[] means(NodeVectors vectors, float[] inverse, int[] nodes, int[] nearest, float[] centroids) {
        int d = vectors.dimension();
        InvertedLists lists = new InvertedLists(centroids, d, nearest, centroids.length / d);
        float[] sums = new float[centroids.length];
        Parallel.forRanges(lists.count(), 1, (from, to) -> {
            float[] x = new float[d];
            for (int list = from; list < to; list++) {
                for (int e = lists.start[list]; e < lists.start[list + 1]; e++) {
                    int node = nodes[lists.member[e]];
                    vectors.copy(node, x, 0);
                    for (int j = 0; j < d; j++) {
                        sums[list * d + j] += inverse[node] * x[j];
                    }
                }
            }
        });
        float[] directions = unit(sums, d);
        for (int list = 0; list < lists.count(); list++) {
            if (lists.size(list) == 0) {
                System.arraycopy(centroids, list * d, directions, list * d, d);
            }
        }
        return directions;
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
        int[] nearest = nearest(vectors, IntStream.range(0, vectors.nodes()).toArray(), centroids, product);
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
        return new InvertedLists(some, d, listOf, kept.length);
    }

    /** The lists that are not short, of so many. */
    static int[] longOnes(int[] listOf, int lists) {
        int[] size = new int[lists];
        for (int list : listOf) {
            size[list]++;
        }
        int least = listOf.length / lists / SHORT;
        return IntStream.range(0, lists).filter(list -> size[list] > least).toArray();
    }

    int count() {
        return start.length - 1;
    }

    int listOf(int node) {
        return listOf[node];
    }

    int start(int list) {
        return start[list];
    }

    int size(int list) {
        return start[list + 1] - start[list];
    }

    /** All nodes, list after list. */
    int[] members() {
        return member;
    }

    /** Dot products of vectors with all centroids, vectors x lists. */
    float[] products(float[] vectors, int count, DenseProduct product) {
        float[] out = new float[Math.multiplyExact(count, count())];
        product.multiply(vectors, 0, count, centroids, 0, count(), dimension, out);
        return out;
    }

    /** The lists with the nearest centroids for each of some nodes, nodes x probes. */
    int[] nearest(int[] nodes, NodeVectors vectors, int probes, DenseProduct product) {
        int[] chosen = new int[Math.multiplyExact(nodes.length, probes)];
        Parallel.forRanges((nodes.length + ASKING - 1) / ASKING, 1, (from, to) -> {
            for (int b = from; b < to; b++) {
                int first = b * ASKING;
                int size = Math.min(ASKING, nodes.length - first);
                choose(products(vectors.of(nodes, first, size), size, product), size, probes, chosen, first * probes);
            }
        });
        return chosen;
    }

    private void choose(float[] near, int size, int probes, int[] chosen, int at) {
        int count = count();
        TopK best = new TopK(probes);
        float[] unused = new float[probes];
        int[] ids = new int[probes];
        for (int q = 0; q < size; q++) {
            best.clear();
            float threshold = best.threshold();
            for (int list = 0; list < count; list++) {
                if (near[q * count + list] > threshold) {
                    best.offer(list, near[q * count + list]);
                    threshold = best.threshold();
                }
            }
            best.copyTo(ids, unused, 0);
            System.arraycopy(ids, 0, chosen, at + q * probes, probes);
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
