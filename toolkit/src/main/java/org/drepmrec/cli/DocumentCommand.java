package org.drepmrec.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.paper.Results;
import org.drepmrec.paper.ResultsDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code results document}. */
@Command(name = "document", description = "Makes the page of results from the records.")
final class DocumentCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ResultsCommand.Folder records;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.md",
            description = "The page, such as toolkit/RESULTS.md.")
    private Path out;

    @Override
    public void run() {
        new OutputPlaces().file("--out", out).check();
        List<Results> all = records.folder == null
                ? Results.names().stream().map(Results::of).toList()
                : Results.all(records.folder);
        String page = ResultsDocument.of(all);
        AtomicFile.write(out, to -> to.write(page.getBytes(StandardCharsets.UTF_8)));
        spec.commandLine()
                .getOut()
                .println(all.size() + (all.size() == 1 ? " data set, " : " data sets, ")
                        + page.lines().count() + " lines written to " + out);
        spec.commandLine().getOut().flush();
    }
}
