package org.drepmrec.train;

/** Why a training ended. */
public enum StopReason {
    /** All epochs were run. */
    EPOCHS_DONE,
    /** The selecting metric did not improve for longer than the patience. */
    NO_IMPROVEMENT,
    /** The thread was interrupted; the best epoch so far is kept. */
    INTERRUPTED,
    /** A loss became NaN or infinite; the best epoch before is kept. */
    NOT_FINITE,
    /** The model computes its scores without training, so it ran no epoch. */
    NOTHING_TO_TRAIN
}
