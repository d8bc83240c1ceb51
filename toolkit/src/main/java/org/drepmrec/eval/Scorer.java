package org.drepmrec.eval;

/** Anything that gives every item a score for a user. Implementations are safe for use by several threads. */
public interface Scorer {

    /** M, the number of users. */
    int users();

    /** N, the number of items. */
    int items();

    /**
     * Scores all items for some users.
     *
     * @param user user ids
     * @param count how many of them to take, from the first
     * @param out receives count x N scores, row-major; higher is better
     */
    void score(int[] user, int count, float[] out);
}
