package org.drepmrec.data;

import tech.tablesaw.api.Table;

/** A value with a short account of itself, which a notebook shows in its place. */
public interface Summarized {

    /** The account: a few rows, ready to show. */
    Table summary();
}
