package org.drepmrec.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.io.DataException;
import picocli.CommandLine.Option;

/** Which data set a command works on. */
final class DataArgument {

    static final String SAMPLE = "sample";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "A folder with NAME.inter and *_feat.npy, or the word sample for the generated shop.")
    private String place;

    @Option(names = "--name", paramLabel = "NAME", description = "Which one, where the folder holds several data sets.")
    private String name;

    /** Loads or generates it. */
    MultimodalDataset load() {
        if (place.equals(SAMPLE)) {
            if (name != null) {
                throw new IllegalArgumentException(
                        "--name " + name + ": goes with a folder; for one called sample say --data ./sample");
            }
            return Datasets.sample();
        }
        Path folder = Path.of(place);
        return Datasets.load(name == null ? onlyName(folder) : name, folder);
    }

    private static String onlyName(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw DataException.of(
                    folder.toString(),
                    "no such folder",
                    "a folder with a .inter file, or the word sample",
                    "check the path");
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.inter")) {
            files.forEach(f -> names.add(f.getFileName().toString().replaceFirst("\\.inter$", "")));
        } catch (IOException e) {
            throw DataException.unreadable(folder.toString(), e);
        }
        if (names.size() != 1) {
            names.sort(null);
            throw DataException.of(
                    folder.toString(),
                    names.isEmpty() ? "no .inter file" : names.size() + " data sets " + names,
                    "one .inter file",
                    names.isEmpty() ? "check the path" : "choose one by --name");
        }
        return names.get(0);
    }
}
