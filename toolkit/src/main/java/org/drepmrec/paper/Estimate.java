package org.drepmrec.paper;

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
    private static final int EPOCHS = 100;
    private static final int BYTES = 4;
    private static final int SQUARE_MATRICES = 4;
    private static final int COPIES_OF_TABLE = 4;

    private Estimate() {}

    /** One row: steps and seconds of an epoch, and hours of a hundred epochs. */
    public static Table of(MultimodalDataset data) {
        int steps = (int) Math.ceil(data.train().size() / (double) TrainOptions.BATCH_SIZE.defaultValue());
        double size = (data.users() + data.items()) / BABY_NODES;
        double epoch = (steps * STEP_SECONDS + EVALUATION_SECONDS) * size;
        return Table.create(
                "Estimate for a training on " + data.name(),
                StringColumn.create("data", data.name()),
                IntColumn.create("steps an epoch", new int[] {steps}),
                DoubleColumn.create("seconds an epoch", new double[] {epoch}),
                DoubleColumn.create("hours for " + EPOCHS + " epochs", new double[] {EPOCHS * epoch / 3600}));
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
