package org.drepmrec.model;

import org.drepmrec.engine.Var;

/** The rows of one representation that a batch needs. Users, positives and negatives are gathered on demand. */
public final class BatchRows {

    private final Var distinct;
    private final Batch batch;
    private final Batch.Nodes nodes;
    private Var users;
    private Var positives;
    private Var negatives;

    private BatchRows(Var distinct, Batch batch, Batch.Nodes nodes) {
        this.distinct = distinct;
        this.batch = batch;
        this.nodes = nodes;
    }

    /**
     * Rows that are already gathered.
     *
     * @param users rows of the users, B x d
     * @param positives rows of the positive items, B x d
     * @param negatives rows of the negative items, B x d; null for models without negatives
     */
    public BatchRows(Var users, Var positives, Var negatives) {
        this(null, (Batch) null, null);
        this.users = users;
        this.positives = positives;
        this.negatives = negatives;
    }

    /**
     * Gathers rows, each distinct one once.
     *
     * @param representation (M+N) x d, users first
     * @param userCount M
     */
    public static BatchRows gather(Var representation, Batch batch, int userCount) {
        Batch.Nodes nodes = batch.distinct(userCount);
        return new BatchRows(representation.rows(nodes.nodes()), batch, nodes);
    }

    /** Rows of the users, B x d. */
    public Var users() {
        users = users == null ? part(0) : users;
        return users;
    }

    /** Rows of the positive items, B x d. */
    public Var positives() {
        positives = positives == null ? part(1) : positives;
        return positives;
    }

    /** Rows of the negative items, B x d; null for models without negatives. */
    public Var negatives() {
        negatives = negatives == null && nodes != null && batch.negatives().length > 0 ? part(2) : negatives;
        return negatives;
    }

    private Var part(int k) {
        return distinct.rows(nodes.places(k * batch.size(), (k + 1) * batch.size()));
    }

    /** The users, each once. */
    public Repeated distinctUsers() {
        return nodes == null ? Repeated.once(users) : repeated(0, batch.distinctUsers());
    }

    /** The positive items, each once. */
    public Repeated distinctPositives() {
        return nodes == null
                ? Repeated.once(positives)
                : repeated(batch.distinctUsers().ids().length, batch.distinctPositives());
    }

    private Repeated repeated(int from, Batch.Distinct some) {
        return new Repeated(distinct.rowRange(from, from + some.ids().length), some.place());
    }

    /**
     * The sum of squares of all rows, a scalar. Each distinct row is squared once and counted as often as it occurs.
     */
    public Var squaredNorm() {
        if (nodes == null) {
            Var sum = users.squaredNorm().plus(positives.squaredNorm());
            return negatives == null ? sum : sum.plus(negatives.squaredNorm());
        }
        return distinct.squaredNorm(distinct.tape().counts(nodes.place(), distinct.rows()));
    }

    /** The sum with the rows of another representation of the same batch. */
    public BatchRows plus(BatchRows other) {
        if (nodes != null && other.nodes != null && nodes.place() == other.nodes.place()) {
            return new BatchRows(distinct.plus(other.distinct), batch, nodes);
        }
        return new BatchRows(
                users().plus(other.users()),
                positives().plus(other.positives()),
                negatives() == null ? null : negatives().plus(other.negatives()));
    }
}
