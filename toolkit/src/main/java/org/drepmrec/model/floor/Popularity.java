package org.drepmrec.model.floor;

import java.util.Arrays;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.Scorer;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.sparse.Csr;

/** The same order for every user: score(u, i) = the number of training interactions of item i. */
public final class Popularity {

    /** The model type. */
    public static final ModelType TYPE =
            ModelType.named("Popularity").computes(Popularity.class, (model, seed) -> scorer(model));

    private Popularity() {}

    private static Scorer scorer(Recommender model) {
        Csr usersOf = model.data().train().matrix().transpose();
        float[] ones = new float[model.users()];
        Arrays.fill(ones, 1);
        float[] counts = new float[model.items()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = usersOf.degree(i);
        }
        return new DotScorer(1, ones, counts);
    }
}
