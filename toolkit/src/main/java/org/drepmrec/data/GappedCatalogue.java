package org.drepmrec.data;

import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/** A catalogue that also says which items lack which modality. */
record GappedCatalogue(ItemCatalogue catalogue, Map<Modality, BitSet> missing) implements ItemCatalogue {

    @Override
    public Optional<String> title(int item) {
        return catalogue.title(item);
    }

    @Override
    public Optional<BufferedImage> picture(int item) {
        return catalogue.picture(item);
    }

    @Override
    public String label(int item) {
        return catalogue.label(item);
    }
}
