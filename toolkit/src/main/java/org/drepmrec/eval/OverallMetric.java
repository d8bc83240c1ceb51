package org.drepmrec.eval;

/** A metric with one value for the lists of all users together and none for a single user. */
public non-sealed interface OverallMetric extends Metric {

    /** The value for all lists of one cut-off. */
    double value(RankedLists lists);
}
