package org.drepmrec.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Scorer;
import org.drepmrec.eval.TopItems;
import org.drepmrec.io.DataException;
import org.drepmrec.io.ParquetFile;
import org.drepmrec.io.Sha256;
import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The best items for every user, for use: nothing that the user has, in whichever split it is. Written block by block, so memory
 * does not grow with the number of users; a run that was killed goes on where it stopped.
 *
 * <pre>{@code run.refit().recommendAll(20).deny("gift-card").to(Path.of("out.parquet"));}</pre>
 */
public final class Recommendations {

    /** Users between two entries in the journal: some seconds of work at most. */
    private static final int BLOCK = 2048;

    private final TrainedModel run;
    private final int k;
    private final boolean[] allowed;
    private boolean heldOut;

    Recommendations(TrainedModel run, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("number of items to recommend: found " + k + ", expected at least 1");
        }
        this.run = run;
        this.k = k;
        this.allowed = new boolean[run.data().items()];
        Arrays.fill(allowed, true);
    }

    /**
     * Recommends none but these items; of several calls, those that all allow.
     *
     * @param items own ids, or numbers where the data have none
     * @throws IllegalArgumentException if there is no such item
     */
    public Recommendations allow(Collection<String> items) {
        boolean[] named = named(items);
        for (int i = 0; i < named.length; i++) {
            allowed[i] &= named[i];
        }
        return this;
    }

    /** As {@link #allow(Collection)}. */
    public Recommendations allow(String... items) {
        return allow(List.of(items));
    }

    /**
     * Recommends none of these items.
     *
     * @param items own ids, or numbers where the data have none
     * @throws IllegalArgumentException if there is no such item
     */
    public Recommendations deny(Collection<String> items) {
        boolean[] named = named(items);
        for (int i = 0; i < named.length; i++) {
            allowed[i] &= !named[i];
        }
        return this;
    }

    /** As {@link #deny(Collection)}. */
    public Recommendations deny(String... items) {
        return deny(List.of(items));
    }

    /**
     * Recommends only items of some categories. Items that the table does not name are left out.
     *
     * @param table a row for each item, or for each item and category
     * @param item the column with the ids of items
     * @param category the column that says what they are
     * @param wanted the categories
     * @throws IllegalArgumentException if the table lacks a column, or no item is of such a category
     */
    public Recommendations categories(Table table, String item, String category, String... wanted) {
        for (String column : List.of(item, category)) {
            if (!table.columnNames().contains(column)) {
                throw new IllegalArgumentException("categories: found columns " + table.columnNames() + ", expected \""
                        + column + "\"; name columns that the table has");
            }
        }
        Set<String> of = Set.of(wanted);
        Set<String> known = new HashSet<>(itemIds());
        Set<String> found = new HashSet<>();
        for (int row = 0; row < table.rowCount(); row++) {
            String id = table.column(item).getString(row).strip();
            if (of.contains(table.column(category).getString(row).strip()) && known.contains(id)) {
                found.add(id);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("categories: found no item of " + Arrays.toString(wanted)
                    + ", expected some; check the names and the ids");
        }
        return allow(found);
    }

    /** Leaves held-out test items among the candidates, as the evaluation does, so that lists can be compared with it. */
    public Recommendations forEvaluation() {
        this.heldOut = true;
        return this;
    }

    private boolean[] named(Collection<String> items) {
        boolean[] named = new boolean[allowed.length];
        for (String item : items) {
            named[run.data().itemNumber(item)] = true;
        }
        return named;
    }

    /** The numbers of items, ascending, each once. */
    int[] numbers(Collection<String> items) {
        return items.stream()
                .mapToInt(run.data()::itemNumber)
                .sorted()
                .distinct()
                .toArray();
    }

    private List<String> itemIds() {
        return IntStream.range(0, run.data().items())
                .mapToObj(run.data()::itemId)
                .toList();
    }

    /** What the items of a list are called: their own ids, or numbers where there are none. */
    static Column<?> items(MultimodalDataset data, TopItems top) {
        return data.ids().isEmpty()
                ? IntColumn.create("item", top.items())
                : StringColumn.create(
                        "item",
                        Arrays.stream(top.items()).mapToObj(data::itemId).toArray(String[]::new));
    }

    /** The list of one user. */
    TopItems of(int user) {
        return TopItems.rank(run.scorer(), user, k, excluded(hidden(), denied(), user));
    }

    /** The splits whose items a user does not see again. */
    private List<Csr> hidden() {
        return Stream.of(Split.values())
                .filter(s -> !heldOut || s != Split.TEST)
                .map(s -> run.data().split(s).matrix())
                .toList();
    }

    private int[] denied() {
        return IntStream.range(0, allowed.length).filter(i -> !allowed[i]).toArray();
    }

    private static int[] excluded(List<Csr> hidden, int[] denied, int user) {
        IntStream own = hidden.stream().flatMapToInt(m -> Arrays.stream(m.columns(user)));
        return IntStream.concat(own, Arrays.stream(denied)).sorted().distinct().toArray();
    }

    /**
     * Writes user, rank, item and score, best first, of every user with a training interaction. A file {@code NAME.part} with its
     * journal {@code NAME.part.journal} grows beside the target and takes its place at the end; the same call after a stop
     * goes on from there.
     *
     * @param target a file that ends in {@code .csv} or {@code .parquet}; replaced if it exists
     * @return how many users got a list; the others have no interaction that the model could know them by
     * @throws IllegalArgumentException if the name ends otherwise, or the filters leave no item
     * @throws DataException if the file cannot be written
     */
    public int to(Path target) {
        String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean parquet = name.endsWith(".parquet");
        if (!parquet && !name.endsWith(".csv")) {
            throw new IllegalArgumentException(target
                    + ": found a file of an unknown kind, expected a name that ends in .csv or .parquet; rename it");
        }
        if (IntStream.range(0, allowed.length).noneMatch(i -> allowed[i])) {
            throw new IllegalArgumentException(
                    "filters: found no item left of " + allowed.length + ", expected some; loosen them");
        }
        Csr train = run.data().train().matrix();
        int[] users = IntStream.range(0, train.rows())
                .filter(u -> train.degree(u) > 0)
                .toArray();
        Scorer scorer = run.scorer();
        List<Csr> hidden = hidden();
        int[] denied = denied();
        List<String> userIds =
                IntStream.range(0, train.rows()).mapToObj(run.data()::userId).toList();
        List<String> itemIds = itemIds();
        StatusLine progress = ProgressProvider.findLine();
        try (ListFile file = ListFile.open(target, parquet, identity(scorer, users))) {
            for (int from = file.blocks() * BLOCK; from < users.length; from += BLOCK) {
                int[] block = Arrays.copyOfRange(users, from, Math.min(users.length, from + BLOCK));
                file.add(TopItems.rank(scorer, block, k, u -> excluded(hidden, denied, u)), userIds, itemIds);
                progress.update(
                        "recommendations: " + (from + block.length) + " of " + users.length + " users",
                        (from + block.length) / (double) users.length);
            }
            file.finish();
        }
        return users.length;
    }

    /** What the lists follow from: the model, by its scores for one user, the filters and what users have. */
    private String identity(Scorer scorer, int... users) {
        float[] scores = new float[scorer.items()];
        scorer.score(users, 1, scores);
        Sha256 hash = new Sha256()
                .add(run.data().fingerprint())
                .add(run.name())
                .add(k)
                .add(heldOut ? 1 : 0)
                .add(scores);
        for (boolean each : allowed) {
            hash.add(each ? 1 : 0);
        }
        run.data().ids().map(OwnIds::users).ifPresent(ids -> ids.forEach(hash::add));
        return hash.hex();
    }

    /** The columns of the file. */
    static List<ParquetFile.Column> columns() {
        return List.of(
                new ParquetFile.Column("user", ParquetFile.Type.TEXT),
                new ParquetFile.Column("rank", ParquetFile.Type.INT),
                new ParquetFile.Column("item", ParquetFile.Type.TEXT),
                new ParquetFile.Column("score", ParquetFile.Type.FLOAT));
    }
}
