package org.drepmrec.train;

import java.util.SplittableRandom;
import org.drepmrec.data.Interactions;
import org.drepmrec.sparse.Csr;

/**
 * Draws items uniformly from those that occur in training (MMRec's protocol) or from all, rejecting only the user's own
 * training items; validation and test items can be drawn.
 */
public final class NegativeSampler {

    private final Csr train;
    private final int[] candidates;

    /**
     * A sampler.
     *
     * @throws IllegalArgumentException if a user has every candidate, so that there is nothing to draw
     */
    public NegativeSampler(Interactions interactions, TrainOptions.Negatives from) {
        this.train = interactions.matrix();
        double[] uses = train.columnSums();
        this.candidates = java.util.stream.IntStream.range(0, train.cols())
                .filter(i -> from == TrainOptions.Negatives.ALL || uses[i] > 0)
                .toArray();
        for (int u = 0; u < train.rows(); u++) {
            if (train.degree(u) == candidates.length && candidates.length > 0) {
                throw new IllegalArgumentException("user " + u + " has all " + candidates.length
                        + " items that negatives come from, expected at least one more; remove the user");
            }
        }
    }

    /** One negative for a user. */
    public int draw(int user, SplittableRandom random) {
        int item = candidates[random.nextInt(candidates.length)];
        while (train.contains(user, item)) {
            item = candidates[random.nextInt(candidates.length)];
        }
        return item;
    }
}
