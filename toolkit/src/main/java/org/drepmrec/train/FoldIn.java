package org.drepmrec.train;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.HistoryScorer;
import org.drepmrec.eval.Scorer;
import org.drepmrec.model.Representations;
import org.drepmrec.model.Scoring;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.PackedRows;

/**
 * Scores for visitors: users whom training has not seen, by their items S and the trained model, without training.
 *
 * <ul>
 *   <li>ItemKNN, ContentKNN, EASE: their own formula, score(j) = Σ s(i, j) over i in S; exact.
 *   <li>Models that propagate over the behavior graph (those with an option {@code layers...}): as the graph would make a user of
 *       degree |S|, e = Σ g_i / √(|S| c(i)) over i in S, with the general representation g_i and the training interactions c(i) of
 *       an item, at least 1. One step on final representations in place of L steps on layers.
 *   <li>Other dot products (BPR, VBPR): least squares, e = (X_Sᵀ X_S + w Xᵀ X + λ I)⁻¹ X_Sᵀ 1, the e that minimizes
 *       Σ_S (1 - e·g_i)² + w Σ (e·g_j)² + λ |e|², as ALS makes a user (Hu, Koren and Volinsky 2008).
 * </ul>
 *
 * <p>There is none for models that rank alike for everyone or at random, or whose score is no dot product.
 */
public final class FoldIn {

    /** w: what an item that the visitor does not have counts beside one that she has. */
    private static final double UNSEEN = 0.01;

    /** λ, relative to the mean diagonal of Xᵀ X times w. */
    private static final double RIDGE = 0.1;

    private FoldIn() {}

    /**
     * {@link TrainedModel#visitors} for many calls, from any thread: what does not depend on the visitors is computed here, once.
     *
     * @return from histories, a row of N items for each visitor, to their scorer
     * @throws IllegalArgumentException as {@link TrainedModel#visitors}
     */
    public static Function<Csr, Scorer> of(TrainedModel run) {
        Csr nothing = Csr.binary(1, run.data().items(), new int[0], new int[0]);
        run.visitors(nothing); // only the model itself knows whether it has a formula
        return ready(run);
    }

    /** A scorer of visitors. */
    static Scorer of(TrainedModel run, Scoring scoring, Csr histories) {
        if (!(run.scorer() instanceof HistoryScorer)) {
            requireDotProduct(run, scoring);
        }
        return ready(run).apply(histories);
    }

    private static Function<Csr, Scorer> ready(TrainedModel run) {
        if (run.scorer() instanceof HistoryScorer own) {
            return own::of;
        }
        Representations all = run.representations();
        int d = all.general().size();
        int n = run.data().items();
        float[] items = all.items(all.general());
        PackedRows packed = new PackedRows(items, 0, n, d);
        if (propagates(run)) {
            int[] degree = degrees(run.data().train().matrix());
            return histories -> new Visitors(sums(degree, histories, items, d), histories.rows(), packed, n);
        }
        double[][] unseen = unseen(items, d);
        return histories -> new Visitors(squares(unseen, histories, items), histories.rows(), packed, n);
    }

    /** Dot products with items that are packed once for all visitors. */
    private record Visitors(float[] user, int users, PackedRows packed, int items) implements Scorer {

        @Override
        public void score(int[] some, int count, float[] out) {
            packed.multiply(user, some, count, out);
        }
    }

    /**
     * What each item of a history adds to a visitor's score of an item; together they are that score. Of the least squares: Hu,
     * Koren and Volinsky 2008, section 5.
     */
    static double[] contributions(TrainedModel run, Scoring scoring, int[] history, int item) {
        Csr alone = Csr.binary(
                history.length,
                run.data().items(),
                IntStream.range(0, history.length).toArray(),
                history);
        if (run.scorer() instanceof HistoryScorer own) {
            return scores(own.of(alone), item);
        }
        requireDotProduct(run, scoring);
        Representations all = run.representations();
        int d = all.general().size();
        float[] items = all.items(all.general());
        if (propagates(run)) {
            float[] users = sums(degrees(run.data().train().matrix()), alone, items, d);
            return Arrays.stream(scores(new DotScorer(d, users, items), item))
                    .map(score -> score / Math.sqrt(history.length))
                    .toArray();
        }
        double[] toItem = new double[d];
        for (int c = 0; c < d; c++) {
            toItem[c] = items[item * d + c];
        }
        solve(normal(unseen(items, d), history, items), toItem);
        double[] added = new double[history.length];
        for (int k = 0; k < added.length; k++) {
            for (int c = 0; c < d; c++) {
                added[k] += toItem[c] * items[history[k] * d + c];
            }
        }
        return added;
    }

