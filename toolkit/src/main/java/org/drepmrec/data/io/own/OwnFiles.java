package org.drepmrec.data.io.own;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.LogChecks;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Provenance;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.amazon.TextEncoder;
import org.drepmrec.data.io.picture.PictureFeatures;
import org.drepmrec.io.Places;
import org.drepmrec.io.Sha256;

/**
 * A user's own files to a data set: a CSV file of interactions with ids of any form, a folder of pictures that are named by
 * the ids of the items, and columns of text.
 *
 * <pre>{@code
 * OwnData shop = OwnFiles.builder("shop", Path.of("orders.csv"), "customer", "article")
 *         .pictures(Path.of("photos"))
 *         .texts(Path.of("articles.csv"), "article", "title", "description")
 *         .core(3)
 *         .build()
 *         .read();
 * }</pre>
 *
 * <p>Repeated pairs are merged, users and items are numbered in order of appearance, and each user's pairs are split 8:1:1 at
 * random ({@link RandomSplit}). Visual features are computed from the pixels ({@link PictureFeatures}), text features from
 * the words ({@link TextEncoder#tfIdf()}). CSV files are UTF-8 with a header, separated by comma, semicolon or tab. What was
 * mended or left out is counted in {@link MultimodalDataset#warnings()}, which {@link OwnData#summary()} shows.
 */
public final class OwnFiles {

    private final String name;
    private final Path interactions;
    private final InteractionRows.Columns columns;
    private final int core;
    private final long seed;
    private final Optional<Path> pictures;
    private final Optional<Texts> texts;
    private final TextEncoder encoder;

    private record Texts(Path file, String item, List<String> columns) {}

    private OwnFiles(Builder b) {
        if (!b.name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException("name: found \"" + b.name
                    + "\", expected up to 64 letters, digits, underscores and hyphens, such as shop");
        }
        if (b.core < 0) {
            throw new IllegalArgumentException("core: found " + b.core + ", expected a whole number of at least 0");
        }
        if (b.encoder != null && b.texts == null) {
            throw new IllegalArgumentException("encoder: found one but no texts; add texts(...)");
        }
        if (b.texts != null && b.texts.columns().isEmpty()) {
            throw new IllegalArgumentException("texts: found no column, expected at least one");
        }
        this.name = b.name;
        this.interactions = b.interactions;
        this.columns = new InteractionRows.Columns(b.user, b.item, b.rating, b.leastRating);
        this.core = b.core;
        this.seed = b.seed;
        this.pictures = Optional.ofNullable(b.pictures);
        this.texts = Optional.ofNullable(b.texts);
        this.encoder = b.encoder == null ? TextEncoder.tfIdf() : b.encoder;
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
        InteractionRows rows = InteractionRows.read(interactions, columns, core);
        String file = Places.name(interactions);
        Map<String, String> hashes = new TreeMap<>(Map.of(file, rows.sha256()));
        List<String> warnings = new ArrayList<>(rows.warnings());
        InteractionLog log = RandomSplit.apply(rows.log(), seed);
        new LogChecks(file, log, log).addTo(warnings);

        MultimodalDataset.Builder set = MultimodalDataset.builder(name, log.users(), log.items())
                .train(log.interactions(Split.TRAIN))
                .validation(log.interactions(Split.VALIDATION))
                .test(log.interactions(Split.TEST));
        Optional<PictureFolder> folder = pictures.map(path -> PictureFolder.of(path, rows.items()));
        folder.ifPresent(found -> {
            warnings.addAll(found.warnings());
            Features visual = visual(found, hashes);
            set.features(Modality.VISUAL, visual);
        });
        Optional<ItemTexts> written =
                texts.map(t -> ItemTexts.read(t.file(), t.item(), t.columns(), numbers(rows.items())));
        written.ifPresent(found -> {
            warnings.addAll(found.warnings());
            hashes.put(Places.name(texts.orElseThrow().file()), found.sha256());
            set.features(Modality.TEXTUAL, encoder.encode(rows.items(), found.texts()));
        });
        warnings.forEach(set::warning);
        MultimodalDataset data = set.catalogue(new Catalogue(written, folder))
                .provenance(new Provenance(file, hashes, settings()))
                .build();
        return new OwnData(data, rows.users(), rows.items());
    }

