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
import org.drepmrec.io.NpyMap;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.Places;

/** The features of one modality as a file holds them, checked against the items of the interactions. */
record FeatureFile(String name, Features features, String sha256) {

    private static final String REEXPORT = "re-export the features";

    /** Features that would take more than this part of the heap stay in their file. */
    private static final int PART_OF_HEAP = 4;

    /**
     * Reads a file.
     *
     * @param items N
     * @param inter name of the file that N comes from, for the message
     */
    static FeatureFile read(Path path, int items, String inter) {
        return read(path, items, inter, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** As {@link #read(Path, int, String)}; features of more bytes stay in their file. */
    static FeatureFile read(Path path, int items, String inter, long bytes) {
        String name = Places.name(path);
        Optional<NpyMap> map = NpyMap.above(bytes, path);
        if (map.isPresent()) {
            requireRows(name, map.get().rows(), items, inter);
            return new FeatureFile(name, mapped(name, map.get()), map.get().sha256());
        }
        NpyArray array = NpyReader.read(path);
        requireRows(name, array.rows(), items, inter);
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

    private static Features mapped(String name, NpyMap map) {
        try {
            return new Features(map);
        } catch (IllegalArgumentException e) {
            throw DataException.of(name, e.getMessage(), "finite 32-bit numbers", REEXPORT, e);
        }
    }

    private static void requireRows(String name, int found, int items, String inter) {
        if (found != items) {
            throw DataException.of(
                    name, found + " rows", items + " (items in " + inter + ")", REEXPORT + " after re-indexing");
        }
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
        if (features.isMapped()) {
            return Optional.empty();
        }
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
        for (float number : features.row(item)) {
            if (number != 0f) {
                return false;
            }
        }
        return true;
    }

    private FloatBuffer vector(int item) {
        return FloatBuffer.wrap(features.values(), item * features.dimension(), features.dimension());
    }
}
