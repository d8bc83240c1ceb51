package org.drepmrec.model.related;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Scalars;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.model.Losses;
import org.drepmrec.model.Repeated;

/** Products of whole tables, which models of this package need beside the shared operators. */
final class AllPairs {

    /** Rows of the anchors at once: the matrix of pairs is never whole in memory. */
    private static final int BLOCK = 1024;

    private static final double SHORT = 1e-12;

    private AllPairs() {}

    /**
     * Each row divided by its norm, or by 1e-12 where that is larger, as {@link Var#normalizeRows} does, but with PyTorch's
     * gradient: a row that is shorter gets the gradient divided by 1e-12. Where rows are short because softmax and dropout made
     * them so, what they are computed from is short as well, and the two cancel.
     */
    static Var unit(Var x) {
        Backend backend = x.tape().backend();
        Scalars scalars = backend.scalars();
        NDArray norm = backend.rowSums(x.value().square()).sqrt();
        NDArray divisor = scalars.atLeast(norm, SHORT);
        NDArray y = x.value().div(divisor);
        return x.tape()
                .record(
                        y,
                        g -> {
                            NDArray along = backend.rowSums(g.mul(y)).mul(scalars.above(norm, SHORT));
                            x.accumulate(g.sub(y.mul(along)).div(divisor));
                        },
                        x);
    }

    /** The sum of the dot products of rows, a scalar. */
    static Var dots(Var x, Var y) {
        return x.tape()
                .record(
                        x.value().mul(y.value()).sum(),
                        g -> {
                            x.accumulate(y.value().mul(g));
                            y.accumulate(x.value().mul(g));
                        },
                        x,
                        y);
    }

    /** A<sup>T</sup> B, n x k and n x d to k x d. */
    static Var transposed(Var a, Var b) {
        Backend backend = a.tape().backend();
        return a.tape()
                .record(
                        backend.product(a.value(), true, b.value(), false),
                        g -> {
                            if (a.tracked()) {
                                a.accumulate(backend.product(b.value(), false, g, true));
                            }
                            if (b.tracked()) {
                                b.accumulate(backend.product(a.value(), false, g, false));
                            }
                        },
                        a,
                        b);
    }

    /**
     * The sum over anchors x of ln(Σ_j exp(x · y_j / τ) - s), a scalar, with all rows of y and not a batch's alone.
     *
     * <p>With e = exp(x yᵀ / τ) and P = e / (Σ e - s), ∂x = P y / τ and ∂y = Pᵀ x / τ, for an anchor that occurs n times n
     * times as much. They are computed in the forward pass, block by block.
     *
     * @param anchors of norm 1
     * @param all y, of norm 1
     * @param temperature τ, above 1/30, so that exponentials need no shift
     * @param without s, what is subtracted from each sum, such as the pair of a row with itself
     */
    static Var logSums(Repeated anchors, Var all, double temperature, double without) {
        return logSums(anchors.rows(), anchors.counts(), all, temperature, without);
    }

    /** As {@link #logSums(Repeated, Var, double, double)}, of anchors that occur once each. */
    static Var logSums(Var anchors, Var all, double temperature, double without) {
        NDArray once = anchors.tape().manager().ones(new Shape(anchors.rows(), 1));
        return logSums(anchors, once, all, temperature, without);
    }

    private static Var logSums(Var x, NDArray counts, Var all, double temperature, double without) {
        Tape tape = x.tape();
        Backend backend = tape.backend();
        Scalars scalars = backend.scalars();
        NDArray y = all.value();
        NDArray scaled = scalars.divided(x.value(), temperature);
        NDArray towardsX = null;
        NDArray towardsY = null;
        NDArray total = null;
        for (int from = 0; from < x.rows(); from += BLOCK) {
            String range = from + ":" + Math.min(x.rows(), from + BLOCK);
            NDArray some = scaled.get(range);
            NDArray n = counts.get(range);
            try (NDArray z = backend.product(some, false, y, true);
                    NDArray e = z.exp()) {
                NDArray sums = backend.rowSums(e);
                NDArray rest = without == 0 ? sums : scalars.plus(sums, -without);
                NDArray share = n.div(rest);
                NDArray value = rest.log().mul(n).sum();
                NDArray ofX = backend.product(e, false, y, false).mul(share);
                NDArray ofY = backend.product(e, true, some.mul(share), false);
                total = total == null ? value : total.add(value);
                towardsX = towardsX == null ? ofX : towardsX.concat(ofX, 0);
                towardsY = towardsY == null ? ofY : towardsY.add(ofY);
            }
        }
        NDArray dx = scalars.divided(towardsX, temperature);
        NDArray dy = towardsY;
        return tape.record(
                total,
                g -> {
                    x.accumulate(dx.mul(g));
                    all.accumulate(dy.mul(g));
                },
                x,
                all);
    }

    /**
     * The sum over rows of -ln(exp(x_b · y_b / τ) / (Σ_j exp(x_b · a_j / τ) - s)), a scalar.
     *
     * @param sums {@link #logSums} of x among the a
     * @param x rows, B x d, of any norm
     * @param y their positives, B x d, of any norm
     */
    static Var contrast(Var sums, Var x, Var y, double temperature) {
        double each = x.rows() / temperature;
        // -cos is the distance less 1.
        NDArray all = x.tape().backend().scalars().plus(sums.value().zerosLike(), -each);
        return sums.plus(Losses.cosineDistance(x, y).scale(each)).plus(x.tape().constant(all));
    }
}
