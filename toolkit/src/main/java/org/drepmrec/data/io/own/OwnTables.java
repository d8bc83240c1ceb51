package org.drepmrec.data.io.own;

import java.util.Arrays;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A user's own tables to a data set: interactions with ids of any form, a folder of pictures that are named by the ids of the
 * items, and columns of text. Tablesaw reads the tables from CSV, Excel, JSON, a database or whatever it has a reader for.
 *
 * <pre>{@code
 * OwnData shop = OwnTables.of(Table.read().csv("orders.csv"), "customer", "article")
 *         .time("ordered_at")
 *         .texts(Table.read().csv("articles.csv"), "article", "title", "description")
 *         .pictures(Path.of("photos"))
 *         .split(SplitRule.byTime(0.8, 0.1))
 *         .build();
 * }</pre>
 *
 * <p>Repeated pairs are merged, users and items are numbered in order of appearance, and each user's pairs are split 8:1:1 at
 * random unless {@link #split(org.drepmrec.data.split.SplitRule)} says otherwise. Visual features are computed from the pixels
 * ({@link org.drepmrec.data.io.picture.PictureFeatures}) or by a network of one's own
 * ({@link org.drepmrec.data.io.picture.encoder.PictureEncoder}), text features from the words. An id is what its cell says, blanks
 * around it cut off; 17.0 in a column of floating-point numbers, as Excel has them, is 17. What was mended or left out is counted
 * in {@link org.drepmrec.data.MultimodalDataset#warnings()}, which {@link OwnData#summary()} shows.
 */
public final class OwnTables extends OwnBuilder<OwnTables> {

    private final Table orders;
    private Table texts;

    private OwnTables(Table orders, String user, String item) {
        super("shop", user, item);
        this.orders = orders;
    }

    /**
     * Starts from a table with a row for each interaction. The data set is called {@code shop} unless {@link #name(String)} says
     * otherwise.
     *
     * @param user the column with the ids of users
     * @param item the column with the ids of items
     */
    public static OwnTables of(Table orders, String user, String item) {
        return new OwnTables(orders, user, item);
    }

    @Override
    OwnTables self() {
        return this;
    }

    /**
     * A table with a row for each item; none by default.
     *
     * @param itemColumn the column with the ids of items
     * @param columns what is said of them; the first one is the title that tables and pages show
     */
    public OwnTables texts(Table table, String itemColumn, String... columns) {
        this.texts = table;
        return texts(itemColumn, Arrays.asList(columns.clone()));
    }

    /**
     * Makes the data set.
     *
     * @throws IllegalArgumentException if an option makes no sense
     * @throws org.drepmrec.io.DataException saying what is wrong with which table, row and column, or with which file
     */
    public OwnData build() {
        return check().of(
                        SourceTable.of(orders, "interactions"),
                        Optional.ofNullable(texts).map(t -> SourceTable.of(t, "texts")));
    }
}
