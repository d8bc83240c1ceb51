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
import picocli.CommandLine.Spec;

/** {@code amazon}. */
@Command(
        name = "amazon",
        description = {
            "Converts raw Amazon files to a data set: repeated rows dropped, 5-core, random split 8:1:1 per user,",
            "visual features (the mean where an item has none), text features (TF-IDF and SVD by default).",
            "asins.txt beside the data set names the product of each item."
        })
final class AmazonCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--reviews",
            required = true,
            paramLabel = "FILE",
            description = "reviews_*_5.json.gz, or ratings_*.csv (user,item,rating,timestamp).")
    private Path reviews;

    @Option(
            names = "--metadata",
            paramLabel = "FILE",
            description = "meta_*.json.gz; without it there are no titles and no text features.")
    private Path metadata;

    @Option(
            names = "--images",
            paramLabel = "FILE",
            description = "image_features_*.b; without it there are no visual features.")
    private Path images;

    @ArgGroup
    private Text text;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The data set's name: baby, ...")
    private String name;

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
        new OutputPlaces().unused("--out", folder).check();
        AmazonRaw.Builder raw = AmazonRaw.builder()
                .reviews(reviews)
                .metadata(metadata)
                .images(images)
                .name(name)
                .seed(seed)
                .core(core);
        if (text != null) {
            raw.text(text.encoder());
        }
        AmazonRaw files = raw.build();
        MultimodalDataset data = Outputs.fill(folder, () -> files.convert(folder));
        PrintWriter out = spec.commandLine().getOut();
        out.println(data);
        data.warnings().forEach(w -> out.println("warning: " + w));
        out.println("written to " + folder);
        out.flush();
    }
}
