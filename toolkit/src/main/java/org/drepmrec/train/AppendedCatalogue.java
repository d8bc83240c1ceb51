package org.drepmrec.train;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.drepmrec.data.ItemCatalogue;

/** A catalogue with items behind its own, of which nothing but ids is known. */
record AppendedCatalogue(ItemCatalogue known, int size, List<String> ids) implements ItemCatalogue {

    @Override
    public Optional<String> title(int item) {
        return item < size ? known.title(item) : Optional.of(ids.get(item - size));
    }

    @Override
    public Optional<BufferedImage> picture(int item) {
        return item < size ? known.picture(item) : Optional.empty();
    }
}
