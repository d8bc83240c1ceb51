package org.drepmrec.run;

import java.util.SplittableRandom;
import org.drepmrec.engine.RandomStreams;

/** Orders drawn from a seed. */
final class Shuffle {

    private Shuffle() {}

    /** Brings values into a random order (Fisher and Yates). */
    static void of(int[] values, long seed, String name) {
        SplittableRandom random = RandomStreams.of(seed, name);
        for (int last = values.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = values[last];
            values[last] = values[other];
            values[other] = kept;
        }
    }
}
