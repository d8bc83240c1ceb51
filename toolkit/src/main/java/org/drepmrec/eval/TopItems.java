package org.drepmrec.eval;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The K items that a model ranks highest for one user, best first, each with its score. */
public final class TopItems {

    private final int user;
    private final int[] items;
    private final float[] scores;

    private TopItems(int user, int[] items, float[] scores) {
        this.user = user;
        this.items = items;
        this.scores = scores;
    }

    /**
     * Ranks all items for a user.
     *
     * @param k how many to return; fewer if fewer remain
     * @param excludedItems items to leave out, in any order
     * @throws IllegalArgumentException if the user or an excluded item is unknown, k is below 1, or a score is NaN
     */
    public static TopItems rank(Scorer scorer, int user, int k, int... excludedItems) {
        if (user < 0 || user >= scorer.users()) {
            throw new IllegalArgumentException("user " + user + " is unknown, expected 0 to " + (scorer.users() - 1));
        }
        if (k < 1) {
            throw new IllegalArgumentException("number of items to rank: found " + k + ", expected at least 1");
        }
        int[] excluded = Arrays.stream(excludedItems).sorted().distinct().toArray();
        if (excluded.length > 0 && (excluded[0] < 0 || excluded[excluded.length - 1] >= scorer.items())) {
            int bad = excluded[0] < 0 ? excluded[0] : excluded[excluded.length - 1];
            throw new IllegalArgumentException(
                    "excluded item " + bad + " is unknown, expected 0 to " + (scorer.items() - 1));
        }
        float[] all = new float[scorer.items()];
        scorer.score(new int[] {user}, 1, all);
        BestItems best = new BestItems(Math.min(k, all.length));
        int bad = best.rank(all, 0, all.length, excluded);
        if (bad >= 0) {
            throw notANumber(user, bad);
        }
        int[] items = best.items();
        float[] scores = new float[items.length];
        for (int r = 0; r < items.length; r++) {
            scores[r] = best.score(r);
        }
        return new TopItems(user, items, scores);
    }

    static IllegalArgumentException notANumber(int user, int item) {
        return new IllegalArgumentException("score of user " + user + " for item " + item
                + ": found NaN, expected a number; training has diverged, try a smaller learning rate");
    }

    /** The user that the items are ranked for. */
    public int user() {
        return user;
    }

    /** The number of items. */
    public int size() {
        return items.length;
    }

    /** The item at a rank, counted from 0. */
    public int item(int rank) {
        return items[rank];
    }

    /** The score at a rank, counted from 0. */
    public float score(int rank) {
        return scores[rank];
    }

    /** The items, best first; a copy. */
    public int[] items() {
        return items.clone();
    }

    /** The scores, highest first; a copy. */
    public float[] scores() {
        return scores.clone();
    }

    @Override
    public String toString() {
        return IntStream.range(0, items.length)
                .mapToObj(r -> items[r] + " (" + scores[r] + ")")
                .collect(Collectors.joining(", ", "user " + user + ": ", ""));
    }
}
