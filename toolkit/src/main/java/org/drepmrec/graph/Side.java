package org.drepmrec.graph;

import org.drepmrec.data.MultimodalDataset;

/** The two kinds of nodes. */
public enum Side {
    /** Items, whose features are given. */
    ITEM,
    /** Users, whose features are the means of the features of their training items. */
    USER;

    /** N or M. */
    int nodes(MultimodalDataset data) {
        return this == ITEM ? data.items() : data.users();
    }
}
