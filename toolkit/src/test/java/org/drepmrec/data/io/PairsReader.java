package org.drepmrec.data.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;

/** The reader of another jar: a file {@code shop.pairs}, whose length is the number of users, each with the item of its number. */
public final class PairsReader implements DatasetReader {

    @Override
    public String files() {
        return "shop.pairs";
    }

    @Override
    public List<String> names(Path folder) {
        return Files.exists(folder.resolve(files())) ? List.of("shop") : List.of();
    }

    @Override
    public MultimodalDataset read(String name, Path folder) {
        int[] numbers = new int[(int) folder.resolve(files()).toFile().length()];
        java.util.Arrays.setAll(numbers, n -> n);
        Interactions none = new Interactions(numbers.length, numbers.length, new int[0], new int[0]);
        return MultimodalDataset.builder(name, numbers.length, numbers.length)
                .train(new Interactions(numbers.length, numbers.length, numbers, numbers))
                .validation(none)
                .test(none)
                .build();
    }
}
