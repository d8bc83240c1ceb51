package org.drepmrec.data.io.sample;

import java.util.Random;
import java.util.stream.IntStream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.io.sample.Seeds.Stream;

/** Each user's items, shuffled and cut into training, validation and test rows. */
record UserSplits(Interactions train, Interactions validation, Interactions test) {

    static UserSplits of(int[][] choices, int items, long seed) {
        IntStream.Builder[][] rows = new IntStream.Builder[3][2];
        for (IntStream.Builder[] pair : rows) {
            pair[0] = IntStream.builder();
            pair[1] = IntStream.builder();
        }
        for (int u = 0; u < choices.length; u++) {
            int[] chosen = choices[u].clone();
            shuffle(chosen, Seeds.random(seed, Stream.SPLIT, u));
            int held = chosen.length < 10 ? 2 : chosen.length / 5;
            int train = chosen.length - held;
            int validation = train + held / 2;
            for (int k = 0; k < chosen.length; k++) {
                int split = k < train ? 0 : k < validation ? 1 : 2;
                rows[split][0].add(u);
                rows[split][1].add(chosen[k]);
            }
        }
        return new UserSplits(
                pairs(choices.length, items, rows[0]),
                pairs(choices.length, items, rows[1]),
                pairs(choices.length, items, rows[2]));
    }

    private static Interactions pairs(int users, int items, IntStream.Builder[] pair) {
        return new Interactions(
                users, items, pair[0].build().toArray(), pair[1].build().toArray());
    }

    private static void shuffle(int[] values, Random random) {
        for (int k = values.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int kept = values[k];
            values[k] = values[other];
            values[other] = kept;
        }
    }
}
