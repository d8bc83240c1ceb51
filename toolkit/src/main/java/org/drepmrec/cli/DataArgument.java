package org.drepmrec.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.drepmrec.data.Fill;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.Datasets;
import picocli.CommandLine.Option;

/** Which data set a command works on. */
final class DataArgument {

    static final String SAMPLE = "sample";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description =
                    "A folder with NAME.inter and *_feat.npy, or in another layout that is known; or the word sample"
                            + " for the generated shop.")
    private String place;

    @Option(names = "--name", paramLabel = "NAME", description = "Which one, where the folder holds several data sets.")
    private String name;

    @Option(
            names = "--modalities",
            paramLabel = "NAME",
            split = ",",
            description = "Only these modalities, such as textual,visual. Default: all.")
    private List<String> modalities;

    @Option(
            names = "--fill",
            paramLabel = "WAY",
            description = {
                "What stands in for features of items that lack a modality: zero, mean, or neighbors",
                "(the mean of the ten nearest in the other modalities). Default: what the files have."
            })
    private String fill;

    /** Loads or generates it. */
    MultimodalDataset load() {
        Optional<Fill> standIn = Optional.ofNullable(fill).map(Fill::of);
        MultimodalDataset read = loadAll();
        // Before modalities are left out, since neighbors are sought in the others.
        MultimodalDataset all =
                standIn.map(way -> MissingItems.of(read).filled(way)).orElse(read);
        return modalities == null
                ? all
                : all.only(modalities.stream().map(Modality::of).distinct().toArray(Modality[]::new));
    }

    private MultimodalDataset loadAll() {
        if (place.equals(SAMPLE)) {
            if (name != null) {
                throw new IllegalArgumentException(
                        "--name " + name + ": goes with a folder; for one called sample say --data ./sample");
            }
            return Datasets.sample();
        }
        Path folder = Path.of(place);
        return name == null ? Datasets.load(folder) : Datasets.load(name, folder);
    }
}
