package org.drepmrec.bench;

import java.util.SplittableRandom;
import org.drepmrec.data.Interactions;
import org.drepmrec.model.Batch;
import org.drepmrec.train.EpochBatches;

/**
 * How many rows the losses of a batch work on: its distinct users and items, which are fewer than its pairs.
 *
 * @param users of users, the mean over an epoch
 * @param items of positive items, likewise
 */
record DistinctNodes(double users, double items) {

    /** Counts them in the whole batches of an epoch, at least in one batch. */
    static DistinctNodes of(Interactions train, int batch) {
        int size = Math.min(batch, train.size());
        int batches = train.size() / size;
        EpochBatches epoch = new EpochBatches(train, null, size, new SplittableRandom(Benchmark.SEED));
        double users = 0;
        double items = 0;
        for (int b = 0; b < batches; b++) {
            Batch one = epoch.next();
            users += one.distinctUsers().ids().length;
            items += one.distinctPositives().ids().length;
        }
        return new DistinctNodes(users / batches, items / batches);
    }
}
