package org.drepmrec.model;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.drepmrec.engine.Scalars;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;

/**
 * Losses shared by models, each a single operator with a closed-form gradient. Where a B x B matrix is needed, the
 * gradient is computed in the forward pass, so that the matrix is freed at once.
 */
public final class Losses {

    private static final float FLOOR = 1e-10f;

    private Losses() {}

    /**
     * Bayesian personalized ranking (paper eq. 14): the mean of softplus(-(u·i - u·j)) over the batch, a scalar.
     * Gradient with respect to x = u·i - u·j: -σ(-x) / B.
     */
    public static Var bpr(BatchRows rows) {
        return pairwise(rows, x -> x.neg().getNDArrayInternal().softPlus(), x -> sigmoid(x.neg())
                .neg());
    }

    /**
     * Bayesian personalized ranking as MMRec computes it for some models: the mean of -ln(1e-10 + σ(x)), a scalar, which
     * saturates at 23.03 and then has no gradient. Gradient with respect to x: -σ(x) σ(-x) / ((1e-10 + σ(x)) B).
     */
    public static Var bprWithFloor(BatchRows rows) {
        return pairwise(
                rows,
                x -> floored(rows, x).log().neg(),
                x -> sigmoid(x).mul(sigmoid(x.neg())).div(floored(rows, x)).neg());
    }

    private static NDArray floored(BatchRows rows, NDArray x) {
        return scalars(rows.users()).plus(sigmoid(x), FLOOR);
    }

    private static Scalars scalars(Var x) {
        return x.tape().backend().scalars();
    }

    /** The mean over the batch of a function of x = u·i - u·j, a scalar; its values and its slopes are B x 1, as x is. */
    private static Var pairwise(BatchRows rows, UnaryOperator<NDArray> values, UnaryOperator<NDArray> slopes) {
        NDArray u = rows.users().value();
        NDArray items = rows.positives().value().sub(rows.negatives().value());
        NDArray x = rows.users().tape().backend().rowSums(u.mul(items));
        return rows.users()
                .tape()
                .record(
                        values.apply(x).mean(),
                        g -> {
                            NDArray slope = scalars(rows.users())
                                    .times(slopes.apply(x), 1f / rows.users().rows())
                                    .mul(g);
                            rows.users().accumulate(slope.mul(items));
                            NDArray towards = slope.mul(u);
                            rows.positives().accumulate(towards);
                            rows.negatives().accumulate(towards.neg());
                        },
                        rows.users(),
                        rows.positives(),
                        rows.negatives());
    }

    private static NDArray sigmoid(NDArray x) {
        return x.getNDArrayInternal().sigmoid();
    }

    /** {@link #infoNce(Repeated, Repeated, double, boolean)} for distinct rows. */
    public static Var infoNce(Var anchors, Var candidates, double temperature, boolean bounded) {
        return infoNce(Repeated.once(anchors), Repeated.once(candidates), temperature, bounded);
    }

    /**
     * InfoNCE from anchors to candidates (paper eq. 8, 9, 11): the mean over rows b of -ln softmax(x yᵀ / τ)_bb, a scalar.
     * With Z = x yᵀ / τ and P its row softmax: ∂x = (P - I) y / (τB), ∂y = (P - I)ᵀ x / (τB).
     *
     * <p>Repeated rows are computed once. With m and n the counts of anchors and candidates, C the number of times that
     * they form a pair, and P = softmax(Z + ln n), the sum over the batch is Σ m ln Σ n exp(Z) - Σ CZ, and (P - I) y
     * becomes mPy - Cy.
     *
     * @param anchors x, usually of norm 1
     * @param candidates y, usually of norm 1; row b is the positive of anchor b, the other rows are negatives
     * @param temperature τ
     * @param bounded whether |Z| is known to be below 30, so that its exponentials can be summed without a shift
     */
    public static Var infoNce(Repeated anchors, Repeated candidates, double temperature, boolean bounded) {
        return Contrast.of(anchors, candidates, temperature, bounded, null);
    }

    /**
     * {@link #infoNce(Var, Var, double, boolean)} with some pairs excluded from the negatives.
     *
     * @param mask B x B, added to Z: 0, or a large negative number for an excluded pair
     */
    public static Var infoNce(Var anchors, Var candidates, double temperature, NDArray mask) {
        return Contrast.of(Repeated.once(anchors), Repeated.once(candidates), temperature, false, mask);
    }

