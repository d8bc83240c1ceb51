package org.drepmrec.spark;

import java.io.Serializable;

/** Finds neighbors among the items of one block. */
@FunctionalInterface
interface BlockSearch extends Serializable {

    /** Gets ready for many searches in a block. */
    Opened open(VectorBlock corpus);

    /** A block that is ready. */
    @FunctionalInterface
    interface Opened {
        /** For each item of a block, the k nearest of the corpus by cosine, itself left out. */
        Nearest[] nearest(VectorBlock queries, int k);
    }
}
