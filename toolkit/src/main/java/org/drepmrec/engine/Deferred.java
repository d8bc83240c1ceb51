package org.drepmrec.engine;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** A matrix that is not computed yet, since perhaps only some of its rows will be wanted. */
final class Deferred {

    private final Supplier<Var> all;
    private final Function<int[], Var> some;
    private Var whole;
    private int[] index;
    private Var rows;

    private Deferred(Supplier<Var> all, Function<int[], Var> some) {
        this.all = all;
        this.some = some;
    }

    /**
     * An array that is computed when it is read, or row by row by {@link Var#rows}.
     *
     * @param all computes all of it
     * @param some computes some rows; gives null if they are not to be had for less than the whole
     */
    static Var var(Tape tape, Shape shape, Supplier<Var> all, Function<int[], Var> some, Var... operands) {
        return new Var(tape, shape, tape.tracked(operands), new Deferred(all, some));
    }

    boolean computed() {
        return whole != null;
    }

    Var whole() {
        if (whole == null) {
            whole = all.get();
        }
        return whole;
    }

    /**
     * The rows that were asked for last are kept: the same numbers again, in whatever array, give the same rows.
     *
     * @param wanted row numbers; kept, so nobody may change them any more
     */
    Var rows(int... wanted) {
        if (!Arrays.equals(index, wanted)) {
            Var alone = whole == null ? some.apply(wanted) : null;
            rows = alone == null ? whole().ownedRows(wanted) : alone;
            index = wanted;
        }
        return rows;
    }
}
