package org.drepmrec.data.io.amazon;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Provenance;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw Amazon data to the field's layout, in the steps of its public preprocessing: repeated (user, item, time) rows are
 * dropped, the 5-core is taken, ids follow the order of appearance, each user's rows are split 8:1:1 at random
 * ({@link RandomSplit}), items without visual features get the mean of the others, and the text is title, brand, first
 * list of categories and description.
 *
 * <pre>{@code
 * AmazonRaw.builder()
 *         .reviews(Path.of("reviews_Baby_5.json.gz"))
 *         .metadata(Path.of("meta_Baby.json.gz"))
 *         .images(Path.of("image_features_Baby.b"))
 *         .name("baby")
 *         .build()
 *         .convert(Path.of("data/baby"));
 * }</pre>
 *
 * <p>Files are read as streams, gzip or plain; memory holds the interactions and the features of the items that are kept,
 * whatever the files' sizes. What was mended or left out is counted in {@link MultimodalDataset#warnings()} and logged.
 */
public final class AmazonRaw {

    /** The file beside the data set that names each item: line i is the ASIN of item i. */
    public static final String ASINS = "asins.txt";

    private static final Logger LOG = LoggerFactory.getLogger(AmazonRaw.class);

    private final Path reviews;
    private final Optional<Path> metadata;
    private final Optional<Path> images;
    private final TextEncoder encoder;
    private final String name;
    private final long seed;
    private final int core;

    private AmazonRaw(Builder b) {
        if (b.reviews == null) {
            throw new IllegalArgumentException("reviews: found none, expected a file of reviews or ratings");
        }
        if (b.encoder != null && b.metadata == null) {
            throw new IllegalArgumentException("text: found an encoder but no metadata; add metadata(...)");
        }
        if (b.name == null || !b.name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException("name: found \"" + b.name
                    + "\", expected up to 64 letters, digits, underscores and hyphens, such as baby");
        }
        if (b.core < 0) {
            throw new IllegalArgumentException("core: found " + b.core + ", expected a whole number of at least 0");
        }
        this.reviews = b.reviews;
        this.metadata = Optional.ofNullable(b.metadata);
        this.images = Optional.ofNullable(b.images);
        this.encoder = b.encoder == null ? TextEncoder.tfIdf() : b.encoder;
        this.name = b.name;
        this.seed = b.seed;
        this.core = b.core;
    }

    /** Starts a conversion. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the raw files; writes nothing.
     *
     * @throws org.drepmrec.io.DataException saying what is wrong with which file
     */
    public MultimodalDataset read() {
        return assemble(ReviewLog.read(reviews, core));
    }

    /**
     * Reads the raw files and writes the data set and {@link #ASINS}, each file whole or not at all.
     *
     * @param folder made if it does not exist
     * @return what was written
     * @throws org.drepmrec.io.DataException saying what is wrong with which file, or if the folder cannot be written
     */
    public MultimodalDataset convert(Path folder) {
        ReviewLog log = ReviewLog.read(reviews, core);
        MultimodalDataset data = assemble(log);
        DatasetWriter.write(data, folder);
        String lines = String.join("\n", log.asins()) + "\n";
        AtomicFile.write(folder.resolve(ASINS), out -> out.write(lines.getBytes(StandardCharsets.US_ASCII)));
        return data;
    }

    private MultimodalDataset assemble(ReviewLog read) {
        List<String> warnings = new ArrayList<>(read.warnings());
        Map<String, String> hashes = new TreeMap<>();
        hashes.put(Places.name(reviews), read.sha256());
        InteractionLog log = RandomSplit.apply(read.log(), seed);
        MultimodalDataset.Builder set = MultimodalDataset.builder(name, log.users(), log.items())
                .train(log.interactions(Split.TRAIN))
                .validation(log.interactions(Split.VALIDATION))
                .test(log.interactions(Split.TEST));
        Map<String, Integer> items = new HashMap<>();
        read.asins().forEach(asin -> items.put(asin, items.size()));

        List<String> titles = new ArrayList<>();
        Map<Modality, BitSet> missing = new TreeMap<>();
        metadata.ifPresent(path -> {
            Metadata about = Metadata.read(path, items);
            hashes.put(Places.name(path), about.sha256());
            warnings.addAll(about.warnings());
            titles.addAll(about.titles());
            set.features(Modality.TEXTUAL, encoder.encode(read.asins(), about.texts()));
        });
        images.ifPresent(path -> {
            VisualFeatures visual = VisualFeatures.read(path, items);
            hashes.put(Places.name(path), visual.sha256());
            warnings.addAll(visual.warnings());
            set.features(Modality.VISUAL, visual.features());
            missing.put(Modality.VISUAL, visual.missing());
        });
        warnings.forEach(set::warning);
        warnings.forEach(w -> LOG.warn("{}: {}", name, w));
        ItemCatalogue catalogue = metadata.isPresent() ? new Titles(titles) : ItemCatalogue.EMPTY;
        return set.catalogue(MissingItems.noted(catalogue, missing))
                .provenance(new Provenance(Places.name(reviews), hashes, settings()))
                .build();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("split", "random 8:1:1 per user");
        settings.put("splitSeed", Long.toString(seed));
        settings.put("core", Integer.toString(core));
        metadata.ifPresent(path -> settings.put("text", encoder.description()));
        return settings;
    }

    /** Titles, null where there is none; no pictures. */
    private record Titles(List<String> titles) implements ItemCatalogue {

        @Override
        public Optional<String> title(int item) {
            return Optional.ofNullable(titles.get(item));
        }

        @Override
        public Optional<BufferedImage> picture(int item) {
            return Optional.empty();
        }
    }

    /** Collects the files and options. Reviews and a name are required. */
    public static final class Builder {

        private Path reviews;
        private Path metadata;
        private Path images;
        private TextEncoder encoder;
        private String name;
        private long seed = 999;
        private int core = 5;

        private Builder() {}

        /** {@code reviews_*_5.json.gz} or {@code ratings_*.csv} (user,item,rating,timestamp); required. */
        public Builder reviews(Path file) {
            this.reviews = file;
            return this;
        }

        /** {@code meta_*.json.gz}, of JSON objects or Python dictionaries; none by default: no titles and no text. */
        public Builder metadata(Path file) {
            this.metadata = file;
            return this;
        }

        /** {@code image_features_*.b}; none by default: no visual features. */
        public Builder images(Path file) {
            this.images = file;
            return this;
        }

        /** What makes vectors of the texts; {@link TextEncoder#tfIdf()} by default. Needs metadata. */
        public Builder text(TextEncoder textEncoder) {
            this.encoder = textEncoder;
            return this;
        }

        /** The data set's name and that of its files; required. */
        public Builder name(String dataset) {
            this.name = dataset;
            return this;
        }

        /** Seed of the split; 999 by default, the field's habit. */
        public Builder seed(long splitSeed) {
            this.seed = splitSeed;
            return this;
        }

        /** Keeps users and items with at least k interactions among each other; 5 by default, 0 keeps all. */
        public Builder core(int k) {
            this.core = k;
            return this;
        }

        /**
         * Checks everything together.
         *
         * @throws IllegalArgumentException if something required is missing or an option makes no sense
         */
        public AmazonRaw build() {
            return new AmazonRaw(this);
        }
    }
}
