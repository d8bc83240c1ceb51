package org.drepmrec.model.related;

import java.util.Map;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.eval.Scorer;
import org.drepmrec.model.Representations;
import org.drepmrec.sparse.Parallel;

/**
 * MAML's scores: minus the distance of a user and an item in the dimensions that the attention gives weight.
 *
 * <p>The first layer is linear in user and item, so each one's part of it is computed once.
 */
final class MamlScorer implements Scorer {

    private static final int GRAIN = 16;

    private final int users;
    private final int items;
    private final int d;
    private final int hidden;
    private final float[] p;
    private final float[] q;
    private final float[] ofUsers;
    private final float[] ofItems;
    private final double[] userSquares;
    private final double[] itemSquares;
    private final float[] firstBias;
    private final float[] second;
    private final float[] secondBias;

    private MamlScorer(Representations r, Map<String, ParameterValues> parameters) {
        Representations.Line behavior = r.behavior().orElseThrow();
        float[] f = r.items(r.modal().orElseThrow());
        float[] first = parameters.get("W.attention.1").values();
        users = r.users();
        items = r.items();
        d = behavior.size();
        hidden = parameters.get("W.attention.1").cols();
        p = r.users(behavior);
        q = r.items(behavior);
        firstBias = parameters.get("b.attention.1").values();
        second = parameters.get("W.attention.2").values();
        secondBias = parameters.get("b.attention.2").values();
        ofUsers = new float[users * hidden];
        add(p, first, 0, users, ofUsers);
        ofItems = new float[items * hidden];
        add(q, first, d, items, ofItems);
        add(f, first, 2 * d, items, ofItems);
        userSquares = new double[users];
        addSquares(p, userSquares);
        itemSquares = new double[items];
        addSquares(q, itemSquares);
        addSquares(f, itemSquares);
    }

    static MamlScorer of(Representations representations, Map<String, ParameterValues> parameters) {
        return new MamlScorer(representations, parameters);
    }

    /** Adds the product of n x d numbers with d rows of the first layer. */
    private void add(float[] x, float[] weights, int fromRow, int n, float[] out) {
        Parallel.forRanges(n, GRAIN, (from, to) -> {
            for (int r = from; r < to; r++) {
                for (int k = 0; k < d; k++) {
                    addScaled(x[r * d + k], weights, (fromRow + k) * hidden, out, r * hidden, hidden);
                }
            }
        });
    }

    private void addSquares(float[] x, double[] out) {
        for (int k = 0; k < x.length; k++) {
            out[k / d] += (double) x[k] * x[k];
        }
    }

    private static void addScaled(float a, float[] x, int xo, float[] y, int yo, int n) {
        for (int k = 0; k < n; k++) {
            y[yo + k] += a * x[xo + k];
        }
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
        Parallel.forRanges(count * items, GRAIN * GRAIN, (from, to) -> {
            float[] h = new float[hidden];
            float[] z = new float[d];
            for (int k = from; k < to; k++) {
                out[k] = score(user[k / items], k % items, h, z);
            }
        });
    }

    private float score(int u, int i, float[] h, float[] z) {
        double norm = Math.max(1e-12, Math.sqrt(userSquares[u] + itemSquares[i]));
        double squares = 0;
        for (int k = 0; k < hidden; k++) {
            h[k] = tanh((ofUsers[u * hidden + k] + ofItems[i * hidden + k]) / norm + firstBias[k]);
            squares += (double) h[k] * h[k];
        }
        float inverse = (float) (1 / Math.max(1e-12, Math.sqrt(squares)));
        System.arraycopy(secondBias, 0, z, 0, d);
        for (int k = 0; k < hidden; k++) {
            addScaled(h[k] * inverse, second, k * d, z, 0, d);
        }
        return -distance(u * d, i * d, z);
    }

    /** By an exponential, which the virtual machine computes several times as fast as {@link Math#tanh}. */
    private static float tanh(double x) {
        return (float) (1 - 2 / (Math.exp(2 * x) + 1));
    }

    /** Σ (d softmax(max(0, z)) (p - q))². */
    private float distance(int atUser, int atItem, float[] z) {
        double sum = 0;
        double distance = 0;
        for (int k = 0; k < d; k++) {
            double e = Math.exp(Math.max(0, z[k]));
            double difference = e * (p[atUser + k] - q[atItem + k]);
            sum += e;
            distance += difference * difference;
        }
        return (float) (distance * d * d / (sum * sum));
    }
}
