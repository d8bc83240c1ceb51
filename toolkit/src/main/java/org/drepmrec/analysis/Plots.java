package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.sparse.Csr;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Common charts, one call each. */
public final class Plots {

    private static final double LOG_FROM = 20;

    private Plots() {}

    /**
     * The mean of each unweighted loss term and of the weighted total over the epochs; on a logarithmic scale if the
     * values are positive and differ more than twentyfold, so that small terms can be read.
     *
     * @throws IllegalArgumentException if no epoch was completed
     */
    public static Chart loss(TrainedModel run) {
        List<EpochRecord> epochs = completed(run);
        List<String> terms = epochs.stream()
                .flatMap(e -> e.losses().keySet().stream())
                .distinct()
                .sorted((a, b) -> Boolean.compare(b.equals("total"), a.equals("total")))
                .toList();
        double[] all = epochs.stream()
                .flatMapToDouble(e -> e.losses().values().stream().mapToDouble(v -> v))
                .toArray();
        boolean log = spread(all);
        Chart.Builder chart = Chart.builder(
                "Training loss of " + run.name() + " on " + run.data().name(),
                Axis.linear("epoch"),
                log ? Axis.log("mean over batches (log scale)") : Axis.linear("mean over batches"));
        for (String term : terms) {
            chart.curve(
                    term.equals("total") ? "total (weighted)" : term,
                    epochNumbers(epochs),
                    values(epochs, e -> e.losses().get(term)));
        }
        return chart.build();
    }

    /**
     * The share of the weighted loss that each term has, over the epochs; see {@link LossShares}.
     *
     * @throws IllegalArgumentException if no epoch was completed, or the weights of the model's terms are not known
     */
    public static Chart lossShares(TrainedModel run) {
        List<EpochRecord> epochs = completed(run);
        Chart.Builder chart = Chart.builder(
                "Shares of the weighted loss of " + run.name() + " on "
                        + run.data().name(),
                Axis.linear("epoch"),
                Axis.linear("share of the sum"));
        List<Map<String, Double>> shares =
                epochs.stream().map(e -> LossShares.shares(run.provenance(), e)).toList();
        for (String term : shares.get(0).keySet()) {
            chart.curve(
                    term,
                    epochNumbers(epochs),
                    shares.stream().mapToDouble(s -> s.get(term)).toArray());
        }
        return chart.build();
    }

    /**
     * A metric of the selecting split over the epochs, with the best epoch marked.
     *
     * @param label such as {@code Recall@20}
     * @throws IllegalArgumentException if it was not measured, listing what was
     */
    public static Chart metric(TrainedModel run, String label) {
        List<EpochRecord> epochs = completed(run);
        if (!epochs.get(0).selection().containsKey(label)) {
            throw new IllegalArgumentException(label + " was not measured; there are "
                    + String.join(", ", epochs.get(0).selection().keySet()));
        }
        Chart.Builder chart = Chart.builder(
                        label + " of " + run.name() + " on " + run.data().name(),
                        Axis.linear("epoch"),
                        Axis.linear(label))
                .curve(label, epochNumbers(epochs), values(epochs, e -> e.selection()
                        .get(label)));
        run.bestEpoch()
                .ifPresent(best -> chart.add(new Series.Points(
                        "best epoch: " + best.number(),
                        new double[] {best.number()},
                        new double[] {best.selection().get(label)},
                        List.of(),
                        true)));
        return chart.build();
    }

    /** Whether values are positive and differ so much that only a logarithmic scale shows them all. */
    static boolean spread(double... values) {
        double least = Arrays.stream(values).min().orElse(0);
        return least > 0 && Arrays.stream(values).max().orElse(0) > LOG_FROM * least;
    }

    private static List<EpochRecord> completed(TrainedModel run) {
        if (run.epochs().isEmpty()) {
            throw new IllegalArgumentException(run.name() + ": 0 completed epochs, expected at least 1; train longer");
        }
        return run.epochs();
    }

    private static double[] epochNumbers(List<EpochRecord> epochs) {
        return epochs.stream().mapToDouble(EpochRecord::number).toArray();
    }

    private static double[] values(List<EpochRecord> epochs, java.util.function.Function<EpochRecord, Double> value) {
        return epochs.stream()
                .map(value)
                .mapToDouble(v -> v == null ? Double.NaN : v)
                .toArray();
    }

    /**
     * Bars of test metrics by model, grouped by metric, with error bars of one standard deviation where a model has
     * several runs.
     *
     * @param runs as {@link Summaries#runs} makes it: a column {@code model}, and one column per metric
     * @param labels metrics such as {@code Recall@20}
     */
    public static Chart compare(Table runs, String... labels) {
        Table means = Summaries.overSeeds(runs);
        List<String> models = means.stringColumn("model").asList();
        double width = 0.8 / models.size();
        Chart.Builder chart =
                Chart.builder(runs.name(), Axis.categories("metric", List.of(labels)), Axis.linear("mean over users"));
        for (int m = 0; m < models.size(); m++) {
            int row = m;
            double shift = (m - (models.size() - 1) / 2.0) * width;
            chart.add(new Series.Bars(
                    models.get(m),
                    IntStream.range(0, labels.length)
                            .mapToDouble(i -> i + shift)
                            .toArray(),
                    Arrays.stream(labels)
                            .mapToDouble(l -> Tables.numbers(means, l)[row])
                            .toArray(),
                    Arrays.stream(labels)
                            .mapToDouble(l -> Tables.numbers(means, l + " sd")[row])
                            .toArray(),
                    width * 0.92));
        }
        return chart.build();
    }

