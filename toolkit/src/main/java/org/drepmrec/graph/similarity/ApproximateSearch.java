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

    private static final long SEED = 999;

    /** Nodes that set the search, and nodes that judge it. */
    private static final int TO_SET = 128;

    private static final int TO_JUDGE = 384;

    /** Users' vectors wider than twice this are searched along so many directions, or twice as many, and so on. */
    private static final int DIRECTIONS = 64;

    /** Items of a list, on average: the longer, the more to search; the shorter, the more lists to place every item among. */
    private static final int ITEMS_OF_LIST = 512;

    /** Users of a list, on average: many lists are searched for each, long ones with less ado. */
    private static final int USERS_OF_LIST = 2048;

    /** Candidates for a neighbor, at most. */
    private static final int MOST_CANDIDATES = 50;

    /** Results, or lists to search, that are held at once: 128 MB. */
    private static final int AT_ONCE = 1 << 24;

    private final FeatureGram gram;
    private final DenseProduct product;
    private final Csr weights;
    private final float[] inverse;
    private final double asked;
    private InvertedLists lists;
    private ListSearch search;
    private boolean projected;

    private ApproximateSearch(FeatureGram gram, Csr weights, double asked) {
        this.gram = gram;
        this.product = gram.product();
        this.weights = weights;
        this.asked = asked;
        this.inverse = ItemSearch.rounded(ItemSearch.inverses(weights == null ? gram.norms() : gram.norms(weights)));
    }

    /** Makes lists of items; or of users, along so many directions if that is less than half of their vectors. */
    private void prepare(int most) {
        NodeVectors rows = gram.rows();
        projected = weights != null && rows.dimension() > 2 * most;
        NodeVectors vectors = rows;
        Optional<SharedItems> shared = Optional.empty();
        if (projected) {
            PrincipalDirections directions = PrincipalDirections.of(rows, most, product, SEED);
            int count = directions.count();
            float[] along = directions.project(rows, product);
            vectors = NodeVectors.dense(FeatureGram.sums(weights, NodeVectors.dense(along, count)), count);
            shared = Optional.of(new SharedItems(weights, left(gram.norms(), along, count)));
        } else if (weights != null) {
            vectors = NodeVectors.dense(FeatureGram.sums(weights, rows), rows.dimension());
        }
        lists = InvertedLists.of(vectors, inverse, weights == null ? ITEMS_OF_LIST : USERS_OF_LIST, product, SEED);
        search = new ListSearch(vectors, inverse, lists, shared, product);
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
        Found known = new ExactSample(gram, weights, inverse).nearest(drawn(TO_SET + TO_JUDGE), others);
        int drawn = known.nodes().length;
        int toSet = drawn * TO_SET / (TO_SET + TO_JUDGE);
        Effort effort = effort(known.part(0, toSet), others);
        Found nearest = known.part(toSet, drawn);
        double recall = nearest.recallOf(find(nearest.nodes(), effort, others));
        while (recall < asked && effort.probes() < lists.count()) {
            effort = new Effort(
                    Math.min(lists.count(), effort.probes() + Math.max(1, effort.probes() / 4)),
                    projected
                            ? Math.min(most(others), effort.candidates() + Math.max(1, effort.candidates() / 4))
                            : others);
            recall = nearest.recallOf(find(nearest.nodes(), effort, others));
        }
        if (recall < asked) {
            throw new IllegalArgumentException(String.format(
                    "option knn.recall: found %.4f of the nearest neighbors of %,d sampled nodes, expected at least %.4f;"
                            + " set knn.search to exact, or ask for less",
                    recall, nearest.nodes().length, asked));
        }
        Selection selected = new Selection(k, includeSelf);
        int[] all = lists.members();
        int step = projected
                ? new CandidateCosines(gram, weights, inverse).block()
                : AT_ONCE / Math.max(effort.candidates(), effort.probes());
        for (int first = 0; first < all.length; first += step) {
            int[] nodes = Arrays.copyOfRange(all, first, Math.min(all.length, first + step));
            selected.take(find(nodes, effort, others));
        }
        return selected.neighbors(new Approximation(recall, nearest.nodes().length, effort.probes(), lists.count()));
    }

    /** Nodes with a direction, each at most once. */
    private int[] drawn(int count) {
        int[] some =
                IntStream.range(0, inverse.length).filter(n -> inverse[n] != 0f).toArray();
        SplittableRandom random = new SplittableRandom(SEED);
        int size = Math.min(count, some.length);
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i, some.length);
            int swapped = some[i];
            some[i] = some[j];
            some[j] = swapped;
        }
        return Arrays.copyOf(some, size);
    }

    /** The least effort that finds more than asked, so that another sample shows no less. */
    private Effort effort(Found known, int others) {
        double inLists = asked + (1 - asked) * 0.67;
        int most = most(others);
        int directions = DIRECTIONS;
        prepare(directions);
        while (projected && known.recallOf(find(known.nodes(), new Effort(lists.count(), most), others)) < inLists) {
            directions *= 2;
            prepare(directions);
        }
        int probes = Math.min(
                lists.count(),
                Math.max(
                        search.probesFor(known, projected ? inLists : asked + (1 - asked) * 0.4),
                        lists.enoughFor(projected ? most : others)));
        if (!projected) {
            return new Effort(probes, others);
        }
        Found candidates = search.search(known.nodes(), probes, most);
        int few = others;
        while (few < most && known.recallOf(best(candidates.first(few), others)) < asked + (1 - asked) * 0.4) {
            few = Math.min(most, few + Math.max(1, few / 4));
        }
        return new Effort(probes, few);
    }

    /** Candidates for a node's neighbors along directions. */
    private int most(int others) {
        return Math.min(inverse.length - 1, MOST_CANDIDATES * others);
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
