package org.drepmrec.data.io.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Independent random streams of one seed. {@link Random} and {@link StrictMath} are used throughout because their
 * specification fixes every bit on every machine.
 */
final class ShopRandom {

    /** What a stream decides. */
    enum Stream {
        DESIGN(1),
        TITLE(2),
        PICTURE(3),
        DEMAND(4),
        USER(5),
        SERIES(6),
        CLOTH(7),
        ORDER(8);

        private final int number;

        Stream(int number) {
            this.number = number;
        }
    }

    private ShopRandom() {}

    static Random random(long seed, Stream stream, int index) {
        return new Random(mix(mix(seed + 0x9E3779B97F4A7C15L * stream.number) + index));
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    static <T> T pick(Random random, T[] from) {
        return from[random.nextInt(from.length)];
    }

    /** A copy in random order (Fisher and Yates). */
    static <T> List<T> shuffled(Random random, List<T> values) {
        List<T> copy = new ArrayList<>(values);
        for (int k = copy.size(); k > 1; k--) {
            Collections.swap(copy, k - 1, random.nextInt(k));
        }
        return List.copyOf(copy);
    }

    static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
