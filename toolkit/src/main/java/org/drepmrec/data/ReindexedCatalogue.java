package org.drepmrec.data;

import java.awt.image.BufferedImage;
import java.util.Optional;

/** A catalogue whose item k is item {@code old[k]} of another catalogue. */
final class ReindexedCatalogue implements ItemCatalogue {

    private final ItemCatalogue catalogue;
    private final int[] old;

    ReindexedCatalogue(ItemCatalogue catalogue, int[] old) {
        this.catalogue = catalogue;
        this.old = old;
    }

    @Override
    public Optional<String> title(int item) {
        return catalogue.title(old[item]);
    }

    @Override
    public Optional<BufferedImage> picture(int item) {
        return catalogue.picture(old[item]);
    }
}
