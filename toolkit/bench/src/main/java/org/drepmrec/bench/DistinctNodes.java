package org.drepmrec.bench;

import java.util.SplittableRandom;
import org.drepmrec.data.Interactions;
import org.drepmrec.model.Batch;

/**
 * How many rows the losses of a batch work on: its distinct users and items, which are fewer than its pairs.
 *
 * @param users of users, the mean over an epoch
 * @param items of positive items, likewise
 */
record DistinctNodes(double users, double items) {

    /** Counts them in the whole batches of an epoch, at least in one batch. */
    static DistinctNodes of(Interactions train, int batch) {
        int[] order = shuffled(train.size());
        int size = Math.min(batch, order.length);
        double users = 0;
        double items = 0;
        int batches = order.length / size;
        for (int b = 0; b < batches; b++) {
            int[] ofUsers = new int[size];
            int[] ofItems = new int[size];
            for (int k = 0; k < size; k++) {
                ofUsers[k] = train.user(order[b * size + k]);
                ofItems[k] = train.item(order[b * size + k]);
            }
            Batch one = new Batch(ofUsers, ofItems, new int[0], batch);
            users += one.distinctUsers().ids().length;
            items += one.distinctPositives().ids().length;
        }
        return new DistinctNodes(users / batches, items / batches);
    }

    private static int[] shuffled(int n) {
        SplittableRandom random = new SplittableRandom(Benchmark.SEED);
        int[] order = new int[n];
        for (int k = 0; k < n; k++) {
            int other = random.nextInt(k + 1);
            order[k] = order[other];
            order[other] = k;
        }
        return order;
    }
}
