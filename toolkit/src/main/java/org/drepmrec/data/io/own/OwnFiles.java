package org.drepmrec.data.io.own;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@link OwnTables} from CSV files: UTF-8 with a header, separated by comma, semicolon or tab. Messages name the line.
 *
 * <pre>{@code
 * OwnData shop = OwnFiles.builder("shop", Path.of("orders.csv"), "customer", "article")
 *         .pictures(Path.of("photos"))
 *         .texts(Path.of("articles.csv"), "article", "title", "description")
 *         .core(3)
 *         .build()
 *         .read();
 * }</pre>
 */
public final class OwnFiles {

    private final OwnShop shop;
    private final Path interactions;
    private final Optional<Path> texts;

    private OwnFiles(Builder b) {
        this.shop = b.check();
        this.interactions = b.interactions;
        this.texts = Optional.ofNullable(b.texts);
    }

    /**
     * Starts from a CSV file with a row for each interaction.
     *
     * @param name of the data set
     * @param user the column with the ids of users
     * @param item the column with the ids of items
     */
    public static Builder builder(String name, Path interactions, String user, String item) {
        return new Builder(name, interactions, user, item);
    }

    /**
     * Reads everything; writes nothing.
     *
     * @throws org.drepmrec.io.DataException saying what is wrong with which file
     */
    public OwnData read() {
        return shop.of(
                CsvFile.table(interactions, shop.columns().names()),
                texts.map(file -> CsvFile.table(file, shop.texts().orElseThrow().names())));
    }

    /** Collects the files and options. Each is optional. */
    public static final class Builder extends OwnBuilder<Builder> {

        private final Path interactions;
        private Path texts;

        private Builder(String name, Path interactions, String user, String item) {
            super(name, user, item);
            this.interactions = interactions;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * A CSV file with a row for each item; none by default.
         *
         * @param itemColumn the column with the ids of items
         * @param columns what is said of them; the first one is the title that tables and pages show
         */
        public Builder texts(Path file, String itemColumn, String... columns) {
            this.texts = file;
            return texts(itemColumn, Arrays.asList(columns.clone()));
        }

        /**
         * Checks everything together.
         *
         * @throws IllegalArgumentException if an option makes no sense
         */
        public OwnFiles build() {
            return new OwnFiles(this);
        }
    }
}
