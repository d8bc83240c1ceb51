package org.drepmrec.cli;

import java.nio.file.Path;
import org.drepmrec.train.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code refit}. */
@Command(
        name = "refit",
        description = {
            "Trains a saved model again on all interactions, held-out ones included, for use.",
            "As many epochs as validation chose; recommend loads it with the same --data."
        })
final class RefitCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SavedArgument saved;

    @Option(names = "--save", required = true, paramLabel = "FOLDER", description = "Where the refit is saved.")
    private Path save;

    @Override
    public void run() {
        new OutputPlaces().whole("--save", save).check();
        TrainedModel.requireFree(save);
        TrainedModel refit = saved.load().refit();
        refit.save(save);
        spec.commandLine()
                .getOut()
                .println(refit + ", on " + refit.data().train().size() + " interactions, in " + save);
        spec.commandLine().getOut().flush();
    }
}
