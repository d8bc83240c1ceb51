package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.drepmrec.io.Places;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.Report;
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

    @Option(
            names = "--set",
            paramLabel = "OPTION=VALUE",
            description = "Sets an option of graphs, model or training for every run. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--epochs", paramLabel = "N", description = "The most epochs of a run. Default: 1000.")
    private Integer epochs;

    @Option(names = "--seeds", paramLabel = "N", description = "Trains with so many seeds: 999, 1000, ...")
    private Integer seeds;

    @Mixin
    private EngineArgument compute;

    @Option(names = "--quiet", description = "Shows no progress.")
    private boolean quiet;

    /** Refuses places that cannot be written. */
    void check() {
        Places.requireFolder(store);
        Places.requireFolder(out);
    }

    void apply(Experiment.Builder<?> experiment) {
        experiment.store(store).engine(compute.engine()).device(compute.device());
        settings.forEach(experiment::set);
        if (epochs != null) {
            experiment.epochs(epochs);
        }
        if (seeds != null) {
            experiment.seeds(seeds.intValue());
        }
        if (quiet) {
            experiment.quiet();
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
        report.notes().forEach(note -> to.println("note: " + note));
        to.flush();
        if (out != null) {
            ReportFiles.write(report, out);
        }
    }
}
