package org.drepmrec.eval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/**
 * Full-sort evaluation: ranks all N items for every user who has an interaction in the split, as MMRec does.
 *
 * <p>Masked items are never ranked; every other item is a candidate, even one without training interactions. Items of
 * equal score rank in the order of their ids, so results do not depend on the number of threads.
 *
 * <p>Scores need not be dot products: any {@link Scorer} can be evaluated.
 *
 * <p>The M x N score matrix is never held: each thread scores one block of users at a time, which takes 2 MiB up to N =
 * 65,536 items and 32 N bytes above that. Results take 8 bytes per user, metric and cut-off; an {@link OverallMetric}
 * keeps the ranked lists of all users until it is computed, 5 bytes an item.
 *
 * <p>An evaluator is reusable and thread-safe.
 */
public final class Evaluator {

    private static final int BLOCK_SCORES = 1 << 19;
    private static final int LEAST_BLOCK = 8;
    private static final int LARGEST_BLOCK = 256;
    private static final int[] NOTHING = {};

    /** More candidates than wanted items: unless as many tie at the end, their order is known. */
    private static final int SPARE = 16;

    /** Each takes a number per metric and user. */
    private static final int MOST_CUTOFFS = 100;

    private final MultimodalDataset data;
    private final Split split;
    private final Metric[] metrics;
    private final int[] cutoffs;
    private final boolean keepTopItems;
    private final Csr relevant;
    private final Csr hidden;
    private final int[] users;
    private final ItemStatistics statistics;

    private Evaluator(Builder b) {
        this.data = b.data;
        this.split = b.split;
        this.metrics = b.metrics;
        this.cutoffs = b.cutoffs;
        this.keepTopItems = b.keepTopItems;
        this.relevant = data.split(split).matrix();
        this.hidden = b.mask.matrix(data);
        this.users = IntStream.range(0, data.users())
                .filter(u -> relevant.degree(u) > 0)
                .toArray();
        this.statistics = new ItemStatistics(data);
    }

    /** Starts an evaluator of a data set: by default test split, Recall and NDCG at 10 and 20, training items masked. */
    public static Builder builder(MultimodalDataset data) {
        return new Builder(data);
    }

    /**
     * Ranks and measures.
     *
     * @throws IllegalArgumentException if the scorer's size differs from that of the data set, or a candidate's score
     *     is NaN; the message names the first such user and item
     */
    public Evaluation evaluate(Scorer scorer) {
        if (scorer.users() != data.users() || scorer.items() != data.items()) {
            throw new IllegalArgumentException("scorer: " + scorer.users() + " users and " + scorer.items()
                    + " items, expected " + data.users() + " and " + data.items() + " of " + data.name()
                    + "; evaluate a model on the data set that it was trained on");
        }
        int items = data.items();
        int block = Math.max(LEAST_BLOCK, Math.min(LARGEST_BLOCK, BLOCK_SCORES / items));
        int depth = Math.min(items, Arrays.stream(cutoffs).max().orElseThrow());
        UserMetric[] perUser = Stream.of(metrics)
                .filter(UserMetric.class::isInstance)
                .map(UserMetric.class::cast)
                .toArray(UserMetric[]::new);
        double[][] values = new double[perUser.length * cutoffs.length][users.length];
        boolean keepLists = keepTopItems || perUser.length < metrics.length;
        RankedList[] lists = keepLists ? new RankedList[users.length] : null;
        AtomicLong firstNan = new AtomicLong(Long.MAX_VALUE);
        if (scorer instanceof RankingScorer ranking) {
            new Worker(perUser, 1, depth).run(ranking, values, lists, firstNan);
        } else {
            Queue<Worker> idle = new ConcurrentLinkedQueue<>();
            Parallel.forRanges((users.length + block - 1) / block, 1, (from, to) -> {
                Worker worker = idle.poll();
                worker = worker == null ? new Worker(perUser, block, depth) : worker;
                for (int b = from; b < to; b++) {
                    int end = Math.min(users.length, (b + 1) * block);
                    worker.run(scorer, b * block, end, values, lists, firstNan);
                }
                idle.add(worker);
            });
        }
        if (firstNan.get() != Long.MAX_VALUE) {
            throw TopItems.notANumber((int) (firstNan.get() >> 32), (int) firstNan.get());
        }
        return evaluation(values, lists);
    }

    private Evaluation evaluation(double[][] values, RankedList[] lists) {
        Map<String, Double> means = new LinkedHashMap<>();
        Map<String, double[]> perUser = new LinkedHashMap<>();
        Map<Integer, RankedLists> byCutoff = new HashMap<>();
        for (Metric metric : metrics) {
            for (int k : cutoffs) {
                if (metric instanceof OverallMetric overall) {
                    RankedLists all = byCutoff.computeIfAbsent(
                            k,
                            cut -> new RankedLists(
                                    Stream.of(lists).map(list -> list.cut(cut)).toList()));
                    means.put(metric.label(k), overall.value(all));
                } else {
                    double[] column = values[perUser.size()];
                    perUser.put(metric.label(k), column);
                    means.put(metric.label(k), Arrays.stream(column).average().orElseThrow());
                }
            }
        }
        int[][] top = keepTopItems ? Stream.of(lists).map(RankedList::items).toArray(int[][]::new) : null;
        return new Evaluation(split, cutoffs, users, means, perUser, top, relevant);
    }

    /** One thread's buffers. */
    private final class Worker {

        private final UserMetric[] perUser;
        private final int[] user;
        private final float[] scores;
        private final BestItems best;

