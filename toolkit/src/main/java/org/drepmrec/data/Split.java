package org.drepmrec.data;

/** The part of a data set that an interaction belongs to; the ordinal is the {@code x_label} of the field's layout. */
public enum Split {
    /** Seen by training. */
    TRAIN,
    /** Used to select epochs and options. */
    VALIDATION,
    /** Reported, never used to select. */
    TEST
}
