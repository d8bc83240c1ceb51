package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.Report;
import org.drepmrec.train.TrainOptions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How runs are done, and where they and their report are kept. */
final class RunArguments {

    @Option(
            names = "--store",
            paramLabel = "FOLDER",
            description = {
                "Keeps finished runs; the same command again, after whatever happened, goes on where it was.",
                "Several processes may share it. Default: nothing is kept."
            })
    private Path store;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Writes tables as TSV and HTML, charts as SVG and HTML.")
    private Path out;

    @Mixin
    private SetArgument set;

    @Option(names = "--epochs", paramLabel = "N", description = "The same as --set epochs=N. Default: 1000.")
    private String epochs;

    @Option(names = "--seeds", paramLabel = "N", description = "Trains with so many seeds: 999, 1000, ...")
    private Integer seeds;

    @Mixin
    private EngineArgument compute;

    @Option(names = "--quiet", description = "Shows no progress.")
    private boolean quiet;

    /** Refuses places that cannot be written. */
    void check() {
        new OutputPlaces().folder("--store", store).folder("--out", out).check();
    }

    void apply(Experiment.Builder<?> experiment, CommandLine command) {
        experiment.store(store).engine(compute.engine()).device(compute.device());
        Map<String, String> shortcuts = new LinkedHashMap<>();
        shortcuts.put(TrainOptions.EPOCHS.key(), epochs);
        set.values(command, shortcuts).forEach(experiment::set);
        if (seeds != null) {
            experiment.seeds(seeds.intValue());
        }
        if (quiet) {
            experiment.quiet();
        }
    }

    /** Says something before the work, unless it is to be quiet. */
    void tell(String what, CommandLine command) {
        if (!quiet) {
            command.getErr().println(what);
            command.getErr().flush();
        }
    }

    /** Runs an experiment, prints its report and writes it where asked. */
    void run(Experiment experiment, PrintWriter to) {
        compute.load();
        Report report;
        try {
            report = GracefulStop.during(experiment::run);
        } catch (CancellationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        report.printed().values().forEach(table -> {
            to.println(table.name());
            to.println(TextTable.of(table));
            to.println();
        });
        report.findings().forEach(to::println);
        report.notes().forEach(note -> to.println("note: " + note));
        to.flush();
        if (out != null) {
            ReportFiles.write(report, out);
        }
    }
}
