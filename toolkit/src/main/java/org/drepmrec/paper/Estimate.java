package org.drepmrec.paper;

import org.drepmrec.data.MultimodalDataset;
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

    private Estimate() {}

    /** One row: steps and seconds of an epoch, hours of a hundred epochs, and the memory of the raw features. */
    public static Table of(MultimodalDataset data) {
        int steps = (int) Math.ceil(data.train().size() / (double) TrainOptions.BATCH_SIZE.defaultValue());
        double size = (data.users() + data.items()) / BABY_NODES;
        double epoch = (steps * STEP_SECONDS + EVALUATION_SECONDS) * size;
        long numbers = data.modalities().stream()
                .mapToLong(m -> (long) data.items() * data.features(m).dimension())
                .sum();
        return Table.create(
                "Estimate for a training on " + data.name(),
                StringColumn.create("data", data.name()),
                IntColumn.create("steps an epoch", new int[] {steps}),
                DoubleColumn.create("seconds an epoch", new double[] {epoch}),
                DoubleColumn.create("hours for " + EPOCHS + " epochs", new double[] {EPOCHS * epoch / 3600}),
                DoubleColumn.create("features, MiB", new double[] {numbers * BYTES / (double) (1 << 20)}));
    }
}
