package org.drepmrec;

import java.util.Arrays;
import java.util.Random;

/** Damages files as disks, copies and editors do. */
public final class Damage {

    private static final String TELLING = "\t\n\r-0129(),' \u0000{}[]\"\\:uUx.eN";

    private Damage() {}

    /** One to three of: a bit flipped, a byte replaced, a piece cut out, repeated or replaced by noise, the end cut off. */
    public static byte[] mutate(byte[] sound, Random random) {
        byte[] bytes = sound;
        for (int n = 1 + random.nextInt(3); n > 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(12));
            byte[] copy = bytes.clone();
            switch (random.nextInt(6)) {
                case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> copy[at] = (byte) TELLING.charAt(random.nextInt(TELLING.length()));
                case 2 -> copy = join(bytes, at, bytes, to);
                case 3 -> copy = join(bytes, to, bytes, at);
                case 4 -> {
                    byte[] noise = new byte[to - at];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, copy, at, noise.length);
                }
                default -> copy = Arrays.copyOf(bytes, at);
            }
            bytes = copy;
        }
        return bytes;
    }

    /** The bytes of a before an index, then those of b from another. */
    private static byte[] join(byte[] a, int before, byte[] b, int from) {
        byte[] joined = Arrays.copyOf(a, before + b.length - from);
        System.arraycopy(b, from, joined, before, b.length - from);
        return joined;
    }
}