        Worker(UserMetric[] perUser, int block, int depth) {
            this.perUser = perUser;
            this.user = new int[block];
            this.scores = new float[block * data.items()];
            this.best = new BestItems(depth);
        }

        /** Measures {@code users[from]} to {@code users[to - 1]}. */
        void run(Scorer scorer, int from, int to, double[][] values, RankedList[] lists, AtomicLong firstNan) {
            System.arraycopy(users, from, user, 0, to - from);
            scorer.score(user, to - from, scores);
            for (int row = 0; row < to - from; row++) {
                int u = user[row];
                int nan = best.rank(scores, row * data.items(), data.items(), excluded(u));
                if (nan >= 0) {
                    firstNan.accumulateAndGet((long) u << 32 | nan, Math::min);
                    return;
                }
                measure(u, best.items(), from + row, values, lists);
            }
        }

        /** Measures all users by candidates, and alone those whom they do not decide. */
        void run(RankingScorer scorer, double[][] values, RankedList[] lists, AtomicLong firstNan) {
            int k = Math.min(data.items(), best.depth() + SPARE);
            int most = scorer.mostUsers();
            for (int from = 0; from < users.length; from += most) {
                int[] some = Arrays.copyOfRange(users, from, Math.min(users.length, from + most));
                int[][] excluded = Arrays.stream(some).mapToObj(this::excluded).toArray(int[][]::new);
                RankingScorer.Candidates found = scorer.best(some, excluded, k);
                for (int row = 0; row < some.length; row++) {
                    int[] items = found.decided(row, best.depth(), data.items());
                    if (items == null) {
                        run(scorer, from + row, from + row + 1, values, lists, firstNan);
                    } else {
                        measure(some[row], items, from + row, values, lists);
                    }
                }
            }
        }

        private int[] excluded(int u) {
            return hidden.degree(u) == 0 ? NOTHING : hidden.columns(u);
        }

        private void measure(int u, int[] items, int index, double[][] values, RankedList[] lists) {
            RankedList list = RankedList.of(statistics, u, items, relevant.columns(u));
            if (lists != null) {
                lists[index] = list;
            }
            for (int c = 0; c < cutoffs.length; c++) {
                RankedList cut = list.cut(cutoffs[c]);
                for (int m = 0; m < perUser.length; m++) {
                    values[m * cutoffs.length + c][index] = perUser[m].value(cut);
                }
            }
        }
    }

    /** Options of an evaluator; each is optional. */
    public static final class Builder {

        private final MultimodalDataset data;
        private Split split = Split.TEST;
        private Mask mask = Mask.TRAIN;
        private Metric[] metrics = {Metrics.RECALL, Metrics.NDCG};
        private int[] cutoffs = {10, 20};
        private boolean keepTopItems;

        private Builder(MultimodalDataset data) {
            this.data = data;
        }

        /** The split whose interactions are the relevant items; test by default. */
        public Builder split(Split evaluated) {
            this.split = evaluated;
            return this;
        }

        /**
         * What to measure, in the order of the result; Recall and NDCG by default. {@link Metrics} lists the available
         * ones.
         */
        public Builder metrics(Metric... wanted) {
            this.metrics = new LinkedHashSet<>(List.of(wanted)).toArray(Metric[]::new);
            return this;
        }

        /** The cut-offs K, in the order of the result; 10 and 20 by default. One above N ranks all items. */
        public Builder cutoffs(int... wanted) {
            this.cutoffs = Arrays.stream(wanted).distinct().toArray();
            return this;
        }

        /** Which known items never rank; training items by default, as in MMRec. */
        public Builder mask(Mask known) {
            this.mask = known;
            return this;
        }

        /** Also keeps every user's ranked items down to the largest cut-off, 4 bytes each; not by default. */
        public Builder keepTopItems() {
            this.keepTopItems = true;
            return this;
        }

        MultimodalDataset data() {
            return data;
        }

        Split split() {
            return split;
        }

        /** The same evaluator of other data. */
        Evaluator on(MultimodalDataset other) {
            return new Builder(other)
                    .split(split)
                    .metrics(metrics)
                    .cutoffs(cutoffs)
                    .mask(mask)
                    .build();
        }

        /**
         * Checks everything together.
         *
         * @throws IllegalArgumentException if there is no metric or cut-off, more than 100 cut-offs or one below 1, two metrics share a
         *     label, the split is empty, or the mask would hide the relevant items
         */
        public Evaluator build() {
            List<String> labels = Stream.of(metrics).map(Metric::label).toList();
            if (metrics.length == 0
                    || cutoffs.length == 0
                    || cutoffs.length > MOST_CUTOFFS
                    || Arrays.stream(cutoffs).anyMatch(k -> k < 1)) {
                String all = cutoffs.length > MOST_CUTOFFS ? "" + cutoffs.length : Arrays.toString(cutoffs);
                throw new IllegalArgumentException("evaluator: found metrics " + labels + " at cut-offs " + all
                        + ", expected at least one of each, at most " + MOST_CUTOFFS
                        + " cut-offs, and cut-offs of at least 1");
            }
            if (labels.stream().distinct().count() < labels.size()) {
                throw new IllegalArgumentException("evaluator: found metrics " + labels
                        + ", expected a label of its own for each; rename those that share one");
            }
            if (mask.hides(split)) {
                throw new IllegalArgumentException("evaluator: mask " + mask + " hides every " + split
                        + " item that is to be found; choose a mask without that split");
            }
            if (data.split(split).size() == 0) {
                throw new IllegalArgumentException("evaluator: " + data.name() + " has 0 interactions in its " + split
                        + " split, expected at least 1; choose another split or split the data again");
            }
            return new Evaluator(this);
        }
    }
}
