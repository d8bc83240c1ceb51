package org.drepmrec.data;

import java.awt.image.BufferedImage;
import java.util.Optional;

/** What an item looks like to a person. Both parts may be absent. */
public interface ItemCatalogue {

    /** A catalogue of items about which nothing is known. */
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

    /** The title, or {@code item 17} where there is none. */
    default String label(int item) {
        return title(item).orElse("item " + item);
    }
}