    private static Map<String, Integer> numbers(List<String> ids) {
        Map<String, Integer> numbers = new HashMap<>();
        ids.forEach(id -> numbers.put(id, numbers.size()));
        return numbers;
    }

    /** The features of all pictures; the hash is over the thumbnails' pixels, which is all that they depend on. */
    private static Features visual(PictureFolder folder, Map<String, String> hashes) {
        List<BufferedImage> thumbnails = IntStream.range(0, folder.files().size())
                .parallel()
                .mapToObj(i -> folder.thumbnail(i).orElse(null))
                .toList(); // nulls are allowed here
        Sha256 hash = new Sha256();
        int size = PictureFeatures.SIZE;
        for (BufferedImage each : thumbnails) {
            int[] pixels = each == null ? new int[1] : each.getRGB(0, 0, size, size, null, 0, size);
            for (int pixel : pixels) {
                hash.add(pixel);
            }
        }
        hashes.put(folder.name(), hash.hex());
        return PictureFeatures.of(thumbnails);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("columns", columns.user() + ", " + columns.item());
        settings.put("split", "random 8:1:1 per user");
        settings.put("splitSeed", Long.toString(seed));
        settings.put("core", Integer.toString(core));
        if (columns.rating() != null) {
            settings.put("rating", columns.rating() + " at least " + columns.leastRating());
        }
        texts.ifPresent(t -> settings.put("text", t.columns() + ", " + encoder.description()));
        return settings;
    }

    private record Catalogue(Optional<ItemTexts> texts, Optional<PictureFolder> pictures) implements ItemCatalogue {

        @Override
        public Optional<String> title(int item) {
            return texts.flatMap(t -> Optional.ofNullable(t.titles().get(item)));
        }

        @Override
        public Optional<BufferedImage> picture(int item) {
            return pictures.flatMap(p -> p.thumbnail(item));
        }
    }

    /** Collects the files and options. Each is optional. */
    public static final class Builder {

        private final String name;
        private final Path interactions;
        private final String user;
        private final String item;
        private String rating;
        private double leastRating;
        private int core;
        private long seed = 999;
        private Path pictures;
        private Texts texts;
        private TextEncoder encoder;

        private Builder(String name, Path interactions, String user, String item) {
            this.name = name;
            this.interactions = interactions;
            this.user = user;
            this.item = item;
        }

        /** Counts only rows whose number in a column is at least {@code least}, such as four stars; all by default. */
        public Builder rating(String column, double least) {
            this.rating = column;
            this.leastRating = least;
            return this;
        }

        /** Keeps users and items with at least k interactions among each other; 0, the default, keeps all. */
        public Builder core(int k) {
            this.core = k;
            return this;
        }

        /** Seed of the split; 999 by default, the field's habit. */
        public Builder seed(long splitSeed) {
            this.seed = splitSeed;
            return this;
        }

        /** A folder with {@code <item>.png}, {@code .jpg}, {@code .jpeg}, {@code .gif} or {@code .bmp}; none by default. */
        public Builder pictures(Path folder) {
            this.pictures = folder;
            return this;
        }

        /**
         * A CSV file with a row for each item; none by default.
         *
         * @param itemColumn the column with the ids of items
         * @param columns what is said of them; the first one is the title that tables and pages show
         */
        public Builder texts(Path file, String itemColumn, String... columns) {
            this.texts = new Texts(file, itemColumn, Arrays.asList(columns.clone()));
            return this;
        }

        /** What makes vectors of the texts; {@link TextEncoder#tfIdf()} by default. */
        public Builder encoder(TextEncoder textEncoder) {
            this.encoder = textEncoder;
            return this;
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
