package org.drepmrec.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;
import org.drepmrec.train.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code recommend}. */
@Command(
        name = "recommend",
        description =
                "Writes the best items of all users by a saved model, without anything that a user has, as Parquet.")
final class RecommendCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "The data set that the model was trained on; read where this program runs.")
    private Path data;

    @Option(names = "--name", paramLabel = "NAME", description = "Which one, where the folder holds several data sets.")
    private String name;

    @Option(names = "--saved", required = true, paramLabel = "FOLDER", description = "What train --save wrote.")
    private Path saved;

    @Option(names = "--top", paramLabel = "K", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(names = "--allow", paramLabel = "FILE", description = "Only items in this file, an id a line.")
    private Path allow;

    @Option(names = "--deny", paramLabel = "FILE", description = "No item in this file, an id a line.")
    private Path deny;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Replaced; shared by the cluster.")
    private String out;

    @Override
    public void run() {
        MultimodalDataset read = name == null ? Datasets.load(data) : Datasets.load(name, data);
        TrainedModel model = TrainedModel.load(saved, read);
        SparkCommand.inSession(spec, session -> {
            ClusterRecommendations all = ClusterRecommendations.of(session, model, top);
            if (allow != null) {
                all.allow(ids(allow));
            }
            if (deny != null) {
                all.deny(ids(deny));
            }
            all.to(out);
            return out + ": the " + top + " best items of " + model.name();
        });
    }

    private static List<String> ids(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw DataException.unreadable(Places.name(file), e);
        }
    }
}
