package org.drepmrec.eval;

/**
 * Anything that gives every item a score for a user: {@link DotScorer} where a model's score is a dot product of two
 * embeddings, a class of its own where it is not. Evaluation and recommendation need nothing else of a model.
 *
 * <p>Implementations are safe for use by several threads, and give a pair the same score in whatever block it is asked
 * for. Items of equal score rank by ascending id; infinite scores rank, NaN is refused.
 */
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
     * @param out receives count x N scores, row-major, higher is better; may be longer, and what it held is overwritten
     */
    void score(int[] user, int count, float[] out);
}
