package org.drepmrec.data.io.amazon.download;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.drepmrec.data.io.amazon.RawForm;

/**
 * Where the raw files of the paper's data sets lie: J. McAuley's "Amazon product data", version of 2014. All addresses that the
 * toolkit knows are here. Nobody promises that they go on to answer.
 */
enum Addresses {
    BABY("Baby"),
    SPORTS("Sports_and_Outdoors"),
    CLOTHING("Clothing_Shoes_and_Jewelry");

    /** What the paths below are relative to. */
    static final URI BASE = URI.create("https://snap.stanford.edu/data/amazon/productGraph/");

    /** Other bases that are known, for those who need one. */
    static final List<String> OTHERS = List.of(
            "http://snap.stanford.edu/data/amazon/productGraph/",
            "https://mcauleylab.ucsd.edu/public_datasets/data/amazon/");

    private final String category;

    Addresses(String category) {
        this.category = category;
    }

    /**
     * Those of a data set.
     *
     * @param name baby, sports or clothing, in any case
     * @throws IllegalArgumentException if it is another name
     */
    static Addresses of(String name) {
        return Arrays.stream(values())
                .filter(a -> a.dataset().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("download: found \"" + name + "\", expected "
                        + Arrays.stream(values()).map(Addresses::dataset).collect(Collectors.joining(", "))
                        + "; convert other data from files"));
    }

    /** The name of the data set. */
    String dataset() {
        return name().toLowerCase(Locale.ROOT);
    }

    Remote reviews() {
        return new Remote("categoryFiles/", "reviews_" + category + "_5.json.gz", RawForm.GZIP);
    }

    Remote metadata() {
        return new Remote("categoryFiles/", "meta_" + category + ".json.gz", RawForm.GZIP);
    }

    Remote images() {
        return new Remote("image_features/categoryFiles/", "image_features_" + category + ".b", RawForm.RECORDS);
    }

    /**
     * A file there.
     *
     * @param folder relative to the base, with a slash at the end
     */
    record Remote(String folder, String file, RawForm form) {

        URI at(URI base) {
            return base.resolve(folder + file);
        }
    }
}
