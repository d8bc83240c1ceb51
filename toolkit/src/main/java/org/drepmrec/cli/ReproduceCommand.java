package org.drepmrec.cli;

import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.paper.Results;
import org.drepmrec.run.Reproduction;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.Runner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code results reproduce}. */
@Command(
        name = "reproduce",
        description = {
            "Trains a row of Table 2 again, with the settings on record, and says whether the metrics agree:",
            "in every digit, within rounding, or not, and what may be the cause. Exit code 1 if they do not."
        })
final class ReproduceCommand implements Runnable {

    private static final String NO_ENGINE = "none";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The recorded data set. Default: the name of the data set in --data.")
    private String recorded;

    @Mixin
    private DataArgument source;

    @Mixin
    private ResultsCommand.Folder records;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "The row's model.")
    private String model;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "999",
            description = "One of the row's seeds. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private EngineArgument compute;

    @Option(names = "--quiet", description = "Shows no progress.")
    private boolean quiet;

    @Override
    public void run() {
        MultimodalDataset data = source.load();
        String name = recorded == null ? data.name() : recorded;
        Results results = records.folder == null ? Results.of(name) : Results.read(records.folder.resolve(name));
        RunRecord record = results.record(model, seed);
        String engine = record.provenance().environment().get("engine");
        Runner.Builder runner = Runner.builder(data)
                .engine(compute.engine() != null || NO_ENGINE.equals(engine) ? compute.engine() : engine)
                .device(compute.device());
        if (quiet) {
            runner.quiet();
        }
        compute.load();
        Reproduction done;
        try {
            done = GracefulStop.during(() -> Reproduction.of(record, runner.build()));
        } catch (CancellationException e) {
            throw new IllegalStateException("interrupted; nothing is kept of it", e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(TextTable.of(done.summary()));
        out.println();
        done.causes().forEach(cause -> out.println("possible cause: " + cause));
        out.println(done.verdict());
        out.flush();
        if (done.agreement() == Reproduction.Agreement.NONE) {
            throw new IllegalStateException(
                    "the run does not agree with its record; the table above and the possible causes say more");
        }
    }
}
