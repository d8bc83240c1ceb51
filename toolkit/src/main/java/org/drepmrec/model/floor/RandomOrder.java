package org.drepmrec.model.floor;

import java.util.SplittableRandom;
import org.drepmrec.engine.RandomStreams;
import org.drepmrec.eval.Scorer;
import org.drepmrec.model.ClosedForm;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;

/**
 * A random order for each user, drawn from the training's seed: score(u, i) is uniform between 0 and 1. Its expected
 * Recall@K is K / (N - n), averaged over users with n masked items.
 */
public final class RandomOrder implements ClosedForm {

    /** The model type. */
    public static final ModelType TYPE = ModelType.named("Random").computes(RandomOrder.class, new RandomOrder());

    private RandomOrder() {}

    @Override
    public boolean random() {
        return true;
    }

    @Override
    public Scorer scorer(Recommender model, long seed) {
        return new Draws(model.users(), model.items(), seed);
    }

    private record Draws(int users, int items, long seed) implements Scorer {

        @Override
        public void score(int[] user, int count, float[] out) {
            for (int b = 0; b < count; b++) {
                SplittableRandom random = RandomStreams.of(seed, "random order", user[b]);
                for (int i = 0; i < items; i++) {
                    out[b * items + i] = (float) random.nextDouble();
                }
            }
        }
    }
}
