package org.drepmrec.cli;

import java.nio.file.Path;
import java.util.List;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.notebook.ModelCard;
import org.drepmrec.train.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code card}. */
@Command(
        name = "card",
        description = {
            "Writes the card of a saved model: data, floors, metrics, warnings, settings, and how to repeat it.",
            "With the same model of other seeds, metrics have their spread."
        })
final class CardCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--saved",
            required = true,
            split = ",",
            paramLabel = "FOLDER",
            description = "What train --save wrote; further folders hold the same model of other seeds.")
    private List<Path> folders;

    @Mixin
    private DataArgument source;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "FILE.md or FILE.html.")
    private Path out;

    @Option(names = "--license", paramLabel = "TEXT", description = "Of the data. Default: the card says not stated.")
    private String license;

    @Override
    public void run() {
        ModelCard.requireKnown(out);
        new OutputPlaces().file("--out", out).check();
        MultimodalDataset data = source.load();
        TrainedModel[] runs =
                folders.stream().map(f -> TrainedModel.load(f, data)).toArray(TrainedModel[]::new);
        TrainedModel[] others = List.of(runs).subList(1, runs.length).toArray(TrainedModel[]::new);
        ModelCard card = ModelCard.of(runs[0], others);
        (license == null ? card : card.license(license)).to(out);
        spec.commandLine().getOut().println(out + ": the card of " + runs[0].name() + " on " + data.name());
        spec.commandLine().getOut().flush();
    }
}
