package org.drepmrec.model.related;

import java.util.Map;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.eval.Scorer;
import org.drepmrec.model.Representations;
import org.drepmrec.sparse.Parallel;

/** VECF's scores: each user's attention to the regions of each item's picture. */
final class VecfScorer implements Scorer {

    private static final int GRAIN = 256;

    private final int users;
    private final int items;
    private final int d;
    private final int width;
    private final int regions;
    private final float[] all;
    private final float[] query;

    private VecfScorer(Representations r, Map<String, ParameterValues> parameters) {
        users = r.users();
        items = r.items();
        d = parameters.get("E").cols();
        width = r.general().size();
        regions = (width / d - 1) / 2;
        all = r.general().values();
        query = parameters.get("w").values();
    }

    static VecfScorer of(Representations representations, Map<String, ParameterValues> parameters) {
        return new VecfScorer(representations, parameters);
    }

    @Override
    public int users() {
        return users;
    }

    @Override
    public int items() {
        return items;
    }

    @Override
    public void score(int[] user, int count, float[] out) {
        Parallel.forRanges(count * items, GRAIN, (from, to) -> {
            double[] logits = new double[regions];
            for (int k = from; k < to; k++) {
                out[k] = score(user[k / items] * width, (users + k % items) * width, logits);
            }
        });
    }

    /** Rows are p and a of a user, q and the regions' keys and values of an item. */
    private float score(int user, int item, double[] logits) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < regions; k++) {
            logits[k] = logit(user + d, item + (2 * k + 1) * d);
            highest = Math.max(highest, logits[k]);
        }
        double sum = 0;
        double seen = 0;
        for (int k = 0; k < regions; k++) {
            double e = Math.exp(logits[k] - highest);
            sum += e;
            seen += e * dot(user, item + (2 * k + 2) * d);
        }
        return (float) (dot(user, item) + seen / sum);
    }

    private float logit(int a, int key) {
        float sum = 0;
        for (int j = 0; j < d; j++) {
            sum += query[j] * Math.max(0, all[a + j] * all[key + j]);
        }
        return sum;
    }

    private float dot(int x, int y) {
        float sum = 0;
        for (int j = 0; j < d; j++) {
            sum += all[x + j] * all[y + j];
        }
        return sum;
    }
}
