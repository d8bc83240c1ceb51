package org.drepmrec.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.io.DataException;
import org.drepmrec.io.JsonFile;

/**
 * What tables of results say of a data set, which need not be at hand.
 *
 * @param name its name
 * @param fingerprint of its interactions, as {@link MultimodalDataset#fingerprint()}
 * @param users M
 * @param items N
 * @param train the number of training interactions
 * @param validation of validation interactions
 * @param test of test interactions
 * @param features d_m, the width of each modality's features, by the modality's name
 * @param files SHA-256 of each file that it was read from, by the file's name
 * @param settings what else determined the content
 */
public record DataOutline(
        String name,
        String fingerprint,
        int users,
        int items,
        int train,
        int validation,
        int test,
        Map<String, Integer> features,
        Map<String, String> files,
        Map<String, String> settings) {

    private static final String FORMAT = "drepmrec-data-outline";
    private static final int VERSION = 1;
    private static final String REMEDY = "export the data set's runs again";

    /** Freezes the maps. */
    public DataOutline {
        features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The outline of a data set. */
    public static DataOutline of(MultimodalDataset data) {
        Map<String, Integer> features = new LinkedHashMap<>();
        for (Modality m : data.modalities()) {
            features.put(m.name(), data.features(m).dimension());
        }
        return new DataOutline(
                data.name(),
                data.fingerprint(),
                data.users(),
                data.items(),
                data.train().size(),
                data.validation().size(),
                data.test().size(),
                features,
                data.provenance().sha256(),
                data.provenance().settings());
    }

    /** Interactions of all splits. */
    public int interactions() {
        return train + validation + test;
    }

    /** The share of user-item pairs without an interaction, in percent. */
    public double sparsity() {
        return 100 * (1 - interactions() / ((double) users * items));
    }

    /** What the file holds. */
    private static final class Content implements JsonFile.Header {
        private String format;
        private int version;
        private String name;
        private String fingerprint;
        private int users;
        private int items;
        private int train;
        private int validation;
        private int test;
        private Map<String, Integer> features;
        private Map<String, String> files;
        private Map<String, String> settings;

        @Override
        public String format() {
            return format;
        }

        @Override
        public int version() {
            return version;
        }
    }

    void write(Path file) {
        Content c = new Content();
        c.format = FORMAT;
        c.version = VERSION;
        c.name = name;
        c.fingerprint = fingerprint;
        c.users = users;
        c.items = items;
        c.train = train;
        c.validation = validation;
        c.test = test;
        c.features = features;
        c.files = files;
        c.settings = settings;
        JsonFile.write(file, c);
    }

    static DataOutline read(Path file) {
        Content c = JsonFile.read(file, Content.class, FORMAT, VERSION, "the outline of a data set", REMEDY);
        if (Stream.of(c.name, c.fingerprint, c.features, c.files, c.settings).anyMatch(Objects::isNull)) {
            throw DataException.of(file.toString(), "a part is missing", "all parts of an outline", REMEDY);
        }
        return new DataOutline(
                c.name,
                c.fingerprint,
                c.users,
                c.items,
                c.train,
                c.validation,
                c.test,
                c.features,
                c.files,
                c.settings);
    }
}
