package org.drepmrec.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;
import org.drepmrec.data.split.SplitRule;

/**
 * How interactions are split on a cluster: the toolkit's rules that need no more than one user's interactions at a time, after
 * a look at the times of all where they need one. Labels are those of {@link #onOneMachine}.
 */
public abstract class ClusterSplit implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Pairs of a user who is split by her last ones. */
    private static final int LEAST = 3;

    private ClusterSplit() {}

    /** Labels the pairs of one user. */
    @FunctionalInterface
    interface Labels extends Serializable {
        /**
         * The label of each pair, see {@link Split#label}.
         *
         * @param user her number
         * @param items ascending
         * @param times of the pairs, milliseconds since 1970; of no meaning where there are none
         */
        byte[] of(int user, int[] items, long[] times);
    }

    /**
     * What labels users.
     *
     * @param pairs with columns {@code user}, {@code item} and {@code time}
     */
    abstract Labels over(Dataset<Row> pairs);

    /** Whether the rule needs times. */
    boolean needsTimes() {
        return true;
    }

    /** The same rule in the toolkit. */
    public abstract SplitRule onOneMachine();

    /** 8:1:1 of each user's pairs at random, see {@link RandomSplit}. */
    public static ClusterSplit random(long seed) {
        return new ClusterSplit() {
            private static final long serialVersionUID = 1L;

            @Override
            Labels over(Dataset<Row> pairs) {
                long from = seed;
                return (user, items, times) -> RandomSplit.labels(user, items.length, from);
            }

            @Override
            boolean needsTimes() {
                return false;
            }

            @Override
            public SplitRule onOneMachine() {
                return SplitRule.random(seed);
            }
        };
    }

    /**
     * Two moments cut all interactions, see {@link SplitRule#byTime}.
     *
     * @param train share of the pairs that training gets, above 0
     * @param validation share that validation gets, above 0; test gets the rest
     * @throws IllegalArgumentException if a share is not above 0, or nothing is left for test
     */
    public static ClusterSplit byTime(double train, double validation) {
        SplitRule rule = SplitRule.byTime(train, validation);
        return new ClusterSplit() {
            private static final long serialVersionUID = 1L;

            @Override
            Labels over(Dataset<Row> pairs) {
                long n = pairs.count();
                Dataset<Row> times = pairs.select("time");
                long first = OrderStatistic.of(times, (long) (train * n));
                long second = OrderStatistic.of(times, (long) ((train + validation) * n));
                return (user, items, moments) -> cut(moments, first, second);
            }

            @Override
            public SplitRule onOneMachine() {
                return rule;
            }
        };
    }

    private static byte[] cut(long[] moments, long first, long second) {
        byte[] labels = new byte[moments.length];
        for (int k = 0; k < labels.length; k++) {
            Split part = moments[k] < first ? Split.TRAIN : moments[k] < second ? Split.VALIDATION : Split.TEST;
            labels[k] = (byte) part.label();
        }
        return labels;
    }

    /** Each user's last pair for test and the one before it for validation, see {@link SplitRule#leaveLastOut}. */
    public static ClusterSplit leaveLastOut() {
        return new ClusterSplit() {
            private static final long serialVersionUID = 1L;

            @Override
            Labels over(Dataset<Row> pairs) {
                return (user, items, times) -> lastOut(times);
            }

            @Override
            public SplitRule onOneMachine() {
                return SplitRule.leaveLastOut();
            }
        };
    }

    private static byte[] lastOut(long... times) {
        byte[] labels = new byte[times.length];
        if (times.length >= LEAST) {
            // Stable, so of one moment the larger item is the later.
            Integer[] order = IntStream.range(0, times.length).boxed().toArray(Integer[]::new);
            Arrays.sort(order, Comparator.comparingLong(k -> times[k]));
            labels[order[times.length - 1]] = (byte) Split.TEST.label();
            labels[order[times.length - 2]] = (byte) Split.VALIDATION.label();
        }
        return labels;
    }
}
