package org.drepmrec.model.floor;

import java.util.Arrays;
import org.drepmrec.eval.HistoryScorer;
import org.drepmrec.eval.Scorer;
import org.drepmrec.sparse.Csr;

/**
 * Scores by items alike: score(u, i) is the sum, over the training items j of u that have i among their neighbors, of the
 * similarity of j and i. Similarities are added in the order of u's items.
 *
 * @param train R, M x N
 * @param neighbor the neighbors of each item
 * @param similarity of each item and its neighbors, in the same order
 */
record NeighborScorer(Csr train, int[][] neighbor, float[][] similarity) implements HistoryScorer {

    @Override
    public Scorer of(Csr histories) {
        return new NeighborScorer(histories, neighbor, similarity);
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
        int n = items();
        Arrays.fill(out, 0, count * n, 0f);
        for (int b = 0; b < count; b++) {
            for (int e = train.start(user[b]); e < train.start(user[b] + 1); e++) {
                int item = train.column(e);
                add(neighbor[item], similarity[item], out, b * n);
            }
        }
    }

    private static void add(int[] ids, float[] values, float[] out, int at) {
        for (int k = 0; k < ids.length; k++) {
            out[at + ids[k]] += values[k];
        }
    }

    @Override
    public String toString() {
        return "NeighborScorer[" + users() + " users, " + items() + " items]";
    }
}
