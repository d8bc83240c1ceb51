package org.drepmrec.eval;

/** A metric that has a value for each user; an evaluation reports the mean and keeps the values. */
public non-sealed interface UserMetric extends Metric {

    /** The value for one user. Called by several threads at once. */
    double value(RankedList list);
}
