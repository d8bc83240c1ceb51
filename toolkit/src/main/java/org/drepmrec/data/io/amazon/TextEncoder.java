package org.drepmrec.data.io.amazon;

import java.nio.file.Path;
import java.util.List;
import org.drepmrec.data.Features;

/** Turns what is written about the items into one vector each. */
public interface TextEncoder {

    /**
     * Encodes.
     *
     * @param names of item 0 to N-1; ASINs in Amazon's data
     * @param texts what is known of each; empty where nothing is
     * @return N x d_m, finite
     * @throws org.drepmrec.io.DataException if what the encoder reads is missing or damaged
     */
    Features encode(List<String> names, List<String> texts);

    /** What made the features, for the provenance: {@code TF-IDF and SVD, 384-d, seed 999}. */
    String description();

    /** The built-in way with its defaults: TF-IDF and truncated SVD to 384-d, see {@link TfIdfSvd}. */
    static TextEncoder tfIdf() {
        return TfIdfSvd.builder().build();
    }

    /**
     * Features that another program computed.
     *
     * @param features {@code .npy}, one row per line of the other file
     * @param asins one ASIN per line; any order, more than are needed are fine
     */
    static TextEncoder computed(Path features, Path asins) {
        return new ComputedFeatures(features, asins);
    }
}
