package org.drepmrec.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.data.Side;
import org.drepmrec.train.TrainedModel;
import smile.clustering.KMeans;
import smile.math.MathEx;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Groups of items that lie together in a representation, by k-means on rows of length 1, the same from run to run. */
public final class Clusters {

    private static final long SEED = 1;

    /** A typical word stands in at least so many of a cluster's titles. */
    private static final double SHARE = 1 / 3.0;

    private static final int SHORTEST = 3;
    private static final int WORDS = 3;

    private final TrainedModel run;
    private final Space space;
    private final int[] cluster;
    private final int count;
    private final TitleWords titles;
    private final Map<String, Long> everywhere;

    private Clusters(TrainedModel run, Space space, int count) {
        this.run = run;
        this.space = space;
        this.count = count;
        Vectors items = Vectors.of(run.representations(), space, Side.ITEM);
        if (count < 2 || count > items.rows()) {
            throw new IllegalArgumentException(
                    "clusters: found " + count + ", expected 2 to " + items.rows() + ", the number of items");
        }
        MathEx.setSeed(SEED);
        cluster = KMeans.fit(items.unit().asDoubles(), count).y;
        titles = new TitleWords(run.data().catalogue(), items.rows());
        everywhere = counts(i -> true);
    }

    /**
     * Clusters of the items of a run.
     *
     * @param count at least 2
     * @throws IllegalArgumentException if there are fewer items, or the model does not expose the representation
     */
    public static Clusters of(TrainedModel run, Space space, int count) {
        return new Clusters(run, space, count);
    }

    /** The cluster of an item, from 0. */
    public int of(int item) {
        return cluster[item];
    }

    /** The items of a cluster, ascending. */
    public int[] items(int number) {
        return IntStream.range(0, cluster.length)
                .filter(i -> cluster[i] == number)
                .toArray();
    }

    private Map<String, Long> counts(IntPredicate items) {
        return IntStream.range(0, cluster.length)
                .filter(items)
                .boxed()
                .flatMap(i -> titles.of(i).stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /**
     * The words most typical of a cluster: at most three of those in a third of its titles, by their share here over their
     * share in the whole shop; empty where no word is in so many.
     */
    public String words(int number) {
        Map<String, Long> here = counts(i -> cluster[i] == number);
        int size = items(number).length;
        return here.keySet().stream()
                .filter(w -> w.length() >= SHORTEST && here.get(w) >= SHARE * size)
                .sorted(Comparator.comparingDouble(w -> -(double) here.get(w) / everywhere.get(w)))
                .limit(WORDS)
                .collect(Collectors.joining(", "));
    }

    /** A row for each cluster: its number, items and typical words. */
    public Table table() {
        List<Integer> all = IntStream.range(0, count).boxed().toList();
        return Table.create(
                "Clusters of the " + space.label() + " representations",
                IntColumn.create("cluster", all.toArray(Integer[]::new)),
                IntColumn.create(
                        "items", all.stream().mapToInt(c -> items(c).length).toArray()),
                StringColumn.create("typical words", all.stream().map(this::words)));
    }

    /** The items in the plane by t-SNE, each cluster in its color. */
    public Chart chart() {
        Table plane = Projections.of(run).items().spaces(space).unitLength().tsne();
        List<String> names = IntStream.range(0, count)
                .mapToObj(c -> (c + " " + words(c)).strip())
                .toList();
        plane.addColumns(StringColumn.create(
                "cluster", plane.intColumn("id").asList().stream().map(i -> names.get(cluster[i]))));
        Table ordered = plane.sortOn(Comparator.comparingInt(row -> cluster[row.getInt("id")]));
        ordered.setName(count + " clusters of the " + space.label() + " representations of items, " + run.name()
                + " on " + run.data().name());
        return Plots.projection(ordered, "cluster");
    }
}
