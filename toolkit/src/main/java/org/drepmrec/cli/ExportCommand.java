package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.run.Records;
import org.drepmrec.run.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code results export}. */
@Command(
        name = "export",
        description = {
            "Writes the records of a data set's runs in a store into OUT/NAME, a small file for each.",
            "Repeating it changes nothing. A later run takes the place of an earlier one with the same settings."
        })
final class ExportCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--store", required = true, paramLabel = "FOLDER", description = "Where the runs are kept.")
    private Path store;

    @Mixin
    private DataArgument source;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "data/results",
            description = "Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--other-code", description = "Records runs of other code too.")
    private boolean otherCode;

    @Option(names = "--failed", description = "Records failed runs too.")
    private boolean failed;

    @Override
    public void run() {
        RunStore runs = RunStore.existing(store);
        new OutputPlaces().folder("--out", out).check();
        MultimodalDataset data = source.load();
        Records.Exported done = Records.export(runs, data, out, otherCode, failed);
        PrintWriter to = spec.commandLine().getOut();
        done.replaced().forEach(file -> to.println("replaced " + file));
        done.written().forEach(file -> to.println("wrote " + file));
        done.leftOut().forEach((run, why) -> to.println("left out " + run + ": " + why));
        to.println(done.written().size() + " written, " + done.unchanged() + " unchanged, "
                + done.replaced().size() + " replaced, " + done.leftOut().size() + " left out");
        to.flush();
    }
}
