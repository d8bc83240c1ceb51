package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.option.Options;
import org.drepmrec.run.Setup;
import org.drepmrec.train.ConsoleProgress;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}. */
@Command(
        name = "train",
        description = {
            "Trains a model and prints the metrics of its best epoch.",
            "Ctrl-C stops the training; the best epoch so far is evaluated and written."
        })
final class TrainCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataArgument source;

    @Mixin
    private ModelArgument model;

    @Mixin
    private SetArgument set;

    @Mixin
    private EngineArgument compute;

    @Option(names = "--seed", paramLabel = "N", description = "The same as --set seed=N. Default: 999.")
    private String seed;

    @Option(names = "--epochs", paramLabel = "N", description = "The same as --set epochs=N. Default: 1000.")
    private String epochs;

    @Option(names = "--metrics-out", paramLabel = "FILE.json", description = "Writes the metrics as JSON.")
    private Path metricsOut;

    @Option(names = "--save", paramLabel = "FOLDER", description = "Saves the model for evaluate and recommend.")
    private Path save;

    @Option(
            names = "--embeddings-out",
            paramLabel = "FOLDER",
            description = "Writes the representations as .npy and, with titles, as TSV.")
    private Path embeddingsOut;

    @Option(
            names = "--checkpoint",
            paramLabel = "FOLDER",
            description = {
                "Writes the state of the training after each epoch.",
                "The same command goes on from there after a stop."
            })
    private Path checkpoint;

    @Option(names = "--quiet", description = "Shows no progress.")
    private boolean quiet;

    @Override
    public void run() {
        Map<String, String> shortcuts = new LinkedHashMap<>();
        shortcuts.put(TrainOptions.SEED.key(), seed);
        shortcuts.put(TrainOptions.EPOCHS.key(), epochs);
        Map<String, String> settings = set.values(spec.commandLine(), shortcuts);
        new OutputPlaces()
                .file("--metrics-out", metricsOut)
                .folder("--embeddings-out", embeddingsOut, TrainedModel::isExported)
                .whole("--save", save)
                .whole("--checkpoint", checkpoint)
                .check();
        if (save != null) {
            TrainedModel.requireFree(save);
        }
        MultimodalDataset data = source.load();
        Setup setup = Setup.of(data, model.name(), settings);
        Trainer.Builder trainer = setup.trainer()
                .engine(compute.engine())
                .device(compute.device())
                .quiet();
        if (checkpoint != null) {
            trainer.checkpoints(checkpoint);
        }
        if (!quiet) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(data);
            err.flush();
            Options training = trainer.options();
            String metric = training.get(TrainOptions.STOP_METRIC).label(training.get(TrainOptions.STOP_CUTOFF));
            trainer.listener(new ConsoleProgress(System.err, metric));
        }
        compute.load();
        write(GracefulStop.during(() -> trainer.build().fit()));
    }

    private void write(TrainedModel trained) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(TextTable.ofMetrics(trained.metricValues()));
        out.flush();
        Outputs outputs = new Outputs();
        if (save != null) {
            outputs.write(() -> trained.save(save));
        }
        if (metricsOut != null) {
            outputs.write(() -> MetricsFile.write(metricsOut, trained, "general", trained.metricValues()));
        }
        if (embeddingsOut != null) {
            outputs.write(() -> trained.exportEmbeddings(embeddingsOut));
        }
        outputs.finish();
    }
}
