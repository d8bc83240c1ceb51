package org.drepmrec.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.drepmrec.sparse.TopK;

/** The nearest so far of one item, nearest first, lower numbers first among equals. */
final class Nearest implements Serializable {

    private static final long serialVersionUID = 1L;

    static final Nearest NONE = new Nearest(new int[0], new float[0]);

    private final int[] items;
    private final float[] cosines;

    private Nearest(int[] items, float[] cosines) {
        this.items = items;
        this.cosines = cosines;
    }

    static Nearest of(TopK best) {
        Nearest found = new Nearest(new int[best.size()], new float[best.size()]);
        best.copyTo(found.items, found.cosines, 0);
        return found;
    }

    int size() {
        return items.length;
    }

    int item(int rank) {
        return items[rank];
    }

    float cosine(int rank) {
        return cosines[rank];
    }

    /** No candidate with a lower cosine is one of the k nearest. */
    float threshold(int k) {
        return items.length < k ? Float.NEGATIVE_INFINITY : cosines[k - 1];
    }

    /** The k nearest of both. */
    Nearest merge(Nearest other, int k) {
        int size = Math.min(k, items.length + other.items.length);
        Nearest both = new Nearest(new int[size], new float[size]);
        int a = 0;
        int b = 0;
        for (int r = 0; r < size; r++) {
            boolean mine = b == other.items.length || (a < items.length && before(a, other, b));
            both.items[r] = mine ? items[a] : other.items[b];
            both.cosines[r] = mine ? cosines[a++] : other.cosines[b++];
        }
        return both;
    }

    private boolean before(int a, Nearest other, int b) {
        int order = Float.compare(cosines[a] + 0f, other.cosines[b] + 0f);
        return order > 0 || (order == 0 && items[a] < other.items[b]);
    }

    @Override
    public String toString() {
        return Arrays.toString(items) + " " + Arrays.toString(cosines);
    }
}
