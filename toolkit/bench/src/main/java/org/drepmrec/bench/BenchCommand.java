package org.drepmrec.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.drepmrec.cli.Errors;
import org.drepmrec.cli.TextTable;
import org.drepmrec.engine.HostProcess;
import org.drepmrec.io.DataException;
import org.drepmrec.io.JsonFile;
import org.drepmrec.io.Places;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks. Results go to standard output, progress and errors to standard error. */
@Command(
        name = "drepmrec-bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures time and memory on data generated at the size of Amazon Baby.",
            "With --reference, a plain PyTorch program runs beside on the same data and device, and the ratios are"
                    + " printed."
        })
public final class BenchCommand implements Runnable {

    private static final String OWN = "";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description =
                    "Some of step, graphs, eval, lightgcn, memory, start, family, scale, growth, serve. Default: all but the last four;"
                            + " on a GPU step and lightgcn.")
    private List<String> only;

    @Option(names = "--engine", paramLabel = "NAME", description = "MXNet or PyTorch. Default: both, on a GPU PyTorch.")
    private String engine;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description = "cpu, gpu, gpu:1, ..., cpu:as-gpu. Default: ${DEFAULT-VALUE}.")
    private String device;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the reference. Default: all cores.")
    private Integer threads;

    @Option(
            names = "--memory-epochs",
            paramLabel = "N",
            defaultValue = "50",
            description = "Epochs of the training whose memory is watched. Default: ${DEFAULT-VALUE}.")
    private int memoryEpochs;

    @Option(
            names = "--largest",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Items up to which growth is measured, from a sixteenth of them. Default: ${DEFAULT-VALUE}.")
    private int largest;

    @Option(
            names = "--reference",
            arity = "0..1",
            fallbackValue = OWN,
            paramLabel = "FILE.py",
            description = "Runs a PyTorch program beside. Default: the one that comes with the benchmark.")
    private String reference;

    @Option(names = "--python", paramLabel = "COMMAND", description = "Python with torch. Default: one that is found.")
    private String python;

    @Option(names = "--json", paramLabel = "FILE.json", description = "Writes everything as JSON.")
    private Path json;

    @Option(names = "--debug", description = "Shows the stack trace of an error.")
    private boolean debug;

    /** Measures and exits with 0, with 1 after an error, or with 2 for wrong usage. */
    public static void main(String[] args) {
        HostProcess.quietLogs();
        HostProcess.tune();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        BenchCommand command = new BenchCommand();
        return new CommandLine(command)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, args) -> Errors.usage(e))
                .setExecutionExceptionHandler((e, line, parsed) -> Errors.failure(e, line.getErr(), command.debug));
    }

    @Override
    public void run() {
        Places.requireFile(json);
        Benchmark.Builder builder = Benchmark.builder()
                .device(device)
                .rounds(rounds)
                .memoryEpochs(memoryEpochs)
                .largest(largest);
        if (reference != null) {
            builder.reference(reference.equals(OWN) ? null : program(), python);
        }
        if (only != null) {
            builder.only(only.stream().map(Part::of).collect(Collectors.toSet()));
        }
        if (engine != null) {
            builder.engine(engine);
        }
        if (threads != null) {
            builder.threads(threads);
        }
        PrintWriter err = spec.commandLine().getErr();
        builder.follower(row -> {
            err.printf("%s, %s: %.3f %s%n", row.work().strip(), row.engine(), row.median(), row.unit());
            err.flush();
        });
        print(builder.build().run());
    }

    private Path program() {
        Path file = Path.of(reference);
        if (!Files.isRegularFile(file)) {
            throw DataException.of(reference, "no such file", "a Python program", "check the path");
        }
        return file;
    }

    private void print(BenchReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.data());
        report.machine().forEach((k, v) -> out.println(k + ": " + v));
        report.limits().forEach((k, v) -> out.printf("limit, %s: %.1f%n", k, v));
        out.println(TextTable.of(report.table()));
        out.flush();
        if (json != null) {
            JsonFile.write(json, report.asMap());
        }
    }
}
