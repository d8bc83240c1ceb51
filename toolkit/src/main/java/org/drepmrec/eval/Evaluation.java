package org.drepmrec.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.drepmrec.data.Split;
import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The result of an {@link Evaluator}: each metric as its mean over the evaluated users and per user. */
public final class Evaluation {

    private final Split split;
    private final int[] cutoffs;
    private final int[] users;
    private final Map<String, Double> means;
    private final Map<String, double[]> perUser;
    private final int[][] topItems;
    private final Csr relevant;

    /**
     * Wraps the arguments.
     *
     * @param means of all metrics, by label with cut-off, in the requested order
     * @param perUser of those metrics that have a value per user
     * @param topItems null if they are not kept
     * @param relevant the interactions of the split
     */
    Evaluation(
            Split split,
            int[] cutoffs,
            int[] users,
            Map<String, Double> means,
            Map<String, double[]> perUser,
            int[][] topItems,
            Csr relevant) {
        this.split = split;
        this.cutoffs = cutoffs;
        this.users = users;
        this.means = Collections.unmodifiableMap(means);
        this.perUser = perUser;
        this.topItems = topItems;
        this.relevant = relevant;
    }

    /** The cut-offs K, in the requested order; a copy. */
    public int[] cutoffs() {
        return cutoffs.clone();
    }

    /** The split that was evaluated. */
    public Split split() {
        return split;
    }

    /** The evaluated users, ascending: those with an interaction in the split; a copy. */
    public int[] users() {
        return users.clone();
    }

    /**
     * The mean over the evaluated users, or the single value of an {@link OverallMetric}.
     *
     * @throws IllegalArgumentException if it was not measured; the message lists what was
     */
    public double get(Metric metric, int k) {
        return measured(means, metric, k);
    }

    /**
     * The value of each evaluated user, in the order of {@link #users()}; a copy.
     *
     * @throws IllegalArgumentException if it was not measured; the message lists what was
     */
    public double[] perUser(UserMetric metric, int k) {
        return measured(perUser, metric, k).clone();
    }

    /**
     * The values of each evaluated user by label ({@code Recall@20}), for every requested {@link UserMetric}; copies.
     */
    public Map<String, double[]> perUser() {
        Map<String, double[]> all = new LinkedHashMap<>();
        perUser.forEach((label, values) -> all.put(label, values.clone()));
        return all;
    }

    private static <T> T measured(Map<String, T> all, Metric metric, int k) {
        String label = metric.label(k);
        if (!all.containsKey(label)) {
            throw new IllegalArgumentException(
                    label + " was not measured; there are " + String.join(", ", all.keySet()));
        }
        return all.get(label);
    }

    /** The means by label ({@code Recall@20}), in the requested order of metrics and cut-offs. */
    public Map<String, Double> asMap() {
        return means;
    }

    /**
     * The best items of a user, best first, down to the largest cut-off.
     *
     * @throws IllegalStateException if the evaluator does not keep them
     * @throws IllegalArgumentException if the user was not evaluated
     */
    public int[] topItems(int user) {
        requireTopItems();
        int index = Arrays.binarySearch(users, user);
        if (index < 0) {
            throw new IllegalArgumentException("user " + user + " was not evaluated: no interaction in " + split);
        }
        return topItems[index].clone();
    }

    /**
     * Refuses another evaluation whose values cannot be compared user by user.
     *
     * @throws IllegalArgumentException if it is of another split or of other users
     */
    public void requireSameUsers(Evaluation other) {
        if (split != other.split || !Arrays.equals(users, other.users)) {
            throw new IllegalArgumentException("evaluations: found " + split + " of " + users.length + " users and "
                    + other.split + " of " + other.users.length
                    + " users, expected the same split and the same users; evaluate both on the same data");
        }
    }

    private void requireTopItems() {
        if (topItems == null) {
            throw new IllegalStateException("ranked items were not kept; build the evaluator with keepTopItems()");
        }
    }

    /**
     * How many different items are among the best of at least one user, down to the largest cut-off.
     *
     * @throws IllegalStateException if the evaluator does not keep the ranked items
     */
    public int coverage() {
        requireTopItems();
        return (int)
                Arrays.stream(topItems).flatMapToInt(Arrays::stream).distinct().count();
    }

    /**
     * Which of the held-out interactions this evaluation and another one find, down to the largest cut-off: one row with those
     * found by this one, by the other, by both, and all that there are.
     *
     * @throws IllegalStateException if an evaluator does not keep the ranked items
     * @throws IllegalArgumentException if the other is of another split or of other users
     */
    public Table overlap(Evaluation other) {
        requireTopItems();
        other.requireTopItems();
        requireSameUsers(other);
        int[] found = new int[3];
        for (int row = 0; row < users.length; row++) {
            int[] mine = hits(row);
            int[] others = other.hits(row);
            found[0] += mine.length;
            found[1] += others.length;
            found[2] += (int) Arrays.stream(mine)
                    .filter(i -> Arrays.binarySearch(others, i) >= 0)
                    .count();
        }
        return Table.create(
                "Held-out interactions found",
                IntColumn.create("by this", new int[] {found[0]}),
                IntColumn.create("by the other", new int[] {found[1]}),
                IntColumn.create("by both", new int[] {found[2]}),
                IntColumn.create(
                        "of",
                        new int[] {Arrays.stream(users).map(relevant::degree).sum()}));
    }

    /** The items of a user that are among her best, ascending. */
    private int[] hits(int row) {
        return Arrays.stream(topItems[row])
                .filter(i -> relevant.contains(users[row], i))
                .sorted()
                .toArray();
    }

    /**
     * This evaluation with means rounded half to even on the exact binary value, as in Python; per-user values are
     * unchanged. MMRec's early stopping compares means of 4 decimals. Do not use rounded values for anything else.
     */
    public Evaluation rounded(int decimals) {
        Map<String, Double> rounded = new LinkedHashMap<>();
        means.forEach((label, mean) -> rounded.put(
                label,
                new BigDecimal(mean).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue()));
        return new Evaluation(split, cutoffs, users, rounded, perUser, topItems, relevant);
    }

    /** One row: the split, the number of users averaged, and a column per metric and cut-off. */
    public Table table() {
        Table table = Table.create(
                "evaluation",
                StringColumn.create("split", new String[] {split.name().toLowerCase(Locale.ROOT)}),
                IntColumn.create("users", new int[] {users.length}));
        means.forEach((label, mean) -> table.addColumns(DoubleColumn.create(label, new double[] {mean})));
        return table;
    }

    /** Split, users and means to four decimals on one line. */
    @Override
    public String toString() {
        return means.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(
                        ", ", split.name().toLowerCase(Locale.ROOT) + " (" + users.length + " users): ", ""));
    }
}
