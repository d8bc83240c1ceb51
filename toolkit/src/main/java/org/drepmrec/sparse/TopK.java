package org.drepmrec.sparse;

import java.util.Arrays;

/**
 * The k best of a stream of candidates, best first. Among equal values the one offered first is better, so candidates
 * offered by ascending id are ordered by (value descending, id ascending).
 */
public final class TopK {

    private final int[] id;
    private final float[] value;
    private int size;

    /** An empty selection of at most {@code k >= 1} candidates. */
    public TopK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("top-k: found k = " + k + ", expected at least 1");
        }
        id = new int[k];
        value = new float[k];
    }

    /** Forgets all candidates. */
    public void clear() {
        size = 0;
    }

    /** A candidate enters only with a value above this one; minus infinity while there is room. */
    public float threshold() {
        return size < value.length ? Float.NEGATIVE_INFINITY : value[size - 1];
    }

    /** Takes the candidate if it belongs to the k best so far. */
    public void offer(int candidate, float v) {
        int p;
        if (size < value.length) {
            p = size++;
        } else if (v > value[size - 1]) {
            p = size - 1;
        } else {
            return;
        }
        while (p > 0 && value[p - 1] < v) {
            id[p] = id[p - 1];
            value[p] = value[p - 1];
            p--;
        }
        id[p] = candidate;
        value[p] = v;
    }

    /** The number of candidates held. */
    public int size() {
        return size;
    }

    /** The ids held, best first; a copy. */
    public int[] ids() {
        return Arrays.copyOf(id, size);
    }

    /** Copies ids and values, best first, to two arrays from a position on. */
    public void copyTo(int[] ids, float[] values, int at) {
        System.arraycopy(id, 0, ids, at, size);
        System.arraycopy(value, 0, values, at, size);
    }
}
