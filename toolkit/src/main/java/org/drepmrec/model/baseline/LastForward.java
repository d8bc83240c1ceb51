package org.drepmrec.model.baseline;

import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;

/**
 * The representations of the last training step, from before its parameters moved: what MMRec evaluates MMGCN and DualGNN
 * on.
 */
final class LastForward {

    private float[] values;
    private int columns;

    /** Forgets them, for a training that starts anew. */
    void clear() {
        values = null;
    }

    /** Keeps a copy if the tape is one of training. */
    void keep(Var representations) {
        if (representations.tracked()) {
            values = representations.toFloats();
            columns = representations.cols();
        }
    }

    /** Whether there has been a step. */
    boolean present() {
        return values != null;
    }

    /** The copy as a constant of another tape. */
    Var on(Tape tape) {
        return tape.constant(values, values.length / columns, columns);
    }
}