    /** As {@link #compare(Table, String...)}, one run each, on the test split. */
    public static Chart compare(Map<String, TrainedModel> runs, String... labels) {
        Map<String, List<TrainedModel>> lists = new LinkedHashMap<>();
        runs.forEach((name, run) -> lists.put(name, List.of(run)));
        return compare(Summaries.runs(org.drepmrec.data.Split.TEST, lists), labels);
    }

    /** The long tail: how many training interactions the items and the users have, the most frequent first. */
    public static Chart degrees(MultimodalDataset data) {
        Csr train = data.train().matrix();
        return Chart.builder(
                        "Long tail of " + data.name(),
                        Axis.log("rank by training interactions (log scale)"),
                        Axis.log("training interactions (log scale)"))
                .add(ranked("items", train.transpose()))
                .add(ranked("users", train))
                .build();
    }

    /** The degrees in descending order: of equal ones only the first and the last, between which the curve is level. */
    private static Series ranked(String name, Csr matrix) {
        double[] ascending = IntStream.range(0, matrix.rows())
                .mapToDouble(matrix::degree)
                .sorted()
                .toArray();
        int n = ascending.length;
        int[] ends = IntStream.range(0, n)
                .filter(i -> i == 0 || i == n - 1 || ascending[i - 1] < ascending[i] || ascending[i] < ascending[i + 1])
                .map(i -> n - 1 - i)
                .sorted()
                .toArray();
        return new Series.Curve(
                name,
                Arrays.stream(ends).mapToDouble(rank -> rank + 1).toArray(),
                Arrays.stream(ends).mapToDouble(rank -> ascending[n - 1 - rank]).toArray(),
                Series.Stroke.VALUES);
    }

    /**
     * A projection as points, colored by a column.
     *
     * @param table as a {@link Projections} makes it, perhaps with more columns; a pointer sees its column {@code title}
     * @param color the name of a column of at most 48 categories
     */
    public static Chart projection(Table table, String color) {
        Map<String, List<Integer>> groups = Tables.groups(table, color);
        Chart.Builder chart = chart(table);
        groups.forEach((name, rows) -> chart.add(new Series.Points(
                name,
                Tables.pick(table, "x", rows),
                Tables.pick(table, "y", rows),
                rows.stream().map(r -> table.getString(r, "title")).toList(),
                false)));
        return chart.build();
    }

    /**
     * As {@link #projection}, colored by the column {@code line}, with a dashed line between the two representations of
     * each node (paper Figure 7).
     */
    public static Chart projectionWithLinks(Table table) {
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        Map<String, List<Integer>> nodes = new LinkedHashMap<>();
        for (int r = 0; r < table.rowCount(); r++) {
            nodes.computeIfAbsent(table.getString(r, "kind") + table.getString(r, "id"), k -> new ArrayList<>())
                    .add(r);
        }
        nodes.values().stream().filter(rows -> rows.size() > 1).forEach(rows -> {
            for (double v : Tables.pick(table, "x", rows)) {
                xs.add(v);
            }
            for (double v : Tables.pick(table, "y", rows)) {
                ys.add(v);
            }
            xs.add(Double.NaN);
            ys.add(Double.NaN);
        });
        Chart points = projection(table, "line");
        Chart.Builder chart = chart(table).add(new Series.Curve("same node", array(xs), array(ys), Series.Stroke.LINK));
        points.series().forEach(chart::add);
        return chart.build();
    }

    private static Chart.Builder chart(Table table) {
        return Chart.builder(table.name(), Axis.linear("dimension 1"), Axis.linear("dimension 2"))
                .size(800, 600);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }

    /**
     * A heat map of a table: its first column names the rows and the vertical axis, every other column is numeric.
     *
     * @param across the label of the horizontal axis, along which the columns lie
     * @param value what the numbers are
     */
    public static Chart heatMap(Table table, String across, String value) {
        List<Column<?>> columns = table.columns().subList(1, table.columnCount());
        double[][] z = new double[table.rowCount()][columns.size()];
        for (int r = 0; r < z.length; r++) {
            for (int c = 0; c < z[r].length; c++) {
                z[r][c] = ((NumericColumn<?>) columns.get(c)).getDouble(r);
            }
        }
        return Chart.builder(
                        table.name(),
                        Axis.categories(
                                across, columns.stream().map(Column::name).toList()),
                        Axis.categories(
                                table.column(0).name(),
                                IntStream.range(0, z.length)
                                        .mapToObj(r -> table.getString(r, 0))
                                        .toList()))
                .add(new Series.Cells(value, z))
                .build();
    }

    /**
     * How often the values of a column fall into each of some equal intervals; missing values are left out.
     *
     * @throws IllegalArgumentException if there is no value or {@code bins < 1}
     */
    public static Chart histogram(Table table, String column, int bins) {
        Bins of = Bins.of(Tables.numbers(table, column), bins);
        return Chart.builder(column + ": " + table.name(), Axis.linear(column), Axis.linear("number"))
                .add(new Series.Bars(column, of.middles(), of.counts(), new double[0], of.width()))
                .build();
    }
}
