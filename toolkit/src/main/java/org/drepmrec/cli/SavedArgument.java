package org.drepmrec.cli;

import java.nio.file.Path;
import org.drepmrec.train.TrainedModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A saved model and the data set that it was trained on. */
final class SavedArgument {

    @Option(names = "--saved", required = true, paramLabel = "FOLDER", description = "What train --save wrote.")
    private Path folder;

    @Mixin
    private DataArgument source;

    TrainedModel load() {
        return TrainedModel.load(folder, source.load());
    }
}
