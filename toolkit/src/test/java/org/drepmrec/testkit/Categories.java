package org.drepmrec.testkit;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.drepmrec.data.CategorizedCatalogue;

/** A catalogue of categories alone; an empty name is none. */
public record Categories(String... ofItem) implements CategorizedCatalogue {

    @Override
    public Optional<String> category(int item) {
        return Optional.of(ofItem[item]).filter(c -> !c.isEmpty());
    }

    @Override
    public Optional<String> title(int item) {
        return Optional.empty();
    }

    @Override
    public Optional<BufferedImage> picture(int item) {
        return Optional.empty();
    }
}
