package org.drepmrec.data.io;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.drepmrec.data.Features;
import org.drepmrec.data.KCore;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyArray;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.Places;

/** The features of one modality as a file holds them, checked against the items of the interactions. */
record FeatureFile(String name, Features features, String sha256) {

    private static final String REEXPORT = "re-export the features";

    /**
     * Reads a file.
     *
     * @param items N
     * @param inter name of the file that N comes from, for the message
     */
    static FeatureFile read(Path path, int items, String inter) {
        String name = Places.name(path);
        NpyArray array = NpyReader.read(path);
        if (array.rows() != items) {
            throw DataException.of(
                    name, array.rows() + " rows", items + " (items in " + inter + ")", REEXPORT + " after re-indexing");
        }
        if (array.columns() == 0) {
            throw DataException.of(name, "no columns", "at least one number per item", REEXPORT);
        }
        float[] values = array.values();
        for (int k = 0; k < values.length; k++) {
            if (!Float.isFinite(values[k])) {
                throw DataException.of(
                        name,
                        values[k] + " in row " + k / array.columns() + ", column " + k % array.columns(),
                        "finite 32-bit numbers",
                        REEXPORT);
            }
        }
        return new FeatureFile(name, new Features(items, array.columns(), array.regions(), values), array.sha256());
    }

    /** The rows of the items that a filter left. */
    FeatureFile select(KCore filter) {
        return new FeatureFile(name, filter.select(features), sha256);
    }

    /** Adds a sentence on items without any feature and one on items that share a vector, if there are such items. */
    void addWarnings(List<String> warnings) {
        zeroWarning().ifPresent(warnings::add);
        sharedWarning().ifPresent(warnings::add);
    }

    private Optional<String> zeroWarning() {
        int zero = 0;
        for (int i = 0; i < features.rows(); i++) {
            zero += isZero(i) ? 1 : 0;
        }
        return zero == 0
                ? Optional.empty()
                : Optional.of(name + ": " + zero + " items have only zeros; their cosine with any item is taken as 0");
    }

    private Optional<String> sharedWarning() {
        Map<FloatBuffer, Integer> holders = new TreeMap<>();
        for (int i = 0; i < features.rows(); i++) {
            if (!isZero(i)) {
                holders.merge(vector(i), 1, Integer::sum);
            }
        }
        int sharing =
                holders.values().stream().filter(n -> n > 1).mapToInt(n -> n).sum();
        int largest = holders.values().stream().mapToInt(n -> n).max().orElse(0);
        return sharing == 0
                ? Optional.empty()
                : Optional.of(name + ": " + sharing + " items share their feature vector with another item, up to "
                        + largest + " the same one; their neighbors are ordered by index");
    }

    private boolean isZero(int item) {
        int from = item * features.dimension();
        for (int k = from; k < from + features.dimension(); k++) {
            if (features.values()[k] != 0f) {
                return false;
            }
        }
        return true;
    }

    private FloatBuffer vector(int item) {
        return FloatBuffer.wrap(features.values(), item * features.dimension(), features.dimension());
    }
}
