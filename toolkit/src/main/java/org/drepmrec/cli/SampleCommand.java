package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.data.io.picture.PictureRegions;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.io.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sample}. */
@Command(
        name = "sample",
        description = {
            "Writes the generated sample shop as files: interactions, features, titles and pictures.",
            "attributes.tsv holds the true category, color, style, ... of each item; nothing learns from it."
        })
final class SampleCommand implements Runnable {

    static final String ATTRIBUTES = "attributes.tsv";

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "A new or empty folder.")
    private Path folder;

    @Option(names = "--users", paramLabel = "M", defaultValue = "5000", description = "Default: ${DEFAULT-VALUE}.")
    private int users;

    @Option(names = "--items", paramLabel = "N", defaultValue = "2500", description = "Default: ${DEFAULT-VALUE}.")
    private int items;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "999", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--regions",
            description = "Cut each picture into 4 x 4 regions, with features of each: what VECF attends to.")
    private boolean regions;

    @Override
    public void run() {
        new OutputPlaces().unused("--out", folder).check();
        MultimodalDataset whole =
                SampleShop.builder().users(users).items(items).seed(seed).build();
        String text = TextTable.tabSeparated(SampleShop.catalogue(whole).table());
        MultimodalDataset shop =
                regions ? whole.replaced(Modality.VISUAL, PictureRegions.of(whole), PictureRegions.DESCRIPTION) : whole;
        Outputs.fill(folder, () -> {
            DatasetWriter.write(shop, folder);
            AtomicFile.write(folder.resolve(ATTRIBUTES), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            return shop;
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println(shop);
        out.println("written to " + folder);
        out.flush();
    }
}
