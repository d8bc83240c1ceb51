package org.drepmrec.model;

import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;

/** How the ID embeddings of users and items are initialized. */
public enum TableStart {

    /** U(±sqrt(6 / (n + d))), each table with its own n. */
    XAVIER_UNIFORM,

    /** N(0, 2 / (n + d)), each table with its own n. */
    XAVIER_NORMAL,

    /** N(0, 0.1²). */
    NORMAL;

    /** A user table and an item table, stacked to (M+N) x d. */
    public Parameter create(ParameterStore store, String name, Recommender model) {
        int users = model.users();
        int items = model.items();
        int d = model.embeddingSize();
        return switch (this) {
            case XAVIER_UNIFORM -> store.xavierTables(name, users, items, d);
            case XAVIER_NORMAL ->
                store.normalTables(name, users, items, d, Math.sqrt(2.0 / (users + d)), Math.sqrt(2.0 / (items + d)));
            case NORMAL -> store.normalTables(name, users, items, d, 0.1, 0.1);
        };
    }
}
