package org.drepmrec.explore;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.drepmrec.analysis.ItemColoring;
import org.drepmrec.analysis.ItemColorings;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.columns.Column;

/**
 * A page to look at the items of a trained model: maps of the items in each representation and in the raw features of each modality,
 * colored by cluster, category, popularity or the distance of the lines; for an item its ten nearest in each space side by side;
 * search by title; a table of what is selected. A notebook shows it; as a file it needs a browser, no network and no server.
 *
 * <pre>{@code
 * Explorer.of(run).to(Path.of("page.html"));
 * }</pre>
 */
public final class Explorer {

    /** For t-SNE. */
    private static final int LEAST_ITEMS = 5;

    private final TrainedModel run;
    private final List<ItemColoring> own = new ArrayList<>();
    private int mostItems = 20_000;
    private long pictureBytes = 3L << 20;

    private Explorer(TrainedModel run) {
        this.run = run;
    }

    /**
     * The items of a run.
     *
     * @throws IllegalStateException if the model computes its scores and has no representations
     * @throws IllegalArgumentException if there are fewer than five items
     */
    public static Explorer of(TrainedModel run) {
        run.representations();
        if (run.data().items() < LEAST_ITEMS) {
            throw new IllegalArgumentException("explorer: found " + run.data().items() + " items of "
                    + run.data().name() + ", expected at least " + LEAST_ITEMS
                    + "; fewer are seen at once without a map");
        }
        return new Explorer(run);
    }

    /**
     * The most items on the page, 20,000 by default; of more, those with the most training interactions. Time and memory grow with its
     * square.
     *
     * @throws IllegalArgumentException if it is below 5
     */
    public Explorer items(int most) {
        if (most < LEAST_ITEMS) {
            throw new IllegalArgumentException(
                    "explorer: found at most " + most + " items, expected at least " + LEAST_ITEMS);
        }
        mostItems = most;
        return this;
    }

    /**
     * The bytes that pictures may take, 3 MiB by default, before base64 makes them a third longer. Pictures are as large as that allows,
     * 96 to 32 pixels; where it does not suffice, the items with the most training interactions have one. 0 leaves them out.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Explorer pictures(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("explorer: found " + bytes + " bytes for pictures, expected 0 or more");
        }
        pictureBytes = bytes;
        return this;
    }

    /**
     * Adds a color: numbers by value, anything else by group.
     *
     * @param column a row for each item of the data, in their order; its name is that of the color
     * @throws IllegalArgumentException if it has another number of rows
     */
    public Explorer color(Column<?> column) {
        if (column.size() != run.data().items()) {
            throw new IllegalArgumentException("color \"" + column.name() + "\": found " + column.size()
                    + " rows, expected " + run.data().items() + ", one for each item of "
                    + run.data().name());
        }
        own.add(ItemColorings.of(column));
        return this;
    }

    /** The page, which takes from a second for some hundred items to minutes for ten thousand. */
    public String toHtml() {
        List<ItemColoring> colorings = new ArrayList<>(own);
        colorings.addAll(ItemColorings.of(run));
        return ExplorerPage.of(new ExplorerData(run, shown(), colorings, pictureBytes));
    }

    /**
     * Writes the page.
     *
     * @throws org.drepmrec.io.DataException if the file cannot be written
     */
    public void to(Path file) {
        byte[] page = toHtml().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(page));
    }

    /** Ascending. */
    private int[] shown() {
        int all = run.data().items();
        if (all <= mostItems) {
            return IntStream.range(0, all).toArray();
        }
        double[] popularity = run.data().train().matrix().columnSums();
        return IntStream.range(0, all)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -popularity[i]))
                .limit(mostItems)
                .mapToInt(i -> i)
                .sorted()
                .toArray();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "explorer of %,d items of %s on %s",
                Math.min(mostItems, run.data().items()),
                run.name(),
                run.data().name());
    }
}
