package org.drepmrec.spark;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.drepmrec.cli.Errors;
import org.drepmrec.io.DataException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of this module, for {@code spark-submit}; without it, the session is one of all cores of this machine. */
@Command(
        name = "drepmrec-spark",
        description = "What a data set or a model needs beyond one machine, on Apache Spark.",
        subcommands = {PrepareCommand.class, RecommendCommand.class, NeighborsCommand.class, EncodeCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:an error, in one line on standard error", "2:wrong usage"})
public final class SparkCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows the stack trace of an error.")
    private boolean debug;

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        int code;
        try {
            code = commandLine().execute(args);
        } catch (Throwable e) {
            // What is no Exception passes picocli by, such as a lack of memory.
            boolean debug = Arrays.asList(args).contains("--debug");
            code = Errors.failure(e, new PrintWriter(System.err, true, StandardCharsets.UTF_8), debug);
        }
        System.exit(code);
    }

    /** The whole command line; {@link CommandLine#execute} gives the exit code. */
    static CommandLine commandLine() {
        return new CommandLine(new SparkCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExpandAtFiles(false)
                .registerConverter(Path.class, Path::of)
                .setParameterExceptionHandler((e, args) -> Errors.usage(e))
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    SparkCommand root =
                            (SparkCommand) commandLine.getCommandSpec().root().userObject();
                    return Errors.failure(meant(e), commandLine.getErr(), root.debug);
                });
    }

    /** What a task refused, of what Spark says around it. */
    private static Throwable meant(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataException || cause instanceof IllegalArgumentException) {
                return cause;
            }
        }
        return e;
    }

    /** Does something in the session that {@code spark-submit} describes, and prints what there is to say. */
    static void inSession(CommandSpec spec, Function<SparkSession, String> work) {
        SparkSession.Builder builder = SparkSession.builder().appName(spec.qualifiedName());
        // As spark-submit sets it.
        if (System.getProperty("spark.master") == null) {
            builder.master("local[*]");
        }
        SparkSession session = builder.getOrCreate();
        try {
            spec.commandLine().getOut().println(work.apply(session));
            spec.commandLine().getOut().flush();
        } finally {
            session.stop();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command; expected one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
