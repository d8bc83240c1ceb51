package org.drepmrec.model;

import java.util.Arrays;

/**
 * One mini-batch of training pairs.
 *
 * <p>Popular items stand in a batch many times, so that losses work on its distinct nodes where they can.
 */
public final class Batch {

    private final int[] users;
    private final int[] positives;
    private final int[] negatives;
    private final int configuredSize;
    private Distinct distinct;
    private int distinctFor = -1;

    /**
     * A batch.
     *
     * @param users B user ids
     * @param positives B item ids, each an interaction of the user at the same place
     * @param negatives B item ids without a training interaction of that user; empty for models without negatives
     * @param configuredSize the batch size that was asked for; the last batch of an epoch has fewer rows
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

    /** B item ids, each an interaction of the user at the same place. */
    public int[] positives() {
        return positives;
    }

    /** B item ids, or none. */
    public int[] negatives() {
        return negatives;
    }

    /** The batch size that was asked for. */
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
     * The nodes of a batch, each once.
     *
     * @param nodes K rows in a matrix of users and items stacked: users, positives, and those negatives that are no positive,
     *     each part in ascending order
     * @param users how many of them are users
     * @param positives how many of them are positives
     * @param place where in {@code nodes} each row of {@link Batch#nodes} stands
     */
    record Distinct(int[] nodes, int users, int positives, int[] place) {

        int[] places(int from, int to) {
            return Arrays.copyOfRange(place, from, to);
        }
    }

    /** The distinct nodes; the same arrays each time. */
    Distinct distinct(int userCount) {
        if (distinctFor != userCount) {
            distinct = findDistinct(nodes(userCount));
            distinctFor = userCount;
        }
        return distinct;
    }

    private Distinct findDistinct(int... all) {
        int b = size();
        int[] some = Arrays.stream(all, 0, b).sorted().distinct().toArray();
        int[] liked = Arrays.stream(all, b, 2 * b).sorted().distinct().toArray();
        int[] other = Arrays.stream(all, 2 * b, all.length)
                .filter(n -> Arrays.binarySearch(liked, n) < 0)
                .sorted()
                .distinct()
                .toArray();
        int[] place = new int[all.length];
        for (int k = 0; k < all.length; k++) {
            place[k] = k < b ? Arrays.binarySearch(some, all[k]) : some.length + Arrays.binarySearch(liked, all[k]);
            if (k >= 2 * b && place[k] < some.length) {
                place[k] = some.length + liked.length + Arrays.binarySearch(other, all[k]);
            }
        }
        return new Distinct(joined(some, liked, other), some.length, liked.length, place);
    }

    private static int[] shifted(int[] ids, int by) {
        return Arrays.stream(ids).map(i -> by + i).toArray();
    }

    private static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }
}
