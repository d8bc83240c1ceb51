package org.drepmrec.engine;

import java.util.SplittableRandom;

/**
 * Derives independent generators from one seed, by name: what one draws changes no other. An epoch's generators depend on
 * nothing but the seed and its number.
 */
public final class RandomStreams {

    private RandomStreams() {}

    /** The generator of a name, such as a parameter's. */
    public static SplittableRandom of(long seed, String name) {
        return of(seed, name, 0);
    }

    /** The generator of a purpose in an epoch, counted from 0. */
    public static SplittableRandom of(long seed, String purpose, int epoch) {
        long mixed = seed;
        for (int i = 0; i < purpose.length(); i++) {
            mixed = mixed * 0x9E3779B97F4A7C15L + purpose.charAt(i);
        }
        // The generator steps by the multiplier above: without another one, similar names would share their numbers.
        return new SplittableRandom(mixed * 0xBF58476D1CE4E5B9L + epoch);
    }
}
