package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Held-out interactions in groups by how often their item was bought in training: who finds what is rare? */
public final class ItemGroups {

    private final MultimodalDataset data;
    private final int[] bounds;

    private ItemGroups(MultimodalDataset data, int... bounds) {
        this.data = data;
        this.bounds = bounds;
    }

    /**
     * Groups by training interactions: 0 to the first bound, above it to the second, ..., above the last.
     *
     * @throws IllegalArgumentException if the bounds are not ascending from at least 0
     */
    public static ItemGroups byPopularity(MultimodalDataset data, int... bounds) {
        int[] sorted = Arrays.stream(bounds).distinct().sorted().toArray();
        if (bounds.length == 0 || bounds[0] < 0 || !Arrays.equals(sorted, bounds)) {
            throw new IllegalArgumentException("groups of items: found bounds " + Arrays.toString(bounds)
                    + ", expected at least one, ascending, from 0, such as 2, 5, 10, 20");
        }
        return new ItemGroups(data, bounds.clone());
    }

    /** The names of the groups, such as {@code 3 to 5}. */
    public List<String> names() {
        return IntStream.rangeClosed(0, bounds.length)
                .mapToObj(g -> {
                    int low = g == 0 ? 0 : bounds[g - 1] + 1;
                    return g == bounds.length
                            ? "more than " + bounds[g - 1]
                            : low == bounds[g] ? "" + low : low + " to " + bounds[g];
                })
                .toList();
    }

    private int group(int item, Csr buyers) {
        int times = buyers.degree(item);
        return (int) Arrays.stream(bounds).filter(b -> times > b).count();
    }

    /**
     * A row for each group: how many held-out interactions there are, and which share of them each evaluation has among a
     * user's best, down to its largest cut-off; missing where there are none.
     *
     * @param evaluations by the name of their column, of one split, with their ranked items kept
     * @throws IllegalArgumentException if they are of different splits or users
     * @throws IllegalStateException if an evaluator does not keep the ranked items
     */
    public Table found(Map<String, Evaluation> evaluations) {
        Evaluation first = evaluations.values().iterator().next();
        evaluations.values().forEach(first::requireSameUsers);
        Csr heldOut = data.split(first.split()).matrix();
        Csr buyers = data.train().matrix().transpose();
        int[] asked = new int[bounds.length + 1];
        for (int user : first.users()) {
            for (int item : heldOut.columns(user)) {
                asked[group(item, buyers)]++;
            }
        }
        Table table = Table.create(
                "Share of held-out interactions found, by popularity",
                StringColumn.create("bought in training", names()),
                IntColumn.create("held out", asked));
        evaluations.forEach((name, evaluation) -> {
            double[] found = new double[asked.length];
            for (int user : evaluation.users()) {
                for (int item : evaluation.topItems(user)) {
                    if (heldOut.contains(user, item)) {
                        found[group(item, buyers)]++;
                    }
                }
            }
            Arrays.setAll(found, g -> asked[g] == 0 ? Double.NaN : found[g] / asked[g]);
            table.addColumns(DoubleColumn.create(name, found));
        });
        return table;
    }

    /** {@link #found} as bars, with error bars of one binomial standard error. */
    public Chart chart(Map<String, Evaluation> evaluations) {
        Table found = found(evaluations);
        double[] asked = found.intColumn("held out").asDoubleArray();
        Chart.Builder chart = Chart.builder(
                        found.name(),
                        Axis.categories("times bought in training", names()),
                        Axis.linear("share of held-out interactions"))
                .errors("standard error of a share");
        List<String> columns = List.copyOf(evaluations.keySet());
        double width = 0.8 / columns.size();
        for (int c = 0; c < columns.size(); c++) {
            double shift = (c - (columns.size() - 1) / 2.0) * width;
            double[] shares = found.doubleColumn(columns.get(c)).asDoubleArray();
            chart.add(new Series.Bars(
                    columns.get(c),
                    IntStream.range(0, shares.length)
                            .mapToDouble(g -> g + shift)
                            .toArray(),
                    shares,
                    IntStream.range(0, shares.length)
                            .mapToDouble(g -> Math.sqrt(shares[g] * (1 - shares[g]) / asked[g]))
                            .toArray(),
                    width * 0.92));
        }
        return chart.build();
    }

    /** Per group, which of two columns of {@link #found} is ahead, and whether by more than two standard errors. */
    public Findings compare(Map<String, Evaluation> evaluations, String a, String b) {
        Table found = found(evaluations);
        List<String> names = names();
        return new Findings(IntStream.range(0, names.size())
                .filter(g -> found.intColumn("held out").get(g) > 0)
                .mapToObj(g -> {
                    double x = found.doubleColumn(a).get(g);
                    double y = found.doubleColumn(b).get(g);
                    double error = Math.sqrt((x * (1 - x) + y * (1 - y))
                            / found.intColumn("held out").get(g));
                    String ahead = x == y || Math.abs(x - y) <= 2 * error
                            ? "neither is ahead by more than chance"
                            : (x > y ? a : b) + " is ahead";
                    return String.format(
                            java.util.Locale.ROOT,
                            "bought %s times: %s %.3f, %s %.3f, %s",
                            names.get(g),
                            a,
                            x,
                            b,
                            y,
                            ahead);
                })
                .map(Findings::sentence)
                .toList());
    }
}
