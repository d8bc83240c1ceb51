package org.drepmrec.eval;

/**
 * Scores every item for a user: {@link DotScorer} if a model's score is a dot product of two embeddings, another
 * implementation if not. Evaluation and recommendation need nothing else from a model.
 *
 * <p>Implementations are thread-safe, and a pair's score does not depend on the block in which it is computed. Items of
 * equal score rank by ascending id; infinite scores are ranked, NaN is refused.
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
     * @param out receives count x N scores, row-major, higher is better; may be longer; its content is overwritten
     */
    void score(int[] user, int count, float[] out);
}
