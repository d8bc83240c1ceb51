package org.drepmrec.graph.similarity;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;

/** How users' features follow from the distinct vectors of items: W, users x distinct rows. */
final class UserWeights {

    private UserWeights() {}

    /**
     * The mean over a user's training items, first scaled to length 1 if asked for. Items that share a vector are
     * counted together before dividing, so users whose items look alike have equal rows.
     */
    static Csr of(Csr train, FeatureGram gram, boolean normalizeItemsFirst) {
        DistinctRows rows = gram.rows();
        int[] user = new int[train.nonZeros()];
        int[] row = new int[user.length];
        for (int u = 0; u < train.rows(); u++) {
            for (int e = train.start(u); e < train.start(u + 1); e++) {
                user[e] = u;
                row[e] = rows.of(train.column(e));
            }
        }
        float[] ones = new float[user.length];
        Arrays.fill(ones, 1f);
        Csr mean = Csr.of(train.rows(), rows.count(), user, row, ones).rowMean();
        if (!normalizeItemsFirst) {
            return mean;
        }
        double[] same = new double[train.rows()];
        Arrays.fill(same, 1);
        return mean.scale(same, ItemSearch.inverses(gram.norms()));
    }
}
