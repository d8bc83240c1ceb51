package org.drepmrec.eval;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.sparse.Parallel;

/** The K items that a model ranks highest for one user, best first, each with its score. */
public final class TopItems {

    /** Users that are scored together. */
    private static final int BLOCK = 32;

    private final int user;
    private final int[] items;
    private final float[] scores;

    private TopItems(int user, BestItems best) {
        this.user = user;
        this.items = best.items();
        this.scores = new float[items.length];
        for (int r = 0; r < items.length; r++) {
            scores[r] = best.score(r);
        }
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
        return new TopItems(user, best);
    }

    /**
     * Ranks all items for many users, on all cores.
     *
     * @param user user ids
     * @param excluded of a user: items to leave out, ascending and distinct
     * @return a list for each, in their order; the same as from {@link #rank(Scorer, int, int, int...)}
     * @throws IllegalArgumentException if a score is NaN
     */
    public static TopItems[] rank(Scorer scorer, int[] user, int k, IntFunction<int[]> excluded) {
        TopItems[] all = new TopItems[user.length];
        int items = scorer.items();
        Parallel.forRanges((user.length + BLOCK - 1) / BLOCK, 4, (from, to) -> {
            float[] scores = new float[BLOCK * items];
            BestItems best = new BestItems(Math.min(k, items));
            for (int first = from * BLOCK; first < Math.min(user.length, to * BLOCK); first += BLOCK) {
                int count = Math.min(BLOCK, user.length - first);
                scorer.score(Arrays.copyOfRange(user, first, first + count), count, scores);
                for (int b = 0; b < count; b++) {
                    int bad = best.rank(scores, b * items, items, excluded.apply(user[first + b]));
                    if (bad >= 0) {
                        throw notANumber(user[first + b], bad);
                    }
                    all[first + b] = new TopItems(user[first + b], best);
                }
            }
        });
        return all;
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
