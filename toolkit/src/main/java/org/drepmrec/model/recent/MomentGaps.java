package org.drepmrec.model.recent;

import ai.djl.ndarray.NDArray;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Scalars;
import org.drepmrec.engine.Var;

/** The mean and the variance over all n numbers of a matrix: the Gaussian that MENTOR fits to it. */
final class MomentGaps {

    private final Var table;
    private final Scalars scalars;
    private final double n;
    private final NDArray mean;
    private final NDArray centered;
    private final NDArray variance;

    /** Σ over other matrices of the sign of the difference; null before the first. */
    private NDArray ofMeans;

    private NDArray ofVariances;

    private MomentGaps(Var table) {
        Backend backend = table.tape().backend();
        this.table = table;
        this.scalars = backend.scalars();
        this.n = (double) table.rows() * table.cols();
        this.mean = scalars.divided(backend.total(table.value()), n);
        this.centered = table.value().sub(mean);
        this.variance = scalars.divided(backend.total(centered.square()), n);
    }

    /**
     * The sum over all pairs of |difference of means| + |difference of variances|, a scalar; where two are equal the gradient
     * is 0. ∂mean = 1/n and ∂variance = 2 (x - mean) / n for each number x.
     *
     * @param tables two or more matrices, whose sizes may differ
     */
    static Var of(Var... tables) {
        MomentGaps[] all = new MomentGaps[tables.length];
        NDArray sum = null;
        for (int a = 0; a < all.length; a++) {
            all[a] = new MomentGaps(tables[a]);
            for (int b = 0; b < a; b++) {
                NDArray gap = all[a].gapTo(all[b]);
                sum = sum == null ? gap : sum.add(gap);
            }
        }
        return tables[0]
                .tape()
                .record(
                        sum,
                        g -> {
                            for (MomentGaps one : all) {
                                if (one.table.tracked()) {
                                    one.table.accumulate(one.slope().mul(g));
                                }
                            }
                        },
                        tables);
    }

    private NDArray gapTo(MomentGaps other) {
        NDArray means = mean.sub(other.mean);
        NDArray variances = variance.sub(other.variance);
        lean(means.sign(), variances.sign());
        other.lean(means.sign().neg(), variances.sign().neg());
        return means.abs().add(variances.abs());
    }

    private void lean(NDArray towardsMean, NDArray towardsVariance) {
        ofMeans = ofMeans == null ? towardsMean : ofMeans.add(towardsMean);
        ofVariances = ofVariances == null ? towardsVariance : ofVariances.add(towardsVariance);
    }

    private NDArray slope() {
        return centered.mul(scalars.times(ofVariances, 2 / n)).add(scalars.divided(ofMeans, n));
    }
}
