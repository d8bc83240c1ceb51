package org.drepmrec.graph.similarity;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.drepmrec.sparse.DenseProduct;

/**
 * The lists of {@link Neighbors#approximate}, for vectors that lie on several machines: made from a sample, placed and chosen for
 * some vectors at a time. Who searches the lists that are chosen finds what that search finds, if vectors are distinct; of equal
 * vectors the sample has each. Immutable.
 */
public final class DirectionLists implements Serializable {

    private static final long serialVersionUID = 1L;

    private final float[] centroids;
    private final int dimension;

    private DirectionLists(float[] centroids, int dimension) {
        this.centroids = centroids;
        this.dimension = dimension;
    }

    /**
     * Makes lists.
     *
     * @param n the number of nodes, numbered from 0
     * @param d numbers of a vector
     * @param vectors gives those of the named nodes, row-major; asked for 64 MB at a time, or for ten nodes a list
     */
    public static DirectionLists of(int n, int d, Function<int[], float[]> vectors) {
        float[] centroids = InvertedLists.centroids(
                n,
                ApproximateSearch.ITEMS_OF_LIST,
                nodes -> drawn(NodeVectors.dense(vectors.apply(nodes), d)),
                DenseProduct.JAVA,
                ApproximateSearch.SEED);
        return new DirectionLists(centroids, d);
    }

    private static InvertedLists.Drawn drawn(NodeVectors vectors) {
        int d = vectors.dimension();
        float[] x = new float[d];
        float[] inverse = new float[vectors.nodes()];
        for (int r = 0; r < inverse.length; r++) {
            vectors.copy(r, x, 0);
            double square = 0;
            for (float value : x) {
                square += (double) value * value;
            }
            inverse[r] = square == 0 ? 0f : (float) (1 / Math.sqrt(square));
        }
        return new InvertedLists.Drawn(vectors, inverse);
    }

    /** How many there are. */
    public int count() {
        return centroids.length / dimension;
    }

    /**
     * These without the short ones, so that every list has neighbors to offer.
     *
     * @param listOf the list of each node
     */
    public DirectionLists withoutShort(int... listOf) {
        int[] kept = InvertedLists.longOnes(listOf, count());
        return new DirectionLists(NodeVectors.dense(centroids, dimension).of(kept, 0, kept.length), dimension);
    }

    /**
     * The list that each node belongs to.
     *
     * @param vectors of the nodes, row-major
     */
    public int[] listOf(float... vectors) {
        NodeVectors nodes = NodeVectors.dense(vectors, dimension);
        return InvertedLists.nearest(nodes, nodes.all(), centroids, DenseProduct.JAVA);
    }

    /**
     * The lists that some nodes are looked up in, nodes x probes.
     *
     * @param vectors of the nodes, row-major
     * @param listOf the list of each of them
     */
    public int[] chosen(float[] vectors, int[] listOf, int probes) {
        NodeVectors nodes = NodeVectors.dense(vectors, dimension);
        int[] nearest = lists(listOf).nearest(nodes.all(), nodes, probes, DenseProduct.JAVA);
        int n = nodes.nodes();
        int[] chosen = new int[nearest.length];
        Arrays.setAll(chosen, c -> nearest[c % probes * n + c / probes]);
        return chosen;
    }

    /**
     * The part that each list belongs to, for so many machines: about as many nodes in each, like lists together, so that a node's
     * chosen lists are in few of them.
     *
     * @param listOf the list of every node
     */
    public int[] parts(int[] listOf, int parts) {
        InvertedLists lists = lists(listOf);
        int[] sizes = IntStream.range(0, count()).map(lists::size).toArray();
        return ListParts.of(centroids, dimension, sizes, parts);
    }

    private InvertedLists lists(int... listOf) {
        return new InvertedLists(centroids, dimension, listOf);
    }

    /**
     * The nodes that say in how many lists to look, whose nearest neighbors must be known.
     *
     * @param directed numbers of the nodes whose vectors are not zero, ascending
     */
    public static int[] drawn(int... directed) {
        return ApproximateSearch.drawn(directed);
    }

    /**
     * In how many lists to look.
     *
     * @param listOf the list of every node
     * @param drawn the nodes of {@link #drawn}, in its order
     * @param vectors of these, row-major
     * @param nearest the k nearest neighbors of each of these, itself left out
     * @param recall the least share of them that must be found
     * @throws IllegalArgumentException if less is found in any number of lists
     */
    public Approximation plan(int[] listOf, int[] drawn, float[] vectors, int[][] nearest, int k, double recall) {
        InvertedLists lists = lists(listOf);
        NodeVectors known = known(drawn, vectors, listOf.length);
        ListSearch search = new ListSearch(known, null, lists, Optional.empty(), DenseProduct.JAVA);
        int half = ApproximateSearch.toSet(drawn.length);
        int probes = Math.min(
                count(),
                Math.max(
                        search.probesFor(
                                found(Arrays.copyOf(drawn, half), nearest, k), ApproximateSearch.inLists(recall)),
                        lists.enoughFor(k)));
        int[] judging = Arrays.copyOfRange(drawn, half, drawn.length);
        int[][] theirs = Arrays.copyOfRange(nearest, half, drawn.length);
        double share = share(lists, known, judging, theirs, probes);
        while (share < recall && probes < count()) {
            probes = ApproximateSearch.moreOf(probes, count());
            share = share(lists, known, judging, theirs, probes);
        }
        ApproximateSearch.require(share, judging.length, recall);
        return new Approximation(share, judging.length, probes, count());
    }

    private NodeVectors known(int[] drawn, float[] vectors, int n) {
        Map<Integer, Integer> row = new HashMap<>();
        for (int r = 0; r < drawn.length; r++) {
            row.put(drawn[r], r);
        }
        int d = dimension;
        return new NodeVectors() {
            @Override
            public int nodes() {
                return n;
            }

            @Override
            public int dimension() {
                return d;
            }

            @Override
            public void copy(int node, float[] out, int at) {
                System.arraycopy(vectors, row.get(node) * d, out, at, d);
            }
        };
    }

    private static Found found(int[] nodes, int[][] nearest, int k) {
        Found found = new Found(nodes, k);
        for (int b = 0; b < nodes.length; b++) {
            for (int r = 0; r < nearest[b].length; r++) {
                found.offer(b, nearest[b][r], -r);
            }
        }
        return found;
    }

    /** A neighbor is found if its list is searched, since no more than k others are nearer. */
    private static double share(InvertedLists lists, NodeVectors known, int[] nodes, int[][] nearest, int probes) {
        int[] chosen = lists.nearest(nodes, known, probes, DenseProduct.JAVA);
        int hits = 0;
        int all = 0;
        for (int b = 0; b < nodes.length; b++) {
            int node = b;
            for (int neighbor : nearest[b]) {
                int list = lists.listOf(neighbor);
                hits += IntStream.range(0, probes).anyMatch(p -> chosen[p * nodes.length + node] == list) ? 1 : 0;
                all++;
            }
        }
        return all == 0 ? 1 : hits / (double) all;
    }
}
