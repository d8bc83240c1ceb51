package org.drepmrec.analysis;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded samples. */
final class Samples {

    private Samples() {}

    /** At most {@code size} distinct numbers below n, ascending; all if there are no more. */
    static int[] of(int n, int size, long seed) {
        int[] all = IntStream.range(0, n).toArray();
        if (size >= n) {
            return all;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(n - i);
            int swap = all[i];
            all[i] = all[j];
            all[j] = swap;
        }
        return IntStream.of(all).limit(size).sorted().toArray();
    }

    /** Pairs of different numbers below n; the same pair may come twice. */
    static int[][] pairs(int n, int size, long seed) {
        if (n < 2) {
            throw new IllegalArgumentException("pairs: found " + n + " nodes, expected at least 2");
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[][] pairs = new int[size][];
        for (int p = 0; p < size; p++) {
            int a = random.nextInt(n);
            int b = random.nextInt(n - 1);
            pairs[p] = new int[] {a, b < a ? b : b + 1};
        }
        return pairs;
    }
}
