package org.drepmrec.train;

/** A training without a result: its loss became NaN or infinite before one epoch was complete. */
public final class NotFiniteException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NotFiniteException(String message) {
        super(message);
    }
}
