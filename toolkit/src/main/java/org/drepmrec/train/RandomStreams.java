package org.drepmrec.train;

import java.util.SplittableRandom;

/** Derives independent generators from one seed. An epoch's generators depend on nothing but the seed and its number. */
final class RandomStreams {

    private RandomStreams() {}

    static SplittableRandom of(long seed, String purpose, int epoch) {
        long mixed = seed;
        for (int i = 0; i < purpose.length(); i++) {
            mixed = mixed * 0x9E3779B97F4A7C15L + purpose.charAt(i);
        }
        return new SplittableRandom(mixed * 0xBF58476D1CE4E5B9L + epoch);
    }
}
