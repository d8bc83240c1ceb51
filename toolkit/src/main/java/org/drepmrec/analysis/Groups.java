package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.UserMetric;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Users in equal groups by how much they bought in training, since a mean over all hides who gains and who loses. */
public final class Groups {

    private final MultimodalDataset data;
    private final int count;

    private Groups(MultimodalDataset data, int count) {
        this.data = data;
        this.count = count;
    }

    /**
     * Groups of about as many users each. Users with as many purchases as each other are in one group, so groups differ in size, and
     * where many have the same number there are fewer.
     *
     * @throws IllegalArgumentException if there is not at least one group
     */
    public static Groups byPurchases(MultimodalDataset data, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("groups: found " + count + ", expected at least 1");
        }
        return new Groups(data, count);
    }

    /**
     * Two evaluations of one split in each group, and paired tests of their difference a - b there, corrected by Holm for the
     * number of groups.
     *
     * @throws IllegalArgumentException if they are of different splits or users, the metric was not measured, or a group would
     *     have fewer than two users
     */
    public Table compare(Evaluation a, Evaluation b, UserMetric metric, int k) {
        a.requireSameUsers(b);
        int[] users = a.users();
        if (users.length < 2 * count) {
            throw new IllegalArgumentException(
                    "groups: found " + users.length + " users, expected at least 2 in each of " + count + " groups");
        }
        int[] degrees = Arrays.stream(users).map(this::purchases).sorted().toArray();
        int[] cuts = cuts(degrees);
        int groups = cuts.length - 1;
        Integer[] order = IntStream.range(0, users.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingInt(r -> purchases(users[r])));
        double[] ofA = a.perUser(metric, k);
        double[] ofB = b.perUser(metric, k);
        List<String> names = new ArrayList<>();
        List<Significance.Result> tests = new ArrayList<>();
        int[] gain = new int[groups];
        int[] lose = new int[groups];
        for (int g = 0; g < groups; g++) {
            int[] rows =
                    Arrays.stream(order, cuts[g], cuts[g + 1]).mapToInt(r -> r).toArray();
            names.add(range(purchases(users[rows[0]]), purchases(users[rows[rows.length - 1]])));
            tests.add(Significance.test(pick(ofA, rows), pick(ofB, rows)));
            gain[g] = (int) Arrays.stream(rows).filter(r -> ofA[r] > ofB[r]).count();
            lose[g] = (int) Arrays.stream(rows).filter(r -> ofA[r] < ofB[r]).count();
        }
        return table(metric.label(k), names, tests, gain, lose);
    }

    /** Where a group begins, and where the last one ends; a group of a single user, of whom nothing can be tested, is none. */
    private int[] cuts(int[] sorted) {
        int[] cuts = new int[count + 1];
        int groups = 0;
        for (int g = 1; g < count; g++) {
            int at = nearestChange(sorted, g * sorted.length / count);
            if (at - cuts[groups] >= 2 && sorted.length - at >= 2) {
                cuts[++groups] = at;
            }
        }
        cuts[++groups] = sorted.length;
        return Arrays.copyOf(cuts, groups + 1);
    }

    /** The place nearest to another, of equally near ones the first, where a sorted array begins, ends or goes on to a larger value. */
    private static int nearestChange(int[] sorted, int place) {
        for (int step = 0; ; step++) {
            for (int at : new int[] {place - step, place + step}) {
                if (at == 0 || at == sorted.length || (at > 0 && at < sorted.length && sorted[at - 1] < sorted[at])) {
                    return at;
                }
            }
        }
    }

    private int purchases(int user) {
        return data.train().matrix().degree(user);
    }

    private static String range(int low, int high) {
        return low == high ? "" + low : low + " to " + high;
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(r -> values[r]).toArray();
    }

    private static Table table(
            String label, List<String> names, List<Significance.Result> tests, int[] gain, int[] lose) {
        double[] p = Significance.holm(
                tests.stream().mapToDouble(Significance.Result::tP).toArray());
        return Table.create(
                label + " by purchases in training",
                StringColumn.create("purchases", names),
                IntColumn.create(
                        "users",
                        tests.stream().mapToInt(Significance.Result::pairs).toArray()),
                column("a", tests, Significance.Result::meanA),
                column("b", tests, Significance.Result::meanB),
                column("a - b", tests, Significance.Result::difference),
                column("95% low", tests, Significance.Result::low),
                column("95% high", tests, Significance.Result::high),
                DoubleColumn.create("p (t-test, Holm)", p),
                IntColumn.create("gain", gain),
                IntColumn.create("lose", lose));
    }

    private static DoubleColumn column(
            String name,
            List<Significance.Result> tests,
            java.util.function.ToDoubleFunction<Significance.Result> value) {
        return DoubleColumn.create(name, tests.stream().mapToDouble(value));
    }
}
