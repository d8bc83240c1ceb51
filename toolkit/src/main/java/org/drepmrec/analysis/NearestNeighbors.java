package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.model.Representations;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Which items or users lie close together by cosine, in each representation and in the raw features. */
public final class NearestNeighbors {

    private NearestNeighbors() {}

    /**
     * The k items nearest to an item: rank, item, title, cosine.
     *
     * @throws IllegalArgumentException if there is no such item, or too few others
     */
    public static Table items(TrainedModel run, Space space, int item, int k) {
        MultimodalDataset data = run.data();
        return table(
                "Items near \"" + title(data, item) + "\" in the " + space.label() + " space",
                Side.ITEM,
                data,
                Vectors.of(run.representations(), space, Side.ITEM),
                item,
                k);
    }

    /**
     * The k users nearest to a user: rank, user, the number of training interactions, cosine.
     *
     * @throws IllegalArgumentException if there is no such user, or too few others
     */
    public static Table users(TrainedModel run, Space space, int user, int k) {
        return table(
                "Users near user " + user + " in the " + space.label() + " space",
                Side.USER,
                run.data(),
                Vectors.of(run.representations(), space, Side.USER),
                user,
                k);
    }

    private static Table table(String name, Side side, MultimodalDataset data, Vectors vectors, int node, int k) {
        require(side == Side.ITEM ? "item" : "user", node, vectors.rows(), data);
        int[] near = vectors.nearest(new int[] {node}, k)[0];
        Table table = Table.create(
                name,
                IntColumn.create("rank", IntStream.rangeClosed(1, k).toArray()),
                IntColumn.create(side == Side.ITEM ? "item" : "user", near));
        table.addColumns(
                side == Side.ITEM
                        ? StringColumn.create("title", Arrays.stream(near).mapToObj(data.catalogue()::label))
                        : IntColumn.create(
                                "interactions",
                                Arrays.stream(near)
                                        .map(u -> data.train().matrix().degree(u))
                                        .toArray()),
                DoubleColumn.create("cosine", Arrays.stream(near).mapToDouble(n -> vectors.cosine(node, vectors, n))));
        return table;
    }

    private static String title(MultimodalDataset data, int item) {
        require("item", item, data.items(), data);
        return data.catalogue().label(item);
    }

    private static void require(String kind, int node, int nodes, MultimodalDataset data) {
        if (node < 0 || node >= nodes) {
            throw new IllegalArgumentException(
                    kind + " " + node + ": expected 0 to " + (nodes - 1) + " (" + kind + "s of " + data.name() + ")");
        }
    }

    /** The titles of the k items nearest to an item, a column for each representation and each modality's raw features. */
    public static Table sideBySide(TrainedModel run, int item, int k) {
        Table table = Table.create(
                "Items near \"" + title(run.data(), item) + "\"",
                IntColumn.create("rank", IntStream.rangeClosed(1, k).toArray()));
        itemSpaces(run.representations(), run.data()).forEach((space, vectors) -> {
            int[] near = vectors.nearest(new int[] {item}, k)[0];
            table.addColumns(StringColumn.create(
                    space, Arrays.stream(near).mapToObj(run.data().catalogue()::label)));
        });
        return table;
    }

    /**
     * How many of an item's k nearest items two spaces have in common, as the mean share over a sample of items: one row
     * and one column for each representation and each modality's raw features. Draw it by {@link Plots#heatMap}.
     *
     * @param sample the most items that are looked at; all items are candidates
     */
    public static Table overlap(Representations r, MultimodalDataset data, int k, int sample, long seed) {
        int[] queries = Samples.of(data.items(), sample, seed);
        Map<String, int[][]> near = new LinkedHashMap<>();
        itemSpaces(r, data).forEach((space, vectors) -> near.put(space, vectors.nearest(queries, k)));
        List<String> names = List.copyOf(near.keySet());
        Table table = Table.create(
                "Shared among the " + k + " nearest items of " + data.name(), StringColumn.create("space", names));
        for (String b : names) {
            table.addColumns(
                    DoubleColumn.create(b, names.stream().mapToDouble(a -> overlap(near.get(a), near.get(b)))));
        }
        return table;
    }

    /**
     * Whether the two lines speak one language: the rank of an item's own modal representation among those of all items by the
     * cosine with its behavior one, 1 being the best, and the other way round. The share of items that are first, or among the
     * first ten, and the median rank, with what chance gives in the last row.
     *
     * @throws IllegalArgumentException if the model does not tell the lines apart, or their rows have different sizes
     */
    public static Table betweenLines(TrainedModel run) {
        Vectors behavior =
                Vectors.of(run.representations(), Space.BEHAVIOR, Side.ITEM).unit();
        Vectors modal =
                Vectors.of(run.representations(), Space.MODAL, Side.ITEM).unit();
        if (behavior.size() != modal.size()) {
            throw new IllegalArgumentException("lines of " + run.name() + ": found rows of " + behavior.size() + " and "
                    + modal.size() + " numbers, expected one size; cosines between them need it");
        }
        int n = behavior.rows();
        int[] there = ranks(behavior, modal);
        int[] back = ranks(modal, behavior);
        return Table.create(
                "The same item in the other line",
                StringColumn.create("from", "behavior", "modal", "by chance"),
                DoubleColumn.create("first %", new double[] {share(there, 1), share(back, 1), 100.0 / n}),
                DoubleColumn.create(
                        "among ten %", new double[] {share(there, 10), share(back, 10), 100.0 * Math.min(10, n) / n}),
                DoubleColumn.create("median rank", new double[] {there[n / 2], back[n / 2], (n + 1) / 2.0}));
    }

    private static double share(int[] ranks, int within) {
        return 100.0 * Arrays.stream(ranks).filter(r -> r <= within).count() / ranks.length;
    }

    /** Ascending. */
    private static int[] ranks(Vectors from, Vectors to) {
        return IntStream.range(0, from.rows())
                .parallel()
                .map(i -> {
                    double own = from.dot(i, to, i);
                    return 1
                            + (int) IntStream.range(0, to.rows())
                                    .filter(j -> from.dot(i, to, j) > own)
                                    .count();
                })
                .sorted()
                .toArray();
    }

    private static Map<String, Vectors> itemSpaces(Representations r, MultimodalDataset data) {
        Map<String, Vectors> spaces = new LinkedHashMap<>();
        Space.of(r).forEach(s -> spaces.put(s.label(), Vectors.of(r, s, Side.ITEM)));
        data.modalities().forEach(m -> spaces.put("raw " + m, Vectors.of(data.features(m))));
        return spaces;
    }

    /** The mean share of common members. */
    static double overlap(int[][] a, int[][] b) {
        double sum = 0;
        for (int q = 0; q < a.length; q++) {
            int[] other = b[q].clone();
            Arrays.sort(other);
            sum += Arrays.stream(a[q])
                            .filter(n -> Arrays.binarySearch(other, n) >= 0)
                            .count()
                    / (double) a[q].length;
        }
        return sum / a.length;
    }
}
