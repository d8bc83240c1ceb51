package org.drepmrec.data;

/** The two kinds of nodes. */
public enum Side {
    /** Items, whose features are given. */
    ITEM,
    /** Users, whose features are the means of the features of their training items. */
    USER;

    /** N or M. */
    public int nodes(MultimodalDataset data) {
        return this == ITEM ? data.items() : data.users();
    }

    /** {@code items} or {@code users}, for messages. */
    public String plural() {
        return this == ITEM ? "items" : "users";
    }
}
