package org.drepmrec.spark;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code neighbors}. */
@Command(name = "neighbors", description = "Writes the nearest items of every item by cosine of vectors, as Parquet.")
final class NeighborsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--vectors",
            required = true,
            paramLabel = "PATH",
            description = "Parquet with a column of ids and the column vector, as encode writes it.")
    private String vectors;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            defaultValue = "id",
            description = "Ids of items. Default: ${DEFAULT-VALUE}.")
    private String id;

    @Option(names = "--top", paramLabel = "K", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "In how many parts items are searched. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--recall",
            paramLabel = "SHARE",
            description = "Searches approximately and finds at least this share of the nearest, such as 0.95."
                    + " Without it, every pair is compared.")
    private Double recall;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Replaced; shared by the cluster.")
    private String out;

    @Override
    public void run() {
        SparkCommand.inSession(spec, session -> {
            ItemNeighbors every =
                    ItemNeighbors.of(session.read().parquet(vectors), id, top).partitions(partitions);
            ItemNeighbors asked = recall == null ? every : every.approximate(recall);
            String how = asked.to(out).map(found -> " (" + found + ")").orElse("");
            return out + ": the " + top + " nearest items of each" + how;
        });
    }
}
