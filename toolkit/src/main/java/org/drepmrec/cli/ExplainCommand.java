package org.drepmrec.cli;

import java.io.PrintWriter;
import org.drepmrec.analysis.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code explain}. */
@Command(
        name = "explain",
        description = {
            "Says why a saved model gives an item to a user.",
            "The item's place, the terms of its score, by line and by modality, and what each purchase of the user adds to it."
        })
final class ExplainCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SavedArgument saved;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "ID",
            description = "The user's own id, or number where the data have none.")
    private String user;

    @Option(
            names = "--item",
            required = true,
            paramLabel = "ID",
            description = "The item's own id, or number where the data have none.")
    private String item;

    @Override
    public void run() {
        Explanation why = Explanation.of(saved.load(), user, item);
        PrintWriter out = spec.commandLine().getOut();
        out.println(why.findings());
        why.terms().ifPresent(terms -> out.println(TextTable.of(terms)));
        why.byModality().ifPresent(terms -> out.println(TextTable.of(terms)));
        out.println(TextTable.of(why.purchases()));
        out.flush();
    }
}
