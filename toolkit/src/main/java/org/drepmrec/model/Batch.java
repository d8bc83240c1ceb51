package org.drepmrec.model;

/**
 * One mini-batch of training pairs.
 *
 * @param users B user ids
 * @param positives B item ids, each an interaction of the user at the same place
 * @param negatives B item ids without a training interaction of that user; empty for models without negatives
 * @param configuredSize the batch size that was asked for; the last batch of an epoch has fewer rows
 */
public record Batch(int[] users, int[] positives, int[] negatives, int configuredSize) {

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
        int[] rows = new int[users.length + positives.length + negatives.length];
        System.arraycopy(users, 0, rows, 0, users.length);
        for (int b = 0; b < positives.length; b++) {
            rows[users.length + b] = userCount + positives[b];
        }
        for (int b = 0; b < negatives.length; b++) {
            rows[users.length + positives.length + b] = userCount + negatives[b];
        }
        return rows;
    }
}
