package org.drepmrec.eval;

import java.util.Arrays;

/** A scorer that also finds the best items where it scores, for example on a GPU. Only for the thread that made it. */
public interface RankingScorer extends Scorer {

    /** How many users {@link #best} takes at once at most. */
    int mostUsers();

    /**
     * The items that may rank highest for some users.
     *
     * @param user user ids
     * @param excluded for each user the items that must not rank, ascending and distinct
     * @param k how many items a user gets, at most N
     */
    Candidates best(int[] user, int[][] excluded, int k);

    /**
     * The best items of some users by score; of items with equal scores at the end, any.
     *
     * @param scores users x k, each row descending
     * @param items the items that they belong to
     * @param count how many of each row are no excluded items; fewer than k only if no other item is left
     */
    record Candidates(float[] scores, int[] items, int[] count) {

        /**
         * The K items that rank highest for a user, ties by ascending id.
         *
         * @param depth K
         * @param all N, the number of items
         * @return null if an item beyond the candidates might tie with the last one
         */
        int[] decided(int row, int depth, int all) {
            int k = scores.length / count.length;
            int from = row * k;
            int found = count[row];
            boolean more = found == k && found < all;
            if (more && (found <= depth || scores[from + depth - 1] == scores[from + k - 1])) {
                return null;
            }
            long[] keys = new long[found];
            for (int c = 0; c < found; c++) {
                keys[c] = BestItems.key(scores[from + c], items[from + c]);
            }
            Arrays.sort(keys);
            int[] best = new int[Math.min(depth, found)];
            for (int rank = 0; rank < best.length; rank++) {
                best[rank] = BestItems.item(keys[found - 1 - rank]);
            }
            return best;
        }
    }
}
