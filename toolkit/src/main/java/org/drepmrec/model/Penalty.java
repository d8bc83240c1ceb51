package org.drepmrec.model;

import org.drepmrec.engine.Var;

/** The form of an L2 penalty on the rows of a batch. */
public enum Penalty {

    /** Half the sum of squares over the configured batch size. */
    HALF_SQUARED,

    /** Frobenius norms over the batch's rows, not squared. */
    EMB;

    /** The penalty without its weight, a scalar. */
    public Var of(BatchRows rows, Batch batch) {
        return this == HALF_SQUARED ? Losses.halfSquares(rows, batch.configuredSize()) : Losses.norms(rows);
    }
}
