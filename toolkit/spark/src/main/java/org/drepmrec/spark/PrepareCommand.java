package org.drepmrec.spark;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prepare}. */
@Command(
        name = "prepare",
        description = {
            "Makes a data set in the field's layout of interactions in CSV or Parquet files:",
            "repeated pairs merged, filtered to the k-core, ids numbered, split."
        })
final class PrepareCommand implements Runnable {

    /** Rules that split. */
    enum Rule {
        RANDOM,
        TIME,
        LAST
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Files files;

    /** Of one form. */
    private static final class Files {

        @Option(
                names = "--csv",
                required = true,
                split = ",",
                paramLabel = "PATH",
                description = "CSV files with headers, or folders of some.")
        private String[] csv;

        @Option(
                names = "--parquet",
                required = true,
                split = ",",
                paramLabel = "PATH",
                description = "Parquet files, or folders of some.")
        private String[] parquet;
    }

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Of the data set.")
    private String name;

    @Option(names = "--user", required = true, paramLabel = "COLUMN", description = "Ids of users.")
    private String user;

    @Option(names = "--item", required = true, paramLabel = "COLUMN", description = "Ids of items.")
    private String item;

    @Option(names = "--rating", paramLabel = "COLUMN", description = "Ratings.")
    private String rating;

    @Option(
            names = "--least-rating",
            paramLabel = "X",
            defaultValue = "4",
            description = "The least rating that counts. Default: ${DEFAULT-VALUE}.")
    private double leastRating;

    @Option(names = "--time", paramLabel = "COLUMN", description = "Times, for --split time and last.")
    private String time;

    @Option(names = "--core", paramLabel = "K", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int core;

    @Option(
            names = "--split",
            paramLabel = "RULE",
            defaultValue = "random",
            description = {
                "random: 8:1:1 per user; time: two moments cut all, after 80 and 90 % of the interactions;",
                "last: each user's last for test, the one before for validation. Default: ${DEFAULT-VALUE}."
            })
    private Rule rule;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "999",
            description = "Of the random split. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "New or empty, shared by the cluster.")
    private String out;

    @Override
    public void run() {
        SparkCommand.inSession(spec, session -> {
            InteractionPreparation.Builder builder = InteractionPreparation.builder(session, name, user, item)
                    .time(time)
                    .core(core)
                    .split(split());
            if (rating != null) {
                builder.rating(rating, leastRating);
            }
            if (files.csv == null) {
                builder.parquet(files.parquet);
            } else {
                builder.csv(files.csv);
            }
            return builder.build().to(out).toString();
        });
    }

    private ClusterSplit split() {
        return switch (rule) {
            case RANDOM -> ClusterSplit.random(seed);
            case TIME -> ClusterSplit.byTime(0.8, 0.1);
            case LAST -> ClusterSplit.leaveLastOut();
        };
    }
}