    private static double[] scores(Scorer scorer, int item) {
        int n = scorer.items();
        float[] scores = new float[scorer.users() * n];
        scorer.score(IntStream.range(0, scorer.users()).toArray(), scorer.users(), scores);
        return IntStream.range(0, scorer.users())
                .mapToDouble(u -> scores[u * n + item])
                .toArray();
    }

    private static void requireDotProduct(TrainedModel run, Scoring scoring) {
        if (run.isComputed() || scoring != Scoring.DOT_PRODUCT) {
            throw new IllegalArgumentException(
                    run.name() + ": found no formula for somebody whom training has not seen, expected a"
                            + " model that scores by items or by a dot product, such as ItemKNN or LightGCN; choose another model");
        }
    }

    private static boolean propagates(TrainedModel run) {
        return run.provenance().options().keySet().stream().anyMatch(o -> o.startsWith("layers"));
    }

    private static int[] degrees(Csr train) {
        int[] degree = new int[train.cols()];
        for (int item : train.columns()) {
            degree[item]++;
        }
        return degree;
    }

    private static float[] sums(int[] degree, Csr histories, float[] items, int d) {
        float[] users = new float[histories.rows() * d];
        for (int u = 0; u < histories.rows(); u++) {
            for (int item : histories.columns(u)) {
                double weight = 1 / Math.sqrt((double) histories.degree(u) * Math.max(1, degree[item]));
                for (int c = 0; c < d; c++) {
                    users[u * d + c] += (float) (weight * items[item * d + c]);
                }
            }
        }
        return users;
    }

    private static float[] squares(double[][] unseen, Csr histories, float[] items) {
        int d = unseen.length;
        float[] users = new float[histories.rows() * d];
        for (int u = 0; u < histories.rows(); u++) {
            double[] b = new double[d];
            for (int item : histories.columns(u)) {
                for (int c = 0; c < d; c++) {
                    b[c] += items[item * d + c];
                }
            }
            solve(normal(unseen, histories.columns(u), items), b);
            for (int c = 0; c < d; c++) {
                users[u * d + c] = (float) b[c];
            }
        }
        return users;
    }

    /** w Xᵀ X + λ I, its lower triangle. */
    private static double[][] unseen(float[] items, int d) {
        double[][] unseen = new double[d][d];
        for (int i = 0; i < items.length / d; i++) {
            addOuter(unseen, items, i, UNSEEN);
        }
        double ridge = 1e-9;
        for (int c = 0; c < d; c++) {
            ridge += RIDGE * unseen[c][c] / d;
        }
        for (int c = 0; c < d; c++) {
            unseen[c][c] += ridge;
        }
        return unseen;
    }

    /** With X_Sᵀ X_S added. */
    private static double[][] normal(double[][] unseen, int[] history, float[] items) {
        double[][] a = Arrays.stream(unseen).map(double[]::clone).toArray(double[][]::new);
        for (int item : history) {
            addOuter(a, items, item, 1);
        }
        return a;
    }

    /** Adds weight g gᵀ to the lower triangle. */
    private static void addOuter(double[][] a, float[] items, int item, double weight) {
        int d = a.length;
        for (int r = 0; r < d; r++) {
            double value = weight * items[item * d + r];
            for (int c = 0; c <= r; c++) {
                a[r][c] += value * items[item * d + c];
            }
        }
    }

    /** Solves a x = b by Cholesky's decomposition of the lower triangle; b becomes x. */
    private static void solve(double[][] a, double... b) {
        int d = b.length;
        for (int r = 0; r < d; r++) {
            for (int c = 0; c <= r; c++) {
                double sum = a[r][c];
                for (int k = 0; k < c; k++) {
                    sum -= a[r][k] * a[c][k];
                }
                a[r][c] = r == c ? Math.sqrt(sum) : sum / a[c][c];
            }
        }
        for (int r = 0; r < d; r++) {
            for (int k = 0; k < r; k++) {
                b[r] -= a[r][k] * b[k];
            }
            b[r] /= a[r][r];
        }
        for (int r = d - 1; r >= 0; r--) {
            for (int k = r + 1; k < d; k++) {
                b[r] -= a[k][r] * b[k];
            }
            b[r] /= a[r][r];
        }
    }
}
