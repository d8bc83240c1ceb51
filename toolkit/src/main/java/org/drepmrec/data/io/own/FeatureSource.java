package org.drepmrec.data.io.own;

import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.OwnIds;

/** Features that another program computed. */
interface FeatureSource {

    /** What they are of. */
    Modality modality();

    /**
     * Reads those of the items of a data set.
     *
     * @param hashes receives the hash of what was read
     * @throws org.drepmrec.io.DataException saying what is wrong with which file
     */
    ItemFeatures read(OwnIds ids, Map<String, String> hashes);
}
