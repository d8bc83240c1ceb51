package org.drepmrec.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Explanation;
import org.drepmrec.analysis.Markup;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.Table;

/** Some items of a data set in order, shown as pictures with their titles where there are any. */
public final class Items {

    private static final int MOST_IN_A_ROW = 7;

    private final MultimodalDataset data;
    private final String heading;
    private final int[] items;
    private final List<String> captions;

    private Items(MultimodalDataset data, String heading, int... items) {
        this(
                data,
                heading,
                items,
                Arrays.stream(items).mapToObj(i -> "item " + i).toList());
    }

    private Items(MultimodalDataset data, String heading, int[] items, List<String> captions) {
        this.data = data;
        this.heading = heading;
        this.items = items.clone();
        this.captions = captions;
    }

    /**
     * Items by their ids.
     *
     * @throws IllegalArgumentException if the data set has no such item
     */
    public static Items of(MultimodalDataset data, int... items) {
        for (int each : items) {
            if (each < 0 || each >= data.items()) {
                throw new IllegalArgumentException("item: found " + each + ", expected 0 to " + (data.items() - 1)
                        + ", the items of " + data.name());
            }
        }
        return new Items(data, "", items);
    }

    /**
     * The items in the column {@code item} of a table, in its order and under its name, such as the nearest ones of another; with
     * their cosines where it has a column {@code cosine}.
     */
    public static Items of(MultimodalDataset data, Table table) {
        return table.containsColumn("cosine")
                ? new Items(data, table.name(), ids(table), cosines(table))
                : new Items(data, table.name(), ids(table));
    }

    private static List<String> cosines(Table table) {
        return Arrays.stream(table.numberColumn("cosine").asDoubleArray())
                .mapToObj(c -> String.format(Locale.ROOT, "cosine %.2f", c))
                .toList();
    }

    /** What a user has in training, the first {@code most} by id. */
    public static Items boughtBy(MultimodalDataset data, int user, int most) {
        int[] bought = data.train().itemsOf(user);
        return new Items(data, "in the basket of user " + user, Arrays.copyOf(bought, Math.min(most, bought.length)));
    }

    /** What a model recommends to a user, best first, as {@link TrainedModel#recommend}. */
    public static Items recommended(TrainedModel run, int user, int k) {
        return new Items(run.data(), run.name() + " recommends to user " + user, ids(run.recommend(user, k)));
    }

    /** The first purchases that carry a score, and under each what it adds, see {@link Explanation#purchases}. */
    static Items carrying(Explanation why, int most) {
        Table purchases = why.purchases();
        int n = Math.min(most, purchases.rowCount());
        return new Items(
                why.data(),
                "what carries it",
                Arrays.copyOf(why.history(), n),
                IntStream.range(0, n)
                        .mapToObj(k -> String.format(
                                Locale.ROOT,
                                "adds %.0f %%",
                                purchases.doubleColumn("share %").get(k)))
                        .toList());
    }

    private static int[] ids(Table table) {
        return IntStream.range(0, table.rowCount())
                .map(table.intColumn("item")::get)
                .toArray();
    }

    /** The item ids, in order. */
    public int[] ids() {
        return items.clone();
    }

    String html() {
        String cards = IntStream.range(0, items.length).mapToObj(this::card).collect(Collectors.joining());
        String above = heading.isEmpty() ? "" : "<div style=\"font-weight:600\">" + Markup.escape(heading) + "</div>";
        return above + "<div style=\"display:grid;grid-template-columns:repeat(" + perRow(items.length)
                + ",112px);gap:12px;margin:6px 0\">" + cards + "</div>";
    }

    /** So that rows are as full as they can be. */
    static int perRow(int cards) {
        int rows = Math.max(1, (cards + MOST_IN_A_ROW - 1) / MOST_IN_A_ROW);
        return Math.max(1, (cards + rows - 1) / rows);
    }

    private String card(int place) {
        int item = items[place];
        String picture = data.catalogue()
                .picture(item)
                .map(image -> ImageHtml.of(image, data.catalogue().label(item)))
                .orElse("");
        return "<div style=\"width:112px;font-size:12px;line-height:1.3\">" + picture + "<div>"
                + Markup.escape(data.catalogue().label(item)) + "</div><div style=\"color:#777\">"
                + Markup.escape(captions.get(place)) + "</div></div>";
    }

    @Override
    public String toString() {
        String list = Arrays.stream(items).mapToObj(data.catalogue()::label).collect(Collectors.joining("; "));
        return heading.isEmpty() ? list : heading + ": " + list;
    }
}
