package org.drepmrec.eval;

import java.util.Arrays;

/**
 * Selects the K best of many scored items: higher score first, lower item first among equal scores.
 *
 * <p>A min-heap holds the best so far. Its lowest score is a threshold that excludes nearly every further item in a
 * single comparison. A score and its item share one {@code long} whose natural order is the order of the ranking.
 */
final class BestItems {

    private final long[] heap;
    private int size;

    BestItems(int k) {
        this.heap = new long[k];
    }

    /**
     * Ranks the items 0..N-1 whose scores start at {@code offset}.
     *
     * @param excluded items to leave out, ascending and distinct
     * @return the first ranked item whose score is NaN, or -1 if there is none
     */
    int rank(float[] scores, int offset, int items, int[] excluded) {
        size = 0;
        int from = 0;
        for (int hidden : excluded) {
            int bad = offer(scores, offset, from, hidden);
            if (bad >= 0) {
                return bad;
            }
            from = hidden + 1;
        }
        int bad = offer(scores, offset, from, items);
        Arrays.sort(heap, 0, size);
        return bad;
    }

    private int offer(float[] scores, int offset, int from, int to) {
        float threshold = threshold();
        for (int item = from; item < to; item++) {
            float score = scores[offset + item];
            // A NaN score passes, and so does any score while the threshold is NaN because the heap is not full.
            if (!(score <= threshold)) {
                if (Float.isNaN(score)) {
                    return item;
                }
                insert(key(score, item));
                threshold = threshold();
            }
        }
        return -1;
    }

    private float threshold() {
        return size < heap.length ? Float.NaN : score(heap[0]);
    }

    private void insert(long key) {
        if (size < heap.length) {
            int child = size++;
            while (child > 0 && heap[(child - 1) >>> 1] > key) {
                heap[child] = heap[(child - 1) >>> 1];
                child = (child - 1) >>> 1;
            }
            heap[child] = key;
            return;
        }
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= key) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = key;
    }

    /** K. */
    int depth() {
        return heap.length;
    }

    /** The number of ranked items: K, or fewer if there were fewer candidates. */
    int size() {
        return size;
    }

    /** The item at a rank, counted from 0. */
    int item(int rank) {
        return item(heap[size - 1 - rank]);
    }

    static int item(long key) {
        return ~(int) key;
    }

    /** The items, best first. */
    int[] items() {
        int[] items = new int[size];
        for (int rank = 0; rank < size; rank++) {
            items[rank] = item(rank);
        }
        return items;
    }

    /** The score of the item at a rank, counted from 0. */
    float score(int rank) {
        return score(heap[size - 1 - rank]);
    }

    /** Orders a score and its item as the ranking does. */
    static long key(float score, int item) {
        int bits = Float.floatToIntBits(score + 0f); // -0 and 0 are a tie
        return ((long) sortable(bits) << 32) | (~item & 0xFFFFFFFFL);
    }

    private static float score(long key) {
        return Float.intBitsToFloat(sortable((int) (key >> 32)));
    }

    /** Maps float bits to integers of the same order. It is its own inverse. */
    private static int sortable(int bits) {
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}
