package org.drepmrec.data.io.own;

import java.util.BitSet;
import java.util.List;
import org.drepmrec.data.Features;
import org.drepmrec.data.Fill;
import org.drepmrec.data.Modality;

/**
 * The features of one modality and where they come from.
 *
 * @param source file, folder or table, for messages
 * @param thing what the items have there: picture, text, row
 * @param missing the items that have none
 * @param fill what stands in for them unless the user chooses another
 * @param warnings one sentence on each thing that was passed over
 * @param description what made the features, for the provenance
 */
record ItemFeatures(
        Modality modality,
        String source,
        String thing,
        Features features,
        BitSet missing,
        Fill fill,
        List<String> warnings,
        String description) {

    /** The sentence on items that have none. */
    String missingWarning(List<String> ids, Fill used) {
        return source + ": " + missing.cardinality() + " of " + ids.size() + " items have no " + thing + " (the first: "
                + ids.get(missing.nextSetBit(0)) + "); their features are " + used.words();
    }
}
