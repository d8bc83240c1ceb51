package org.drepmrec.data.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.io.DataException;

/** The places that data sets come from. */
public final class Datasets {

    /** The field's layout first, then those of other jars. */
    private static final List<DatasetReader> READERS = Stream.concat(
                    Stream.of(new InterReader()),
                    ServiceLoader.load(DatasetReader.class, Datasets.class.getClassLoader()).stream()
                            .map(ServiceLoader.Provider::get))
            .toList();

    private Datasets() {}

    /**
     * Loads {@code <name>.inter}, every {@code *_feat.npy} and, where there are any, {@code items.tsv} and
     * {@code pictures/} from a folder, with the defaults of {@link DatasetLoader}; where there is no such file, a data set of
     * that name in the layout of another {@link DatasetReader}.
     *
     * @throws DataException saying what is wrong with which file
     */
    public static MultimodalDataset load(String name, Path folder) {
        return READERS.stream()
                .filter(reader -> names(reader, folder).contains(name))
                .findFirst()
                .orElse(READERS.get(0))
                .read(name, folder);
    }

    /**
     * As {@link #load(String, Path)}, of the only data set in a folder.
     *
     * @throws DataException if there is none or there are several, or saying what is wrong with which file
     */
    public static MultimodalDataset load(Path folder) {
        List<String> names = names(folder);
        if (names.size() != 1) {
            String found = names.size() + " data sets " + names;
            throw DataException.of(
                    folder.toString(),
                    !names.isEmpty() ? found : Files.isDirectory(folder) ? "no data set" : "no such folder",
                    READERS.stream().map(DatasetReader::files).collect(Collectors.joining(" or ", "one of ", "")),
                    names.isEmpty() ? "check the path" : "choose one by its name (--name)");
        }
        return load(names.get(0), folder);
    }

    /** The names of the data sets in a folder, in all layouts, sorted; none if there is no such folder. */
    public static List<String> names(Path folder) {
        return READERS.stream()
                .flatMap(reader -> names(reader, folder).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> names(DatasetReader reader, Path folder) {
        try {
            return Files.isDirectory(folder) ? reader.names(folder) : List.of();
        } catch (IOException e) {
            throw DataException.unreadable(folder.toString(), e);
        }
    }

    /** As {@link #load(String, Path)}, with a say in modalities, split and filter before {@link DatasetLoader#load()}. */
    public static DatasetLoader folder(String name, Path folder) {
        return new DatasetLoader(name, folder);
    }

    /** The generated {@link SampleShop} at its defaults: 5,000 users, 2,500 items, seed 999. Nothing is downloaded. */
    public static MultimodalDataset sample() {
        return SampleShop.generate();
    }

    /** As {@link #sample()}, from another seed. */
    public static MultimodalDataset sample(long seed) {
        return SampleShop.builder().seed(seed).build();
    }
}
