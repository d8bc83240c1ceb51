package org.drepmrec.train;

/** Thrown if the loss becomes NaN or infinite before one epoch is complete, so that there is no result. */
public final class NotFiniteException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NotFiniteException(String message) {
        super(message);
    }
}
