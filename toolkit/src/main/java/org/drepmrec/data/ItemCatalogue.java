package org.drepmrec.data;

import java.awt.image.BufferedImage;
import java.util.Optional;

/** Titles and pictures of items, for display. Both may be absent. */
public interface ItemCatalogue {

    /** A catalogue without titles and pictures. */
    ItemCatalogue EMPTY = new ItemCatalogue() {
        @Override
        public Optional<String> title(int item) {
            return Optional.empty();
        }

        @Override
        public Optional<BufferedImage> picture(int item) {
            return Optional.empty();
        }
    };

    /** The item's title. */
    Optional<String> title(int item);

    /** The item's picture. */
    Optional<BufferedImage> picture(int item);

    /** The title, or for example {@code item 17} if there is none. */
    default String label(int item) {
        return title(item).orElse("item " + item);
    }
}
