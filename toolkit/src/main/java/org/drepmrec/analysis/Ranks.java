package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The place of each model by its mean over users, and the places that it takes in 95 % of samples of as many users, drawn with
 * replacement from a fixed seed: models whose places overlap are not told apart by these users.
 */
public final class Ranks {

    private static final long SEED = 999;

    private Ranks() {}

    /**
     * A row for each model, the best first: rank, 1 being the best and equal values sharing the best of their places, the ends
     * of its 95% interval, and the mean.
     *
     * @param perUser the values of each user by model, for the same users in the same order
     * @param label what the values are, such as {@code Recall@20}
     * @throws IllegalArgumentException if there is no model, or they have not equally many users
     */
    public static Table of(Map<String, double[]> perUser, String label) {
        int[] sizes =
                perUser.values().stream().mapToInt(v -> v.length).distinct().toArray();
        if (sizes.length != 1 || sizes[0] == 0) {
            throw new IllegalArgumentException("ranks: found models with " + Arrays.toString(sizes)
                    + " users, expected at least one model, and as many users of each");
        }
        double[][] values = perUser.values().toArray(double[][]::new);
        double[] means = Arrays.stream(values).mapToDouble(Moments::mean).toArray();
        int[] rank = ranks(means);
        int[][] sampled = IntStream.range(0, Significance.RESAMPLES)
                .parallel()
                .mapToObj(sample -> ranks(sample(values, new SplittableRandom(SEED + sample))))
                .toArray(int[][]::new);
        int tail = (int) (0.025 * Significance.RESAMPLES);
        Map<String, int[]> intervals = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(perUser.keySet());
        for (int m = 0; m < values.length; m++) {
            int model = m;
            int[] places =
                    Arrays.stream(sampled).mapToInt(r -> r[model]).sorted().toArray();
            intervals.put(names.get(m), new int[] {rank[m], places[tail], places[places.length - 1 - tail]});
        }
        List<String> order = names.stream()
                .sorted((a, b) -> Integer.compare(intervals.get(a)[0], intervals.get(b)[0]))
                .toList();
        return Table.create(
                "Places by " + label,
                StringColumn.create("model", order),
                column("rank", order, intervals, 0),
                column("95% best", order, intervals, 1),
                column("95% worst", order, intervals, 2),
                DoubleColumn.create(label, order.stream().mapToDouble(n -> means[names.indexOf(n)])));
    }

    private static IntColumn column(String name, List<String> order, Map<String, int[]> intervals, int which) {
        return IntColumn.create(
                name, order.stream().mapToInt(n -> intervals.get(n)[which]).toArray());
    }

    private static double[] sample(double[][] values, SplittableRandom random) {
        double[] sums = new double[values.length];
        int users = values[0].length;
        for (int k = 0; k < users; k++) {
            int user = random.nextInt(users);
            for (int m = 0; m < sums.length; m++) {
                sums[m] += values[m][user];
            }
        }
        return sums;
    }

    /** 1 plus the number of greater values. */
    private static int[] ranks(double[] values) {
        return Arrays.stream(values)
                .mapToInt(
                        v -> 1 + (int) Arrays.stream(values).filter(w -> w > v).count())
                .toArray();
    }
}
