package org.drepmrec.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import org.drepmrec.data.io.amazon.AmazonRaw;
import org.drepmrec.data.io.amazon.download.AmazonDownload;
import org.drepmrec.data.io.amazon.sentence.MiniLm;
import picocli.CommandLine.Option;

/** Raw Amazon files that are fetched first. */
final class AmazonNetwork {

    private static final int SHOWN_TEXTS = 1024;

    @Option(
            names = "--download",
            required = true,
            paramLabel = "NAME",
            description = {
                "Fetches reviews, metadata and visual features (gigabytes) of baby, sports or clothing.",
                "The same command goes on after a stop."
            })
    private String name;

    @Option(
            names = "--raw",
            paramLabel = "FOLDER",
            description =
                    "Where the fetched files are kept; those in it are not fetched again. Default: raw beside --out.")
    private Path raw;

    @Option(names = "--from", paramLabel = "ADDRESS", description = "Another base address of the files, http or https.")
    private URI base;

    @Option(names = "--quiet", description = "Shows no progress.")
    private boolean quiet;

    Path folder(Path out) {
        return raw != null ? raw : out.toAbsolutePath().normalize().resolveSibling("raw");
    }

    /**
     * Fetches what is not there.
     *
     * @param encodes whether text features are this class's matter
     */
    AmazonRaw.Builder raw(Path out, boolean encodes, PrintWriter err) {
        AmazonDownload download = AmazonDownload.of(name).to(folder(out));
        if (base != null) {
            download = download.from(base);
        }
        if (encodes && !MiniLm.isHere()) {
            tell(
                    err,
                    "warning: text features by TF-IDF, since the paper's encoder, all-MiniLM-L6-v2, is not on the class"
                            + " path, and so numbers of models that use text are not comparable with the paper's; to have it, add the"
                            + " jars of drepmrec-encoders, which environment/mvnw -pl toolkit/encoders package puts into"
                            + " toolkit/encoders/target/lib (data/README.md has the command)");
        }
        if (quiet) {
            return download.run();
        }
        AmazonRaw.Builder files = download.progress(line -> tell(err, line)).run();
        return encodes && MiniLm.isHere()
                ? files.text(MiniLm.here().progress(done -> {
                    if (done % SHOWN_TEXTS == 0) {
                        tell(err, "text features of " + done + " items");
                    }
                }))
                : files;
    }

    private static void tell(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }
}
