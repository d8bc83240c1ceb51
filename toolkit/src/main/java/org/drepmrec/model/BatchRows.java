package org.drepmrec.model;

import org.drepmrec.engine.Var;

/** The rows of one representation that a batch needs. Users, positives and negatives are gathered when they are asked for. */
public final class BatchRows {

    private final Var distinct;
    private final Batch.Distinct nodes;
    private final int size;
    private Var users;
    private Var positives;
    private Var negatives;

    private BatchRows(Var distinct, Batch.Distinct nodes, int size) {
        this.distinct = distinct;
        this.nodes = nodes;
        this.size = size;
    }

    /**
     * Rows that are there already.
     *
     * @param users rows of the users, B x d
     * @param positives rows of the positive items, B x d
     * @param negatives rows of the negative items, B x d; null for models without negatives
     */
    public BatchRows(Var users, Var positives, Var negatives) {
        this(null, null, users.rows());
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
        Batch.Distinct nodes = batch.distinct(userCount);
        return new BatchRows(representation.rows(nodes.nodes()), nodes, batch.size());
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
        negatives = negatives == null && nodes != null && nodes.place().length > 2 * size ? part(2) : negatives;
        return negatives;
    }

    private Var part(int k) {
        return distinct.rows(nodes.places(k * size, (k + 1) * size));
    }

    /** The users, each once. */
    public Repeated distinctUsers() {
        return nodes == null
                ? Repeated.once(users)
                : new Repeated(distinct.rowRange(0, nodes.users()), nodes.places(0, size));
    }

    /** The positive items, each once. */
    public Repeated distinctPositives() {
        if (nodes == null) {
            return Repeated.once(positives);
        }
        int[] place = nodes.places(size, 2 * size);
        for (int b = 0; b < size; b++) {
            place[b] -= nodes.users();
        }
        return new Repeated(distinct.rowRange(nodes.users(), nodes.users() + nodes.positives()), place);
    }

    /** The sum with the rows of another representation of the same batch. */
    public BatchRows plus(BatchRows other) {
        if (nodes != null && other.nodes != null && nodes.place() == other.nodes.place()) {
            return new BatchRows(distinct.plus(other.distinct), nodes, size);
        }
        return new BatchRows(
                users().plus(other.users()),
                positives().plus(other.positives()),
                negatives() == null ? null : negatives().plus(other.negatives()));
    }
}
