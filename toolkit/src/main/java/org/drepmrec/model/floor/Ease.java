package org.drepmrec.model.floor;

import java.util.Arrays;
import org.drepmrec.eval.HistoryScorer;
import org.drepmrec.eval.Scorer;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/**
 * EASE, the linear model of items from items in closed form (Steck 2019, Embarrassingly Shallow Autoencoders for Sparse
 * Data).
 *
 * <ul>
 *   <li>P = (Rᵀ R + λ I)⁻¹ (eq. 5), by {@link SymmetricInverse}, on all cores.
 *   <li>B_ij = -P_ij / P_jj, B_jj = 0 (eq. 8): the B that minimizes ‖R - R B‖² + λ ‖B‖² with a diagonal of zeros.
 *   <li>score(u, i) = Σ B_ji over the training items j of u.
 * </ul>
 *
 * <p>Takes 4 N² bytes and N³ multiplications and additions together, in single precision.
 */
public final class Ease {

    /** λ, the weight of the penalty on B. */
    public static final Option<Double> LAMBDA =
            SharedOptions.LAMBDA.defaulting(500.0, "Steck 2019: 500 on ML-20M; to be searched");

    /** The model type. */
    public static final ModelType TYPE = ModelType.named("EASE")
            .options(LAMBDA)
            .checks(Ease::check)
            .computes(Ease.class, (model, seed) -> scorer(model));

    private Ease() {}

    private static void check(Recommender model) {
        if (model.get(LAMBDA) <= 0) {
            throw new IllegalArgumentException("option " + LAMBDA + ": found " + model.get(LAMBDA)
                    + ", expected a number above 0; without a penalty there is no inverse");
        }
        Memory.require(
                model,
                SymmetricInverse.bytes(model.items()),
                "for the " + model.items() + " x " + model.items() + " matrix of its items",
                "leave it out");
    }

    private static Scorer scorer(Recommender model) {
        Csr train = model.data().train().matrix();
        float[][] g = gram(train, model.get(LAMBDA));
        SymmetricInverse.invert(g, () -> Memory.checkInterrupt(model));
        float[] divisor = new float[g.length];
        for (int j = 0; j < g.length; j++) {
            divisor[j] = -1 / g[j][j];
        }
        Parallel.forRanges(g.length, 16, (from, to) -> {
            for (int j = from; j < to; j++) {
                for (int i = 0; i < g.length; i++) {
                    g[j][i] *= divisor[i];
                }
                g[j][j] = 0;
            }
        });
        return new Weights(train, g);
    }

    /** Rᵀ R + λ I. */
    private static float[][] gram(Csr train, double lambda) {
        Csr usersOf = train.transpose();
        float[][] g = new float[train.cols()][];
        Parallel.forRanges(g.length, 64, (from, to) -> {
            for (int i = from; i < to; i++) {
                g[i] = new float[g.length];
                for (int e = usersOf.start(i); e < usersOf.start(i + 1); e++) {
                    int user = usersOf.column(e);
                    for (int f = train.start(user); f < train.start(user + 1); f++) {
                        g[i][train.column(f)]++;
                    }
                }
                g[i][i] += (float) lambda;
            }
        });
        return g;
    }

    /** Scores R B. */
    private record Weights(Csr train, float[][] b) implements HistoryScorer {

        @Override
        public Scorer of(Csr histories) {
            return new Weights(histories, b);
        }

        @Override
        public int users() {
            return train.rows();
        }

        @Override
        public int items() {
            return train.cols();
        }

        @Override
        public void score(int[] user, int count, float[] out) {
            float[] sum = new float[items()];
            for (int k = 0; k < count; k++) {
                Arrays.fill(sum, 0f);
                train.addRow(user[k], b, sum);
                System.arraycopy(sum, 0, out, k * sum.length, sum.length);
            }
        }
    }
}
