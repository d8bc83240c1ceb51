package org.drepmrec.cli;

import java.nio.file.Path;
import org.drepmrec.data.io.amazon.AmazonRaw;
import picocli.CommandLine.Option;

/** Raw Amazon files that lie here. */
final class AmazonFiles {

    @Option(
            names = "--reviews",
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

    @Option(names = "--name", paramLabel = "NAME", description = "The data set's name: baby, ...")
    private String name;

    /** Whether what is required is here. */
    boolean isWhole() {
        return reviews != null && name != null;
    }

    /** The first option that is given. */
    String first() {
        return reviews != null ? "--reviews" : metadata != null ? "--metadata" : images != null ? "--images" : "--name";
    }

    AmazonRaw.Builder raw() {
        return AmazonRaw.builder()
                .reviews(reviews)
                .metadata(metadata)
                .images(images)
                .name(name);
    }
}
