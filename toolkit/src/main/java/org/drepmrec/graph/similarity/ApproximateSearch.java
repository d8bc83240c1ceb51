package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.TopK;

/**
 * Finds most of the nearest neighbors without comparing all nodes with all. How many lists are searched, and how many candidates
 * are compared by their whole vectors, follows from one sample whose nearest neighbors are known; a second sample says what
 * share is found. Users of wide features are searched by the principal directions of the items and by the items they share, and
 * the candidates compared by their whole vectors.
 */
final class ApproximateSearch {

    static final long SEED = 999;

    /** Nodes that set the search, and nodes that judge it. */
    private static final int TO_SET = 128;

    private static final int TO_JUDGE = 384;

    /** Users' vectors wider than twice this are searched along so many directions. */
    private static final int DIRECTIONS = 128;

    /** Candidates for a neighbor, at most. */
    private static final int MOST_CANDIDATES = 25;

    /** Nodes whose results are held at once. */
    private static final int AT_ONCE = 1 << 15;

    private final FeatureGram gram;
    private final DenseProduct product;
    private final Csr weights;
    private final float[] inverse;
    private final double asked;
    private final InvertedLists lists;
    private final ListSearch search;
    private final boolean projected;

    private ApproximateSearch(FeatureGram gram, Csr weights, double asked) {
        this.gram = gram;
        this.product = gram.product();
        this.weights = weights;
        this.asked = asked;
        this.inverse = ItemSearch.rounded(ItemSearch.inverses(weights == null ? gram.norms() : gram.norms(weights)));
        NodeVectors rows = gram.rows();
        this.projected = weights != null && rows.dimension() > 2 * DIRECTIONS;
        PrincipalDirections directions = projected ? PrincipalDirections.of(rows, DIRECTIONS, product, SEED) : null;
        float[] along = projected ? directions.project(rows, product) : null;
        NodeVectors vectors = weights == null
                ? rows
                : projected
                        ? NodeVectors.dense(
                                FeatureGram.sums(weights, NodeVectors.dense(along, directions.count())),
                                directions.count())
                        : NodeVectors.dense(FeatureGram.sums(weights, rows), rows.dimension());
        this.lists = InvertedLists.of(vectors, inverse, product, SEED);
        Optional<SharedItems> shared = projected
                ? Optional.of(new SharedItems(weights, left(gram.norms(), along, directions.count()), lists.members()))
                : Optional.empty();
        this.search = new ListSearch(vectors, inverse, lists, shared, product);
    }

    /** The squared lengths of what the projections of vectors leave out. */
    private static float[] left(double[] lengths, float[] along, int count) {
        float[] left = new float[lengths.length];
        for (int r = 0; r < left.length; r++) {
            double square = lengths[r] * lengths[r];
            for (int j = r * count; j < (r + 1) * count; j++) {
                square -= (double) along[j] * along[j];
            }
            left[r] = (float) Math.max(0, square);
        }
        return left;
    }

    /** Of every item. */
    static Neighbors items(FeatureGram gram, int k, boolean includeSelf, double recall) {
        return new ApproximateSearch(gram, null, recall).neighbors(k, k, includeSelf);
    }

    /** Of every user; W, users x distinct item rows. */
    static Neighbors users(FeatureGram gram, Csr weights, int k, boolean includeSelf, double recall) {
        return new ApproximateSearch(gram, weights, recall).neighbors(k, includeSelf ? k - 1 : k, includeSelf);
    }

    /** What is found in so many lists, among so many candidates. */
    private record Effort(int probes, int candidates) {}

    private Neighbors neighbors(int k, int neighbors, boolean includeSelf) {
        int others = Math.max(1, Math.min(neighbors, inverse.length - 1));
        ExactSample exact = new ExactSample(gram, weights, inverse);
        int[] drawn = drawn(
                IntStream.range(0, inverse.length).filter(n -> inverse[n] != 0f).toArray());
        int half = toSet(drawn);
        Effort effort = effort(exact.nearest(Arrays.copyOf(drawn, half), others), others);
        Found nearest = exact.nearest(Arrays.copyOfRange(drawn, half, drawn.length), others);
        double recall = nearest.recallOf(find(nearest.nodes(), effort, others));
        while (recall < asked && effort.probes() < lists.count()) {
            effort = new Effort(moreOf(effort.probes(), lists.count()), moreOf(effort.candidates(), most(others)));
            recall = nearest.recallOf(find(nearest.nodes(), effort, others));
        }
        require(recall, nearest.nodes().length, asked);
        Selection selected = new Selection(k, includeSelf);
        int[] all = lists.members();
        int step = projected ? Math.min(AT_ONCE, new CandidateCosines(gram, weights, inverse).block()) : AT_ONCE;
        for (int first = 0; first < all.length; first += step) {
            int[] nodes = Arrays.copyOfRange(all, first, Math.min(all.length, first + step));
            selected.take(find(nodes, effort, others));
        }
        return selected.neighbors(new Approximation(recall, nearest.nodes().length, effort.probes(), lists.count()));
    }

