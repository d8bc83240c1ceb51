package org.drepmrec.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.drepmrec.data.Interactions;
import org.drepmrec.model.Batch;

/** The batches of one epoch: a random permutation of all training pairs in slices; the last, short one is kept. */
public final class EpochBatches implements Iterator<Batch> {

    private final Interactions train;
    private final NegativeSampler sampler;
    private final int batchSize;
    private final SplittableRandom random;
    private final int[] order;
    private int at;

    /**
     * The batches of an epoch.
     *
     * @param sampler null for models without negatives
     */
    public EpochBatches(Interactions train, NegativeSampler sampler, int batchSize, SplittableRandom random) {
        this.train = train;
        this.sampler = sampler;
        this.batchSize = batchSize;
        this.random = random;
        this.order = permutation(train.size(), random);
    }

    private static int[] permutation(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int k = 0; k < n; k++) {
            int other = random.nextInt(k + 1);
            order[k] = order[other];
            order[other] = k;
        }
        return order;
    }

    int count() {
        return (order.length + batchSize - 1) / batchSize;
    }

    @Override
    public boolean hasNext() {
        return at < order.length;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch has no more batches");
        }
        int b = Math.min(batchSize, order.length - at);
        int[] users = new int[b];
        int[] positives = new int[b];
        int[] negatives = new int[sampler == null ? 0 : b];
        for (int k = 0; k < b; k++) {
            int pair = order[at + k];
            users[k] = train.user(pair);
            positives[k] = train.item(pair);
            if (sampler != null) {
                negatives[k] = sampler.draw(users[k], random);
            }
        }
        at += b;
        return new Batch(users, positives, negatives, batchSize);
    }
}