    /**
     * 1 - cos(x_b, y_b), the mean over the rows of two B x d matrices, a scalar; the cosine with a row of zeros is 0. With
     * rows normalized, ∂x = -y / B and ∂y = -x / B.
     */
    public static Var cosineDistance(Var x, Var y) {
        Var a = x.normalizeRows();
        Var b = y.normalizeRows();
        float each = -1f / x.rows();
        Scalars scalars = scalars(x);
        NDArray cosines = x.tape().backend().total(a.value().mul(b.value()));
        return x.tape()
                .record(
                        scalars.plus(scalars.times(cosines, each), 1),
                        g -> {
                            NDArray slope = scalars.times(g, each);
                            a.accumulate(b.value().mul(slope));
                            b.accumulate(a.value().mul(slope));
                        },
                        a,
                        b);
    }

    /** How the deviation matrix Δ of the similarity signal is reduced to a number. */
    public enum Reduction {
        /** ‖Δ‖_F / B, the root of the mean square (AlignRec's reading of eq. 12). */
        RMSE,
        /** ‖Δ‖_F² / B² (DREAM). */
        MSE,
        /** ‖Δ‖_F, as eq. 12 is printed. */
        FROBENIUS
    }

    /**
     * Similarity-supervised signal (paper eq. 12): the size of Δ = X Xᵀ - T, a scalar. With S = Σ Δ²: ∂X is
     * 2ΔX / (√S B) for RMSE, 4ΔX / B² for MSE, 2ΔX / √S for FROBENIUS; 0 where S is 0.
     *
     * <p>Δ itself is never formed: ΔX = X (XᵀX) - TX and S = ‖XᵀX‖² - 2 tr(XᵀTX) + ‖T‖².
     *
     * @param x rows of the modal representation, B x d
     * @param target T, symmetric, B x B
     * @param includeDiagonal whether the pair of a row with itself counts
     */
    public static Var similarity(Var x, TargetMatrix target, Reduction reduction, boolean includeDiagonal) {
        return similarity(x, target, reduction, includeDiagonal, target.size());
    }

    /**
     * {@link #similarity(Var, TargetMatrix, Reduction, boolean)} of a batch with repeated rows. A row that occurs n
     * times, and its row and column of T, are passed once, multiplied by √n, so that all n n' pairs count.
     *
     * @param target T among the distinct rows, weighted
     */
    public static Var similarity(Repeated rows, TargetMatrix target, Reduction reduction) {
        Var weighted =
                rows.rows().scaleRows(rows.rows().tape().constant(rows.counts().sqrt()));
        return similarity(weighted, target, reduction, true, rows.size());
    }

    private static Var similarity(Var x, TargetMatrix target, Reduction reduction, boolean includeDiagonal, int b) {
        Tape tape = x.tape();
        NDArray rows = x.value();
        NDArray deviationTimesX;
        NDArray sum;
        TargetMatrix.Product product = target.times(tape, rows);
        try (NDArray gram = tape.backend().product(rows, true, rows, false)) {
            deviationTimesX = tape.backend().product(rows, false, gram, false).sub(product.tx());
            NDArray between = tape.backend().total(rows.mul(product.tx()));
            sum = tape.backend()
                    .total(gram.square())
                    .sub(scalars(x).times(between, 2))
                    .add(product.squares());
        }
        if (!includeDiagonal) {
            NDArray own = tape.backend().rowSums(rows.square()).sub(target.diagonal(tape));
            sum = sum.sub(own.square().sum());
            deviationTimesX = deviationTimesX.sub(own.mul(rows));
        }
        return reduced(x, scalars(x).atLeast(sum, 0), deviationTimesX, reduction, b);
    }

    private static Var reduced(Var x, NDArray sum, NDArray deviationTimesX, Reduction reduction, int b) {
        float square = (float) b * b;
        Scalars scalars = scalars(x);
        return switch (reduction) {
            case MSE ->
                x.tape()
                        .record(
                                scalars.divided(sum, square),
                                g -> x.accumulate(scalars.times(deviationTimesX, 4 / square)
                                        .mul(g)),
                                x);
            case RMSE, FROBENIUS -> {
                float divisor = reduction == Reduction.RMSE ? b : 1;
                NDArray root = sum.sqrt();
                NDArray inverse =
                        scalars.over(2 / divisor, scalars.atLeast(root, 1e-12f)).mul(scalars.above(sum, 0));
                yield x.tape()
                        .record(
                                scalars.divided(root, divisor),
                                g -> x.accumulate(deviationTimesX.mul(inverse).mul(g)),
                                x);
            }
        };
    }

    /** Half the sum of squares of all rows of a batch, over a divisor (MGCN's L2; the divisor is the configured batch size). */
    public static Var halfSquares(BatchRows rows, double divisor) {
        return rows.squaredNorm().scale(0.5 / divisor);
    }

    /** The sum of the Frobenius norms of the rows of a batch over B, not squared (LightGCN's and BPR's in MMRec). */
    public static Var norms(BatchRows rows) {
        return Var.sum(
                        rows.users().norm(),
                        rows.positives().norm(),
                        rows.negatives().norm())
                .scale(1.0 / rows.users().rows());
    }
}
