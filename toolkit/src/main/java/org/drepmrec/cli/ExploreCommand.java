package org.drepmrec.cli;

import java.nio.file.Path;
import org.drepmrec.explore.Explorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code explore}. */
@Command(
        name = "explore",
        description = {
            "Writes a page to look at the items of a saved model: maps, neighbors side by side, search, selection.",
            "It needs a browser, no network and no server."
        })
final class ExploreCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SavedArgument saved;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The page, such as page.html.")
    private Path out;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "20000",
            description =
                    "The most items; of more, those with the most training interactions. Default: ${DEFAULT-VALUE}.")
    private int items;

    @Option(
            names = "--picture-kib",
            paramLabel = "N",
            defaultValue = "3072",
            description = "What all pictures may take, in KiB; 0 leaves them out. Default: ${DEFAULT-VALUE}.")
    private int pictureKib;

    @Override
    public void run() {
        new OutputPlaces().file("--out", out).check();
        Explorer explorer = Explorer.of(saved.load()).items(items).pictures(1024L * pictureKib);
        explorer.to(out);
        spec.commandLine().getOut().println(out + ": " + explorer);
        spec.commandLine().getOut().flush();
    }
}
