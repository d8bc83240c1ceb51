package org.drepmrec.cli;

import org.drepmrec.train.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code recommend}. */
@Command(
        name = "recommend",
        description = "Prints the best items for a user, without those of the training and validation interactions.")
final class RecommendCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SavedArgument saved;

    @Option(names = "--user", required = true, paramLabel = "ID", description = "The user's number in the data.")
    private int user;

    @Option(names = "--top", paramLabel = "K", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int top;

    @Override
    public void run() {
        if (top < 1) {
            throw new IllegalArgumentException("--top: found " + top + ", expected a number of at least 1");
        }
        TrainedModel model = saved.load();
        spec.commandLine().getOut().println(TextTable.of(model.recommend(user, top)));
        spec.commandLine().getOut().flush();
    }
}
