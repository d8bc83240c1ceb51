package org.drepmrec.model;

import org.drepmrec.engine.Var;

/**
 * The rows of one representation that a batch needs, each B x d.
 *
 * @param users rows of the users
 * @param positives rows of the positive items
 * @param negatives rows of the negative items; null for models without negatives
 */
public record BatchRows(Var users, Var positives, Var negatives) {

    /**
     * Gathers rows at once.
     *
     * @param representation (M+N) x d, users first
     * @param userCount M
     */
    public static BatchRows gather(Var representation, Batch batch, int userCount) {
        return split(representation.rows(batch.nodes(userCount)), batch);
    }

    /** Cuts gathered rows, in the order of {@link Batch#nodes}, into their three parts. */
    public static BatchRows split(Var rows, Batch batch) {
        int b = batch.size();
        return new BatchRows(
                rows.rowRange(0, b),
                rows.rowRange(b, 2 * b),
                batch.negatives().length == 0 ? null : rows.rowRange(2 * b, 3 * b));
    }

    /** The sum with the rows of another representation. */
    public BatchRows plus(BatchRows other) {
        return new BatchRows(
                users.plus(other.users),
                positives.plus(other.positives),
                negatives == null ? null : negatives.plus(other.negatives));
    }
}
