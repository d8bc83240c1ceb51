package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.data.CategorizedCatalogue;
import org.drepmrec.data.Side;
import org.drepmrec.model.Representations;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/** The properties of items that color their pictures: clusters, popularity, category, distance of the lines, and any column. */
public final class ItemColorings {

    /** The name of the coloring by 1 - cosine of an item's behavior and modal representation. */
    public static final String DISTANCE = "distance of the lines";

    private static final int MOST_GROUPS = Hues.CATEGORIES.size();
    private static final int ITEMS_PER_CLUSTER = 4;
    private static final String NONE = "none";
    private static final int STEPS = 8;

    /** Yellow, the last part of the scale, is hard to see on white. */
    private static final double LIGHTEST = 0.88;

    private ItemColorings() {}

    /** All that can be told of a run's items: clusters of each representation, categories, popularity, distance of the lines. */
    public static List<ItemColoring> of(TrainedModel run) {
        List<ItemColoring> all = new ArrayList<>();
        Representations lines = run.representations();
        if (run.data().items() >= 2 * ITEMS_PER_CLUSTER) {
            Space.of(lines).forEach(space -> all.add(clusters(run, space)));
        }
        categories(run).ifPresent(all::add);
        all.add(popularity(run));
        if (lines.behavior().isPresent()
                && lines.modal().isPresent()
                && lines.behaviorLine().size() == lines.modalLine().size()) {
            all.add(new ItemColoring.ByValue(DISTANCE, scale(), false, LineStatistics.distances(lines, Side.ITEM)));
        }
        return all;
    }

    /** Twelve clusters, or a quarter as many as items, see {@link Clusters}; named by their typical words. */
    private static ItemColoring clusters(TrainedModel run, Space space) {
        int items = run.data().items();
        int count = Math.min(MOST_GROUPS, items / ITEMS_PER_CLUSTER);
        Clusters clusters = Clusters.of(run, space, count);
        boolean titled = IntStream.range(0, items)
                .anyMatch(i -> run.data().catalogue().title(i).isPresent());
        return new ItemColoring.ByGroup(
                "clusters of " + space.label(),
                IntStream.range(0, count)
                        .mapToObj(c -> named(c, titled ? clusters.words(c) : ""))
                        .toList(),
                Hues.CATEGORIES.subList(0, count),
                IntStream.range(0, items).map(clusters::of).toArray());
    }

    private static String named(int cluster, String words) {
        return words.isEmpty() ? "cluster " + cluster : cluster + " " + words;
    }

    private static Optional<ItemColoring> categories(TrainedModel run) {
        if (!(run.data().catalogue() instanceof CategorizedCatalogue catalogue)) {
            return Optional.empty();
        }
        return Optional.of(groups(
                "category",
                IntStream.range(0, run.data().items())
                        .mapToObj(i -> catalogue.category(i).orElse(NONE))
                        .toList()));
    }

    private static ItemColoring popularity(TrainedModel run) {
        return new ItemColoring.ByValue(
                "popularity in training",
                scale(),
                true,
                run.data().train().matrix().columnSums());
    }

    /** By a column with a row for each item: numbers by value, everything else by group. */
    public static ItemColoring of(Column<?> column) {
        if (column instanceof NumericColumn<?> numbers) {
            return new ItemColoring.ByValue(column.name(), scale(), false, numbers.asDoubleArray());
        }
        return groups(
                column.name(),
                IntStream.range(0, column.size())
                        .mapToObj(row -> column.isMissing(row) ? NONE : column.getString(row))
                        .toList());
    }

    /** The largest group first; the smallest ones in one color, where there are more groups than colors. */
    private static ItemColoring groups(String name, List<String> values) {
        Map<String, Long> sizes = values.stream().collect(Collectors.groupingBy(v -> v, Collectors.counting()));
        List<String> labels = sizes.keySet().stream()
                .sorted(Comparator.comparing((String v) -> -sizes.get(v)).thenComparing(v -> v))
                .toList();
        List<String> colors = new ArrayList<>(Hues.CATEGORIES.subList(0, Math.min(labels.size(), MOST_GROUPS)));
        if (labels.size() > MOST_GROUPS) {
            colors.set(MOST_GROUPS - 1, Hues.NEUTRAL.get(1));
        }
        Map<String, Integer> place = new HashMap<>();
        labels.forEach(label -> place.put(label, place.size()));
        return new ItemColoring.ByGroup(
                name,
                labels,
                List.copyOf(colors),
                values.stream().mapToInt(place::get).toArray());
    }

    /** Light for small values, so that large ones stand out. */
    private static List<String> scale() {
        return IntStream.rangeClosed(0, STEPS)
                .mapToObj(s -> Palette.quantity(LIGHTEST * (STEPS - s) / STEPS))
                .toList();
    }
}
