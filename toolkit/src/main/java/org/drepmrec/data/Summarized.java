package org.drepmrec.data;

import tech.tablesaw.api.Table;

/** A value with a short summary, which notebooks show in place of its text. */
public interface Summarized {

    /** The summary, a few rows for display. */
    Table summary();
}
