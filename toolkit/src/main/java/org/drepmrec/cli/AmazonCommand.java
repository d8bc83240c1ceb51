package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.amazon.AmazonRaw;
import org.drepmrec.data.io.amazon.TextEncoder;
import org.drepmrec.data.io.amazon.TfIdfSvd;
import org.drepmrec.data.io.amazon.sentence.SentenceTransformer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code amazon}. */
@Command(
        name = "amazon",
        description = {
            "Converts raw Amazon files to a data set: repeated rows dropped, 5-core, random split 8:1:1 per user,",
            "visual features (the mean where an item has none), text features.",
            "asins.txt beside the data set names the product of each item.",
            "The files are here (--reviews ..., text features by TF-IDF and SVD), or --download fetches those of one of",
            "the paper's data sets, takes its text encoder if that is on the class path, and compares the counts with",
            "Table 1. Nothing is fetched without it."
        })
final class AmazonCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = false, heading = "%nFiles that are here:%n")
    private AmazonFiles here;

    @ArgGroup(exclusive = false, heading = "%nFiles from the network:%n")
    private AmazonNetwork network;

    @ArgGroup(heading = "%nText features:%n")
    private Text text;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "999",
            description = "Seed of the split. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--core",
            paramLabel = "K",
            defaultValue = "5",
            description = "Least interactions of a user and of an item; 0 keeps all. Default: ${DEFAULT-VALUE}.")
    private int core;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "A new or empty folder.")
    private Path folder;

    /** One way to text features. */
    private static final class Text {

        @Option(
                names = "--text-dimension",
                paramLabel = "D",
                description = "Columns of the built-in text features. Default: 384.")
        private Integer dimension;

        @Option(
                names = "--text-model",
                paramLabel = "FOLDER",
                description = "A sentence transformer in TorchScript: model.pt and tokenizer.json.")
        private Path model;

        @ArgGroup(exclusive = false)
        private Computed computed;

        TextEncoder encoder() {
            if (model != null) {
                return SentenceTransformer.of(model);
            }
            return computed == null
                    ? TfIdfSvd.builder().dimension(dimension).build()
                    : TextEncoder.computed(computed.features, computed.asins);
        }
    }

    /** Text features of another program. */
    private static final class Computed {

        @Option(
                names = "--text-features",
                required = true,
                paramLabel = "FILE",
                description = "Text features computed elsewhere (.npy), one row per line of --text-asins.")
        private Path features;

        @Option(
                names = "--text-asins",
                required = true,
                paramLabel = "FILE",
                description = "The ASIN of each row, one per line.")
        private Path asins;
    }

    @Override
    public void run() {
        requireOneSource();
        // Also so that wrong options of it are known before hours of transfer.
        TextEncoder encoder = text == null ? null : text.encoder();
        OutputPlaces places = new OutputPlaces().unused("--out", folder);
        if (network != null) {
            // Else a conversion that fails would take the raw files with it.
            places.whole("--out", folder).folder("--raw", network.folder(folder));
        }
        places.check();
        AmazonRaw.Builder raw = network == null
                ? here.raw()
                : network.raw(folder, encoder == null, spec.commandLine().getErr());
        if (encoder != null) {
            raw.text(encoder);
        }
        AmazonRaw files = raw.seed(seed).core(core).build();
        MultimodalDataset data = Outputs.fill(folder, () -> files.convert(folder));
        PrintWriter out = spec.commandLine().getOut();
        out.println(data);
        if (network == null) {
            data.warnings().forEach(w -> out.println("warning: " + w));
        }
        out.println("written to " + folder);
        if (network != null) {
            out.println();
            Statistics.print(data, out);
        }
        out.flush();
    }

    private void requireOneSource() {
        String wrong = null;
        if (network != null && here != null) {
            wrong = "--download and " + here.first() + ": found both, expected one source of files; give one";
        } else if (network == null && (here == null || !here.isWhole())) {
            wrong = "--reviews FILE and --name NAME: expected both, or --download NAME in place of them";
        }
        if (wrong != null) {
            throw new ParameterException(spec.commandLine(), wrong);
        }
    }
}