    static int moreOf(int effort, int most) {
        return Math.min(most, effort + Math.max(1, effort / 4));
    }

    static void require(double recall, int sample, double asked) {
        if (recall < asked) {
            throw new IllegalArgumentException(String.format(
                    "option knn.recall: found %.4f of the nearest neighbors of %,d sampled nodes, expected at least %.4f;"
                            + " set knn.search to exact, or ask for less",
                    recall, sample, asked));
        }
    }

    /** The sample: some of the nodes that have a direction, each at most once; the first of them set the search. */
    static int[] drawn(int... some) {
        int[] drawn = some.clone();
        SplittableRandom random = new SplittableRandom(SEED);
        int size = Math.min(TO_SET + TO_JUDGE, drawn.length);
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i, drawn.length);
            int swapped = drawn[i];
            drawn[i] = drawn[j];
            drawn[j] = swapped;
        }
        return Arrays.copyOf(drawn, size);
    }

    /** How many of a sample set the search; the others judge it. */
    static int toSet(int... drawn) {
        return drawn.length * TO_SET / (TO_SET + TO_JUDGE);
    }

    /** The share of known neighbors that lie in the lists that are searched. */
    static double inLists(double asked, boolean projected) {
        return asked + (1 - asked) * (projected ? 0.67 : 0.4);
    }

    /** The least effort that finds more than asked, so that another sample shows no less. */
    private Effort effort(Found known, int others) {
        int probes = Math.min(
                lists.count(),
                Math.max(search.probesFor(known, inLists(asked, projected)), lists.enoughFor(most(others))));
        if (!projected) {
            return new Effort(probes, others);
        }
        int most = most(others);
        Found candidates = search.search(known.nodes(), probes, most);
        int few = others;
        while (few < most && known.recallOf(best(candidates.first(few), others)) < asked + (1 - asked) * 0.4) {
            few = Math.min(most, few + Math.max(1, few / 4));
        }
        return new Effort(probes, few);
    }

    private int most(int others) {
        return Math.min(inverse.length - 1, projected ? MOST_CANDIDATES * others : others);
    }

    private Found find(int[] nodes, Effort effort, int others) {
        return best(search.search(nodes, effort.probes(), effort.candidates()), others);
    }

    private Found best(Found candidates, int others) {
        return projected ? new CandidateCosines(gram, weights, inverse).best(candidates, others) : candidates;
    }

    /** Neighbors of items or users from those of distinct rows or users. */
    private final class Selection {

        private final int k;
        private final boolean includeSelf;
        private final int[] id;
        private final float[] similarity;
        private final int[][] itemsOf;
        private final int nodes;

        Selection(int k, boolean includeSelf) {
            this.k = k;
            this.includeSelf = includeSelf;
            this.itemsOf = weights == null ? ItemSearch.itemsByRow(gram.rows()) : null;
            this.nodes = weights == null ? gram.rows().items() : weights.rows();
            this.id = new int[Math.multiplyExact(nodes, k)];
            this.similarity = new float[id.length];
        }

        void take(Found found) {
            TopK best = new TopK(k);
            for (int b = 0; b < found.nodes().length; b++) {
                int node = found.nodes()[b];
                long[] ordered = inverse[node] == 0f ? firstNodes() : candidates(found, b);
                for (int self : itemsOf == null ? new int[] {node} : itemsOf[node]) {
                    select(self, inverse[node] == 0f ? 0f : 1f, ordered, best);
                    best.copyTo(id, similarity, self * k);
                }
            }
        }

        /** Other nodes in the order of their index, which breaks ties, each with the bits of its cosine. */
        private long[] candidates(Found found, int b) {
            int node = found.nodes()[b];
            return IntStream.rangeClosed(0, found.size(b))
                    .boxed()
                    .flatMapToLong(p -> {
                        int row = p == 0 ? node : found.id(b, p - 1);
                        float cosine = p == 0 ? 1f : found.cosine(b, p - 1);
                        return Arrays.stream(itemsOf == null ? new int[] {row} : itemsOf[row])
                                .mapToLong(i -> ((long) i << 32) | (Float.floatToIntBits(cosine) & 0xFFFFFFFFL));
                    })
                    .sorted()
                    .toArray();
        }

        /** Every cosine with a zero vector is 0. */
        private long[] firstNodes() {
            return IntStream.range(0, Math.min(nodes, k + 1))
                    .mapToLong(i -> (long) i << 32)
                    .toArray();
        }

        private void select(int self, float own, long[] ordered, TopK best) {
            best.clear();
            if (includeSelf) {
                best.offer(self, own);
            }
            for (long candidate : ordered) {
                int other = (int) (candidate >> 32);
                if (other != self) {
                    best.offer(other, Float.intBitsToFloat((int) candidate));
                }
            }
        }

        Neighbors neighbors(Approximation approximation) {
            return new Neighbors(nodes, k, id, similarity, Optional.of(approximation));
        }
    }
}
