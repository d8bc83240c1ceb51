package org.drepmrec.train;

/** Watches a metric where higher is better; only strictly greater values count as improvement (MMRec's protocol). */
final class EarlyStopping {

    private final int patience;
    private final TrainOptions.Rounding rounding;
    private double best = -1;
    private int misses;

    EarlyStopping(int patience, TrainOptions.Rounding rounding) {
        this.patience = patience;
        this.rounding = rounding;
    }

    /** Adds the next value; true if it is the best so far. */
    boolean improves(double value) {
        double compared = rounding.apply(value);
        if (compared > best) {
            best = compared;
            misses = 0;
            return true;
        }
        misses++;
        return false;
    }

    /** Whether there were more misses in a row than the patience allows. */
    boolean exhausted() {
        return misses > patience;
    }
}
