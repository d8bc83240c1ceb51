package org.drepmrec.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.drepmrec.engine.Pairing;
import org.drepmrec.engine.Var;

/**
 * The rows of a batch with repetitions: each distinct row once, and the positions of each. This makes losses that
 * compare all rows of a batch with each other cheaper.
 *
 * @param rows K x d, the distinct rows
 * @param place B numbers, row b of the batch is row {@code place[b]} of these
 */
public record Repeated(Var rows, int[] place) {

    /** Rows without repetitions. */
    public static Repeated once(Var rows) {
        int[] place = new int[rows.rows()];
        Arrays.setAll(place, b -> b);
        return new Repeated(rows, place);
    }

    /** All B rows, B x d, with repetitions. */
    public Repeated expanded() {
        return once(rows.rows(place));
    }

    /** The rows at some positions of the batch. */
    public Var rows(int... ofBatch) {
        return rows.rows(Arrays.stream(ofBatch).map(b -> place[b]).toArray());
    }

    /** The same rows, each divided by its norm. */
    public Repeated normalized() {
        return new Repeated(rows.normalizeRows(), place);
    }

    /** The same rows without gradient. */
    public Repeated detached() {
        return new Repeated(rows.detach(), place);
    }

    /** B. */
    public int size() {
        return place.length;
    }

    /** How often each distinct row occurs, K x 1, an array of the step. */
    public NDArray counts() {
        return rows.tape().counts(place, rows.rows());
    }

    /** How often each row of this batch is paired with each row of the other, K x K'. */
    Pairing pairs(Repeated others) {
        return rows.tape().pairing(place, rows.rows(), others.place, others.rows.rows());
    }
}
