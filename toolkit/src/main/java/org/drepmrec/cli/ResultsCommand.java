package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.drepmrec.paper.Results;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code results}. */
@Command(
        name = "results",
        description = {
            "Shows recorded results: without NAME the data sets, with it Table 2 and what else there is.",
            "Its commands record runs of a store, make RESULTS.md and MODELS.md of the records, and train a row again."
        },
        subcommands = {ExportCommand.class, DocumentCommand.class, ModelsCommand.class, ReproduceCommand.class})
final class ResultsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A data set with recorded results.")
    private String name;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            out.println(
                    Results.names().isEmpty()
                            ? "no results are recorded yet"
                            : String.join(System.lineSeparator(), Results.names()));
        } else {
            Results results = Results.of(name);
            out.println(TextTable.of(results.table2().styled()));
            out.println();
            out.println(TextTable.of(results.search()));
            out.println();
            out.println(TextTable.of(results.summary()));
        }
        out.flush();
    }

    /** The option that names another folder than the jar's records. */
    static final class Folder {

        @Option(
                names = "--records",
                paramLabel = "FOLDER",
                description =
                        "The folder with a folder for each data set, such as data/results. Default: the jar's own.")
        Path folder;
    }
}
