package org.drepmrec.data;

import java.util.Optional;

/** A catalogue that also knows what kind of thing an item is. */
public interface CategorizedCatalogue extends ItemCatalogue {

    /** The item's category, such as {@code mug}. */
    Optional<String> category(int item);
}
