package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.concurrent.CancellationException;
import org.drepmrec.io.DataException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How errors are shown: one line each. */
public final class Errors {

    private Errors() {}

    /** A command that cannot be understood: exit code 2. */
    public static int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("error: " + (e.getCause() instanceof InvalidPathException c ? message(c) : e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** A command that failed: exit code 1. */
    public static int failure(Throwable e, PrintWriter err, boolean debug) {
        err.println("error: " + message(e));
        if (debug) {
            e.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What is said of an error, in one line. */
    static String message(Throwable e) {
        if (e instanceof CancellationException) {
            return "interrupted before the first epoch; nothing was written";
        }
        if (e instanceof OutOfMemoryError) {
            return "out of memory (" + e.getMessage() + ") with at most "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB; give Java more: java -Xmx8g -jar ...";
        }
        if (e instanceof InvalidPathException path) {
            return "path " + DataException.quote(path.getInput()) + ": " + path.getReason()
                    + ", expected a name that the file system and the encoding of the locale ("
                    + System.getProperty("sun.jnu.encoding") + ") have characters for;"
                    + " run with LC_ALL=C.UTF-8 or choose another name";
        }
        boolean meant = e instanceof DataException
                || e instanceof IllegalArgumentException
                || e instanceof IllegalStateException;
        String text = meant && e.getMessage() != null
                ? e.getMessage()
                : "unexpected " + e + "; run again with --debug and report what it shows";
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
