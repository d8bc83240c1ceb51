package org.drepmrec.paper;

import java.util.List;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.train.TrainOptions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a training of DRepMRec takes at the defaults on two cores of an AMD EPYC with PyTorch, from what was measured at Amazon
 * Baby's size ({@code toolkit/BENCHMARKS.md}). An epoch has a step for each batch; a step's work hardly depends on the batch and
 * grows with users and items. Older processors take two or three times as long.
 */
public final class Estimate {

    private static final double BABY_NODES = 19_445 + 7_050;
    private static final double STEP_SECONDS = 0.093;
    private static final double EVALUATION_SECONDS = 0.17;
    private static final double TRAINING_SHARE = 0.8;
    private static final int EPOCHS = 100;
    private static final int BYTES = 4;
    private static final int SQUARE_MATRICES = 4;
    private static final int COPIES_OF_TABLE = 4;

    private Estimate() {}

    /** One row: steps and seconds of an epoch, and hours of a hundred epochs. */
    public static Table of(MultimodalDataset data) {
        return table(
                "Estimate for a training on " + data.name(),
                List.of(new Size(
                        data.name(), data.users(), data.items(), data.train().size())));
    }

    /** The same, a row for each data set of the paper's Table 1, of whose interactions four fifths are for training. */
    public static Table ofThePaper() {
        return table(
                "Estimates for the paper's data sets",
                Published.names().stream().map(Estimate::published).toList());
    }

    private record Size(String name, double users, double items, double training) {

        double steps() {
            return Math.ceil(training / TrainOptions.BATCH_SIZE.defaultValue());
        }

        double epochSeconds() {
            return (steps() * STEP_SECONDS + EVALUATION_SECONDS) * (users + items) / BABY_NODES;
        }
    }

    private static Size published(String name) {
        double[] counts = Published.of(name).orElseThrow().statistics();
        return new Size(name, counts[0], counts[1], TRAINING_SHARE * counts[2]);
    }

    private static Table table(String title, List<Size> sizes) {
        return Table.create(
                title,
                StringColumn.create("data", sizes.stream().map(Size::name)),
                IntColumn.create(
                        "steps an epoch",
                        sizes.stream().mapToInt(s -> (int) s.steps()).toArray()),
                DoubleColumn.create(
                        "seconds an epoch",
                        sizes.stream().mapToDouble(Size::epochSeconds).toArray()),
                DoubleColumn.create(
                        "hours for " + EPOCHS + " epochs",
                        sizes.stream()
                                .mapToDouble(s -> EPOCHS * s.epochSeconds() / 3600)
                                .toArray()));
    }

    /**
     * What a training holds on a GPU, in MiB, one row: raw features of items, the vectors of users and items that the
     * similarity signal multiplies, embeddings with their gradients and Adam's two moments at 64 numbers each, and the gathered
     * vectors and square matrices of a step at the default batch.
     */
    public static Table memory(MultimodalDataset data) {
        double numbers = data.modalities().stream()
                .mapToInt(m -> data.features(m).dimension())
                .sum();
        double nodes = (double) data.users() + data.items();
        double batch = TrainOptions.BATCH_SIZE.defaultValue();
        return Table.create(
                "MiB on a GPU for " + data.name(),
                StringColumn.create("data", data.name()),
                mebibytes("features", data.items() * numbers),
                mebibytes("vectors of targets", nodes * numbers),
                mebibytes("embeddings and Adam", COPIES_OF_TABLE * nodes * SharedOptions.EMBEDDING_SIZE.defaultValue()),
                mebibytes("a step", batch * numbers + SQUARE_MATRICES * batch * batch));
    }

    private static DoubleColumn mebibytes(String name, double numbers) {
        return DoubleColumn.create(name, new double[] {numbers * BYTES / (1 << 20)});
    }
}
