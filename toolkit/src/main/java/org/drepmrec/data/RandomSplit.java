package org.drepmrec.data;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The random split per user that is customary in the field, about 8:1:1.
 *
 * <p>A user with n pairs contributes, for 3 &le; n &lt; 10, n - 2 to training and one each to validation and test; for
 * n &ge; 10, with h = floor(0.2 n), n - h to training, floor(h / 2) to validation and the rest to test. Users with one
 * or two pairs contribute all to training: they cannot be evaluated, but still affect the graphs.
 *
 * <p>A user's pairs are ordered by item id and then shuffled by a generator that is seeded from the seed and the user's
 * id. The split therefore depends on the seed and the pairs alone, never on the order of rows in a file, and one user's
 * split does not depend on other users.
 */
public final class RandomSplit {

    private RandomSplit() {}

    /** The log with every pair labeled; existing labels are replaced. */
    public static InteractionLog apply(InteractionLog log, long seed) {
        int[] degree = log.userDegrees();
        int[] start = new int[degree.length + 1];
        for (int u = 0; u < degree.length; u++) {
            start[u + 1] = start[u] + degree[u];
        }
        int[] next = start.clone();
        long[] byUser = new long[log.size()];
        for (int k = 0; k < log.size(); k++) {
            byUser[next[log.user(k)]++] = ((long) log.item(k) << 32) | k;
        }
        byte[] label = new byte[log.size()];
        for (int u = 0; u < degree.length; u++) {
            Arrays.sort(byUser, start[u], start[u + 1]);
            byte[] labels = labels(u, degree[u], seed);
            for (int k = 0; k < degree[u]; k++) {
                label[(int) byUser[start[u] + k]] = labels[k];
            }
        }
        return log.withLabels(label);
    }

    /**
     * The split of one user, for whoever has no more than her pairs at hand.
     *
     * @param user her id
     * @param pairs how many she has
     * @return the label of each of her pairs, by ascending item
     */
    public static byte[] labels(int user, int pairs, long seed) {
        int[] order = IntStream.range(0, pairs).toArray();
        shuffle(order, new Random(mix(seed, user)));
        int[] size = sizes(pairs);
        byte[] labels = new byte[pairs];
        for (int k = 0; k < pairs; k++) {
            Split split = k < size[0] ? Split.TRAIN : k < size[0] + size[1] ? Split.VALIDATION : Split.TEST;
            labels[order[k]] = (byte) split.label();
        }
        return labels;
    }

    /** How many of a user's {@code n} pairs go to training, validation and test. */
    public static int[] sizes(int n) {
        if (n < 3) {
            return new int[] {n, 0, 0};
        }
        int held = n < 10 ? 2 : n / 5;
        return new int[] {n - held, held / 2, held - held / 2};
    }

    private static void shuffle(int[] values, Random random) {
        for (int k = values.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int held = values[k];
            values[k] = values[other];
            values[other] = held;
        }
    }

    /** Neighboring seeds give java.util.Random similar first numbers, so the bits are spread first (splitmix64). */
    private static long mix(long seed, int user) {
        long z = seed + (user + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
