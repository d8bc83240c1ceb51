package org.drepmrec.eval;

import java.util.Arrays;
import java.util.Objects;

/**
 * The items that a scorer ranks highest for one user, down to the cut-off K, and the user's relevant items. Immutable.
 * Ranks count from 0.
 */
public final class RankedList {

    private final ItemStatistics statistics;
    private final int user;
    private final int k;
    private final int[] ranked;
    private final boolean[] hits;
    private final int[] relevant;

    private RankedList(ItemStatistics statistics, int user, int k, int[] ranked, boolean[] hits, int[] relevant) {
        this.statistics = statistics;
        this.user = user;
        this.k = k;
        this.ranked = ranked;
        this.hits = hits;
        this.relevant = relevant;
    }

    /**
     * A list as an {@link Evaluator} passes it to a metric, for trying one out.
     *
     * @param k the cut-off K
     * @param ranked distinct items, best first; truncated at K
     * @param relevant the relevant items
     * @throws IllegalArgumentException if {@code k} is below 1, or no item is ranked or relevant
     */
    public static RankedList of(ItemStatistics statistics, int user, int k, int[] ranked, int... relevant) {
        if (k < 1 || ranked.length < 1 || relevant.length < 1) {
            throw new IllegalArgumentException("list of user " + user + " cut off at " + k + ": found " + ranked.length
                    + " ranked and " + relevant.length
                    + " relevant items, expected at least 1 of each and a cut-off of at least 1; leave such users out");
        }
        int[] sorted = relevant.clone();
        Arrays.sort(sorted);
        return of(statistics, user, ranked.clone(), sorted).cut(k);
    }

    /** Wraps both arrays; {@code relevant} is ascending. */
    static RankedList of(ItemStatistics statistics, int user, int[] ranked, int[] relevant) {
        boolean[] hits = new boolean[ranked.length];
        for (int r = 0; r < hits.length; r++) {
            hits[r] = Arrays.binarySearch(relevant, ranked[r]) >= 0;
        }
        return new RankedList(statistics, user, ranked.length, ranked, hits, relevant);
    }

    /** The same list with another cut-off. */
    RankedList cut(int cutoff) {
        return new RankedList(statistics, user, cutoff, ranked, hits, relevant);
    }

    /** The user that the items are ranked for. */
    public int user() {
        return user;
    }

    /** The cut-off K. */
    public int k() {
        return k;
    }

    /** The number of items: K, or fewer if fewer can be ranked; at least 1. */
    public int size() {
        return Math.min(k, ranked.length);
    }

    /** The item at a rank. */
    public int item(int rank) {
        return ranked[Objects.checkIndex(rank, size())];
    }

    /** Whether the item at a rank is relevant. */
    public boolean hit(int rank) {
        return hits[Objects.checkIndex(rank, size())];
    }

    /** Whether the item at each rank is relevant, beyond the cut-off too; not a copy. */
    boolean[] hits() {
        return hits;
    }

    /** The items, best first; a copy. */
    public int[] items() {
        return Arrays.copyOf(ranked, size());
    }

    /** The number of relevant items, ranked or not; at least 1. */
    public int relevantCount() {
        return relevant.length;
    }

    /** The relevant items, ascending; a copy. */
    public int[] relevant() {
        return relevant.clone();
    }

    /** Statistics of the items. */
    public ItemStatistics statistics() {
        return statistics;
    }

    @Override
    public String toString() {
        return "user " + user + ": " + Arrays.toString(items());
    }
}
