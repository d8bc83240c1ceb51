package org.drepmrec.spark;

import java.io.Serializable;
import java.util.BitSet;

/** The numbers that a filter left, closed up: the new number of each is how many smaller ones are left. A bit and a half a number. */
final class KeptNumbers implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long[] words;
    private final int[] before;
    private final int size;

    /**
     * Of all numbers but those that are gone.
     *
     * @param numbers how many there were
     */
    KeptNumbers(int numbers, BitSet gone) {
        BitSet kept = new BitSet(numbers);
        kept.set(0, numbers);
        kept.andNot(gone);
        words = kept.toLongArray();
        before = new int[words.length];
        for (int w = 1; w < words.length; w++) {
            before[w] = before[w - 1] + Long.bitCount(words[w - 1]);
        }
        size = kept.cardinality();
    }

    int size() {
        return size;
    }

    /** The new number; -1 of what is gone. */
    int of(int old) {
        int word = old >> 6;
        if (word >= words.length || (words[word] >>> old & 1) == 0) {
            return -1;
        }
        return before[word] + Long.bitCount(words[word] & (1L << old) - 1);
    }
}
