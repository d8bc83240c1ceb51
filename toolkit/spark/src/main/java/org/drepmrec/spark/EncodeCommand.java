package org.drepmrec.spark;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code encode}. */
@Command(
        name = "encode",
        description =
                "Writes vectors of texts by all-MiniLM-L6-v2 as Parquet; the jars of drepmrec-encoders must be there.")
final class EncodeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--table", required = true, paramLabel = "PATH", description = "Parquet with ids and texts.")
    private String table;

    @Option(names = "--id", required = true, paramLabel = "COLUMN", description = "Ids of items.")
    private String id;

    @Option(names = "--texts", required = true, split = ",", paramLabel = "COLUMN", description = "Columns with texts.")
    private String[] texts;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Replaced; shared by the cluster.")
    private String out;

    @Override
    public void run() {
        SparkCommand.inSession(spec, session -> {
            TextVectors.of(session.read().parquet(table), id, texts).to(out);
            return out + ": vectors of the texts";
        });
    }
}
