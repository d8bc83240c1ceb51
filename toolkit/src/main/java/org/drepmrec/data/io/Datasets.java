package org.drepmrec.data.io;

import java.nio.file.Path;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.sample.SampleShop;

/** The places that data sets come from. */
public final class Datasets {

    private Datasets() {}

    /**
     * Loads {@code <name>.inter}, every {@code *_feat.npy} and, where there are any, {@code items.tsv} and
     * {@code pictures/} from a folder, with the defaults of {@link DatasetLoader}.
     *
     * @throws org.drepmrec.io.DataException saying what is wrong with which file
     */
    public static MultimodalDataset load(String name, Path folder) {
        return folder(name, folder).load();
    }

    /** As {@link #load}, with a say in modalities, split and filter before {@link DatasetLoader#load()}. */
    public static DatasetLoader folder(String name, Path folder) {
        return new DatasetLoader(name, folder);
    }

    /** The generated {@link SampleShop} at its defaults: 1,000 users, 500 items, seed 999. Nothing is downloaded. */
    public static MultimodalDataset sample() {
        return SampleShop.generate();
    }

    /** As {@link #sample()}, from another seed. */
    public static MultimodalDataset sample(long seed) {
        return SampleShop.builder().seed(seed).build();
    }
}
