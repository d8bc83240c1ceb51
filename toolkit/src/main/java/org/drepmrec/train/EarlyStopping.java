package org.drepmrec.train;

/**
 * Watches a metric where higher is better; only strictly greater values count as improvement (MMRec's protocol). Misses
 * during the warm-up do not count, but its best value does.
 */
final class EarlyStopping {

    private final int patience;
    private final int warmUp;
    private final TrainOptions.Rounding rounding;
    private double best = -1;
    private int epochs;
    private int misses;

    EarlyStopping(int patience, int warmUp, TrainOptions.Rounding rounding) {
        this.patience = patience;
        this.warmUp = warmUp;
        this.rounding = rounding;
    }

    /** Adds the value of the next epoch; true if it is the best so far. */
    boolean improves(double value) {
        epochs++;
        double compared = rounding.apply(value);
        if (compared > best) {
            best = compared;
            misses = 0;
            return true;
        }
        if (epochs > warmUp) {
            misses++;
        }
        return false;
    }

    /** Whether there were more misses in a row than the patience allows. */
    boolean exhausted() {
        return misses > patience;
    }
}
