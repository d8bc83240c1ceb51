package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.sparse.Csr;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Common charts, one call each. */
public final class Plots {

    private static final double LOG_FROM = 20;

    /** What error bars and bands of several runs are. */
    public static final String OVER_SEEDS = "standard deviation over seeds";

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
     * A metric of the split that epochs are chosen by, validation unless {@code selectOn} says otherwise, over the epochs, with
     * the best epoch marked.
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
                        label + " of " + run.name() + " on " + run.data().name() + ", " + selecting(run),
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

    private static String selecting(TrainedModel run) {
        return run.provenance().training().get(TrainOptions.SELECT_ON.key()).toLowerCase(Locale.ROOT);
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
        Chart.Builder chart = Chart.builder(
                        runs.name(), Axis.categories("metric", List.of(labels)), Axis.linear("mean over users"))
                .errors(OVER_SEEDS);
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
        Csr items = train.transpose();
        Chart.Builder chart = Chart.builder(
                        "Long tail of " + data.name(),
                        Axis.log("rank by training interactions (log scale)"),
                        Axis.log("training interactions (log scale)"))
                .add(ranked("items", items))
                .add(ranked("users", train));
        noteEmpty(chart, "item", items);
        noteEmpty(chart, "user", train);
        return chart.build();
    }

    private static void noteEmpty(Chart.Builder chart, String kind, Csr matrix) {
        long empty = IntStream.range(0, matrix.rows())
                .filter(r -> matrix.degree(r) == 0)
                .count();
        if (empty > 0) {
            chart.note(empty + " " + kind + (empty == 1 ? "" : "s") + " with none, not drawn on a log scale");
        }
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
        Chart.Builder chart = Chart.builder(table.name(), Axis.linear("dimension 1"), Axis.linear("dimension 2"))
                .size(800, 600);
        if (table.containsColumn(Projections.METHOD) && !table.isEmpty()) {
            chart.note(table.getString(0, Projections.METHOD));
        }
        Tables.groups(table, "kind").forEach((kind, rows) -> {
            long nodes = rows.stream().map(table.column("id")::get).distinct().count();
            chart.note(nodes + " " + kind + "s");
        });
        return chart;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }

    /**
     * A heat map of a table: its first column names the rows and the vertical axis, every other column is numeric. Rows and
     * columns have the table's order.
     *
     * @param across the label of the horizontal axis, along which the columns lie
     * @param value what the numbers are
     */
    public static Chart heatMap(Table table, String across, String value) {
        return heatMap(table, across, value, table.emptyCopy());
    }

    /**
     * Likewise, with the deviation of each value below it.
     *
     * @param deviations as the table, empty for none
     */
    public static Chart heatMap(Table table, String across, String value, Table deviations) {
        List<Column<?>> columns = table.columns().subList(1, table.columnCount());
        double[][] z = upwards(table);
        return Chart.builder(
                        table.name(),
                        Axis.categories(
                                across, columns.stream().map(Column::name).toList()),
                        Axis.categories(
                                table.column(0).name(),
                                IntStream.range(0, z.length)
                                        .mapToObj(r -> table.getString(z.length - 1 - r, 0))
                                        .toList()))
                .add(new Series.Cells(value, z, upwards(deviations)))
                .build();
    }

    /** The numbers of a table, the last row first: the axis begins at the bottom. */
    private static double[][] upwards(Table table) {
        int last = table.rowCount() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(r -> table.columns().stream()
                        .skip(1)
                        .mapToDouble(c -> ((NumericColumn<?>) c).getDouble(last - r))
                        .toArray())
                .toArray(double[][]::new);
    }

    /**
     * How often the values of a column fall into each of some equal intervals; missing values are left out. The axis is that
     * of all columns of the table whose names end on the same word, such as the cosines of each modality.
     *
     * @throws IllegalArgumentException if there is no value or {@code bins < 1}
     */
    public static Chart histogram(Table table, String column, int bins) {
        Bins of = Bins.of(Tables.numbers(table, column), bins);
        String measure = column.substring(column.lastIndexOf(' ') + 1);
        double[] all = table.columns().stream()
                .filter(c -> c instanceof NumericColumn<?>)
                .filter(c -> c.name().substring(c.name().lastIndexOf(' ') + 1).equals(measure))
                .flatMapToDouble(c -> Arrays.stream(((NumericColumn<?>) c).asDoubleArray()))
                .filter(Double::isFinite)
                .toArray();
        Axis values = Axis.linear(column)
                .including(
                        Arrays.stream(all).min().orElse(0),
                        Arrays.stream(all).max().orElse(1));
        return Chart.builder(column + ": " + table.name(), values, Axis.linear("number"))
                .add(new Series.Bars(column, of.middles(), of.counts(), new double[0], of.width()))
                .build();
    }
}
