package org.drepmrec.data;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a data set came from.
 *
 * @param source a file name without its folder, or how the set was generated
 * @param sha256 hash of each file's bytes (or of generated content) by name, lower-case hexadecimal
 * @param settings what else determined the content: seeds, filters
 */
public record Provenance(String source, Map<String, String> sha256, Map<String, String> settings) {

    /** Sorts and freezes the maps. */
    public Provenance {
        sha256 = Collections.unmodifiableMap(new TreeMap<>(sha256));
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
