package org.drepmrec.graph.similarity;

import java.util.Arrays;
import org.drepmrec.sparse.Parallel;

/** The distinct ids of a batch, for a batch drawn by interactions names busy nodes many times. */
final class Repeats {

    private final int[] distinct;
    private final int[] place;

    Repeats(int[] ids) {
        int[] sorted = Arrays.stream(ids).distinct().toArray();
        Arrays.sort(sorted);
        distinct = sorted;
        place = new int[ids.length];
        Arrays.setAll(place, b -> Arrays.binarySearch(sorted, ids[b]));
    }

    int[] distinct() {
        return distinct;
    }

    /** From a square matrix among the distinct ids to one among all. */
    float[] expand(float[] square) {
        int n = place.length;
        int m = distinct.length;
        if (n == m && isInOrder()) {
            return square;
        }
        float[] all = new float[Math.multiplyExact(n, n)];
        Parallel.forRanges(n, 64, (from, to) -> {
            for (int a = from; a < to; a++) {
                for (int b = 0; b < n; b++) {
                    all[a * n + b] = square[place[a] * m + place[b]];
                }
            }
        });
        return all;
    }

    private boolean isInOrder() {
        for (int b = 0; b < place.length; b++) {
            if (place[b] != b) {
                return false;
            }
        }
        return true;
    }
}
