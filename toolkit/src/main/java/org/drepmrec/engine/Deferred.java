package org.drepmrec.engine;

import ai.djl.ndarray.types.Shape;

/** A matrix that is not computed yet, since perhaps only some of its rows will be wanted. */
final class Deferred {

    /** What the matrix is computed from. */
    interface Source {

        /** All of it. */
        Var whole();

        /** Some rows; null if they are not to be had for less than the whole. */
        Var rows(int... index);
    }

    private final Source source;
    private Var whole;
    private int[] index;
    private Var rows;

    private Deferred(Source source) {
        this.source = source;
    }

    /** An array that is computed when it is read, or row by row by {@link Var#rows}. */
    static Var var(Tape tape, Shape shape, Source source, Var... operands) {
        return new Var(tape, shape, tape.tracked(operands), new Deferred(source));
    }

    boolean computed() {
        return whole != null;
    }

    Var whole() {
        if (whole == null) {
            whole = source.whole();
        }
        return whole;
    }

    /** The same rows again, by the same array of numbers, are computed once. */
    Var rows(int... wanted) {
        if (index != wanted) {
            Var some = whole == null ? source.rows(wanted) : null;
            rows = some == null ? whole().rows(wanted) : some;
            index = wanted;
        }
        return rows;
    }
}
