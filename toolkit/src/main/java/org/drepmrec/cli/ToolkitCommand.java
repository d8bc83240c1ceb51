package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.HostProcess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The toolkit's commands. Results go to standard output, everything else to standard error. */
@Command(
        name = "drepmrec",
        description = "Multimodal recommendation with dual representations.",
        versionProvider = ToolkitCommand.Version.class,
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            RecommendCommand.class,
            ExplainCommand.class,
            ServeCommand.class,
            ExploreCommand.class,
            CardCommand.class,
            RefitCommand.class,
            SearchCommand.class,
            ExperimentCommand.class,
            RunsCommand.class,
            ResultsCommand.class,
            StatsCommand.class,
            SampleCommand.class,
            AmazonCommand.class,
            OptionsCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:an error, in one line on standard error", "2:wrong usage"})
public final class ToolkitCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the versions of toolkit, DJL and Java.")
    boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows the stack trace of an error.")
    private boolean debug;

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        HostProcess.quietLogs();
        HostProcess.tune();
        GracefulStop stop = GracefulStop.install();
        int code = CommandLine.ExitCode.SOFTWARE;
        try {
            code = commandLine().execute(args);
            if (System.out.checkError() && code == CommandLine.ExitCode.OK) {
                System.err.println(
                        "error: standard output: not all was written, expected an open file or pipe with free space;"
                                + " write to another place");
                code = CommandLine.ExitCode.SOFTWARE;
            }
        } catch (Throwable e) {
            // What is no Exception passes picocli by: out of memory, an engine that cannot be loaded.
            boolean debug = Arrays.asList(args).contains("--debug");
            Errors.failure(e, new PrintWriter(System.err, true, StandardCharsets.UTF_8), debug);
        } finally {
            // In any case, or a process that is told to stop would wait for ever.
            stop.finished();
        }
        System.exit(code);
    }

    /** The whole command line; {@link CommandLine#execute} gives the exit code. */
    public static CommandLine commandLine() {
        return new CommandLine(new ToolkitCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExpandAtFiles(false)
                // Unlike picocli's own, it keeps the exception.
                .registerConverter(Path.class, Path::of)
                .setParameterExceptionHandler((e, args) -> Errors.usage(e))
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    ToolkitCommand toolkit =
                            (ToolkitCommand) commandLine.getCommandSpec().root().userObject();
                    return Errors.failure(e, commandLine.getErr(), toolkit.debug);
                });
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command; expected one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    /** Versions of everything but the engines, which are not loaded for it. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String toolkit = Optional.ofNullable(
                            ToolkitCommand.class.getPackage().getImplementationVersion())
                    .orElse("development");
            return new String[] {
                "drepmrec " + toolkit,
                "DJL " + Backend.djlVersion(),
                "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}
