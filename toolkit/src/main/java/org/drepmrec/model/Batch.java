package org.drepmrec.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One mini-batch of training pairs.
 *
 * <p>Popular items occur in a batch many times, so losses work on its distinct nodes where they can.
 */
public final class Batch {

    private final int[] users;
    private final int[] positives;
    private final int[] negatives;
    private final int configuredSize;
    private final Map<Object, Object> derived = new HashMap<>();

    /**
     * A batch.
     *
     * @param users B user ids
     * @param positives B item ids, each an interaction of the user at the same index
     * @param negatives B item ids without a training interaction of that user; empty for models without negatives
     * @param configuredSize the configured batch size; the last batch of an epoch has fewer rows
     */
    public Batch(int[] users, int[] positives, int[] negatives, int configuredSize) {
        this.users = users;
        this.positives = positives;
        this.negatives = negatives;
        this.configuredSize = configuredSize;
    }

    /** B user ids. */
    public int[] users() {
        return users;
    }

    /** B item ids, each an interaction of the user at the same index. */
    public int[] positives() {
        return positives;
    }

    /** B item ids, or none. */
    public int[] negatives() {
        return negatives;
    }

    /** The configured batch size. */
    public int configuredSize() {
        return configuredSize;
    }

    /** B, the number of pairs. */
    public int size() {
        return users.length;
    }

    /**
     * Rows in a matrix of users and items stacked, (M+N) x d: users, then positives, then negatives.
     *
     * @param userCount M
     */
    public int[] nodes(int userCount) {
        return joined(users, shifted(positives, userCount), shifted(negatives, userCount));
    }

    /**
     * Distinct ids of a batch in ascending order. The last one is repeated until their number is a multiple of {@value
     * #ROUND}, so that batches share a few shapes: engines prepare an operator separately for each shape.
     *
     * @param ids K ids
     * @param place index in {@code ids} of each of the batch's ids; never that of a repetition
     */
    public record Distinct(int[] ids, int[] place) {

        static final int ROUND = 64;

        static Distinct of(int... all) {
            int[] sorted = Arrays.stream(all).sorted().distinct().toArray();
            return new Distinct(
                    padded(sorted),
                    Arrays.stream(all)
                            .map(id -> Arrays.binarySearch(sorted, id))
                            .toArray());
        }

        static int[] padded(int... sorted) {
            int k = sorted.length;
            int[] all = Arrays.copyOf(sorted, (k + ROUND - 1) / ROUND * ROUND);
            Arrays.fill(all, k, all.length, k == 0 ? 0 : sorted[k - 1]);
            return all;
        }

        /** How often each id occurs in the batch; 0 for a repetition. */
        public float[] counts() {
            float[] counts = new float[ids.length];
            for (int k : place) {
                counts[k]++;
            }
            return counts;
        }
    }

    /** The distinct users. */
    public Distinct distinctUsers() {
        return derived(List.of("distinct users"), () -> Distinct.of(users));
    }

    /** The distinct positive items. */
    public Distinct distinctPositives() {
        return derived(List.of("distinct positives"), () -> Distinct.of(positives));
    }

    /**
     * The distinct nodes of a batch.
     *
     * @param nodes rows in a matrix of users and items stacked: distinct users, distinct positives, and those negatives
     *     that are not positives
     * @param place index in {@code nodes} of each row of {@link Batch#nodes}
     */
    record Nodes(int[] nodes, int[] place) {

        int[] places(int from, int to) {
            return Arrays.copyOfRange(place, from, to);
        }
    }

    /**
     * A value that depends on the batch alone, computed on first use. {@link RecommenderNet#prepare} can compute it
     * ahead of the batch's step. For one thread at a time.
     *
     * @param key identifies the value by {@code equals}
     */
    @SuppressWarnings("unchecked")
    public <T> T derived(Object key, Supplier<T> how) {
        if (!derived.containsKey(key)) {
            derived.put(key, how.get());
        }
        return (T) derived.get(key);
    }

    /** The same users and positives without negatives. */
    public Batch withoutNegatives() {
        return derived(List.of("without negatives"), () -> new Batch(users, positives, new int[0], configuredSize));
    }

    /** Finds the distinct nodes, which {@link BatchRows} gathers, ahead of the batch's step. */
    public void prepareNodes(int userCount) {
        distinct(userCount);
    }

    /** The row numbers that losses gather and add up by: distinct nodes, and the places of the batch's rows among them. */
    public List<int[]> rowNumbers(int userCount) {
        Nodes all = distinct(userCount);
        int b = size();
        return List.of(
                all.nodes(),
                all.place(),
                all.places(0, b),
                all.places(b, 2 * b),
                all.places(Math.min(2 * b, all.place().length), all.place().length),
                distinctUsers().ids(),
                distinctPositives().ids(),
                distinctPositives().place(),
                users,
                positives,
                negatives);
    }

    /** The distinct nodes; the same arrays each time. */
    Nodes distinct(int userCount) {
        return derived(List.of("distinct", userCount), () -> findDistinct(userCount));
    }

    private Nodes findDistinct(int userCount) {
        Distinct some = distinctUsers();
        Distinct liked = distinctPositives();
        int[] other = Arrays.stream(negatives)
                .filter(n -> Arrays.binarySearch(liked.ids(), n) < 0)
                .sorted()
                .distinct()
                .toArray();
        int first = some.ids().length + liked.ids().length;
        int[] ofNegatives = Arrays.stream(negatives)
                .map(n -> {
                    int k = Arrays.binarySearch(liked.ids(), n);
                    return k >= 0 ? some.ids().length + k : first + Arrays.binarySearch(other, n);
                })
                .toArray();
        return new Nodes(
                joined(some.ids(), shifted(liked.ids(), userCount), shifted(Distinct.padded(other), userCount)),
                joined(some.place(), shifted(liked.place(), some.ids().length), ofNegatives));
    }

    private static int[] shifted(int[] ids, int by) {
        return Arrays.stream(ids).map(i -> by + i).toArray();
    }

    private static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }
}
