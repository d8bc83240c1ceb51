package org.drepmrec.model;

import ai.djl.ndarray.NDArray;
import org.drepmrec.engine.Pairing;
import org.drepmrec.engine.Scalars;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;

/**
 * InfoNCE with its closed-form gradient, see {@link Losses#infoNce(Repeated, Repeated, double, boolean)}. The gradient is
 * computed in the forward pass, so that the matrix of all pairs is freed at once.
 */
final class Contrast {

    private static final int[] ACROSS = {1};
    private static final String FIRST = ":, 0:1";

    private final Tape tape;
    private final Scalars scalars;
    private final Repeated anchors;
    private final Repeated candidates;
    private final float temperature;
    private final NDArray x;
    private final NDArray y;
    private final NDArray ofAnchor;
    private final NDArray ofCandidate;
    private NDArray sumOfLogs;
    private NDArray expected;
    private NDArray attracted;

    private Contrast(Repeated anchors, Repeated candidates, double temperature) {
        this.tape = anchors.rows().tape();
        this.scalars = tape.backend().scalars();
        this.anchors = anchors;
        this.candidates = candidates;
        this.temperature = (float) temperature;
        this.x = scalars.divided(anchors.rows().value(), this.temperature);
        this.y = candidates.rows().value();
        this.ofAnchor = anchors.counts();
        this.ofCandidate = candidates.counts();
    }

    static Var of(Repeated anchors, Repeated candidates, double temperature, boolean bounded, NDArray mask) {
        Contrast c = new Contrast(anchors, candidates, temperature);
        if (bounded) {
            c.byPlainSoftmax();
        } else {
            c.bySoftmax(mask);
        }
        return c.record();
    }

    /**
     * Z is small enough for any entry of Q, its softmax without counts, to be above zero: then ln Σ exp(Z) is Z - ln Q in any
     * column, and P is n Q over its sum. Takes fewer passes over Z than a softmax with counts.
     */
    private void byPlainSoftmax() {
        try (NDArray z = product(x, y, true);
                NDArray q = z.softmax(1);
                NDArray sum = product(q, ofCandidate, false)) {
            NDArray logs = z.get(FIRST).sub(q.get(FIRST).log()).add(sum.log());
            sumOfLogs = logs.mul(ofAnchor).sum();
            NDArray share = ofAnchor.div(sum);
            expected = product(q, y.mul(ofCandidate), false).mul(share);
            attracted = tape.backend().product(q, true, x.mul(share), false).mul(ofCandidate);
        }
    }

    private void bySoftmax(NDArray mask) {
        try (NDArray z = product(x, y, true)) {
            z.addi(ofCandidate.log().transpose());
            if (mask != null) {
                z.addi(mask);
            }
            try (NDArray p = z.softmax(1)) {
                // The largest entry of a softmax row is at least 1/K, so its logarithm is safe.
                NDArray logs = z.max(ACROSS, true).sub(p.max(ACROSS, true).log());
                sumOfLogs = logs.mul(ofAnchor).sum();
                expected = product(p, y, false).mul(ofAnchor);
                attracted = tape.backend().product(p, true, x.mul(ofAnchor), false);
            }
        }
    }

    private NDArray product(NDArray a, NDArray b, boolean transposed) {
        return tape.backend().product(a, false, b, transposed);
    }

    private Var record() {
        Pairing together = anchors.pairs(candidates);
        NDArray positives = together.times(y);
        NDArray loss = sumOfLogs.sub(tape.backend().total(x.mul(positives)));
        NDArray towardsX = expected.sub(positives);
        NDArray towardsY = attracted.sub(together.transposeTimes(x));
        float each = 1f / anchors.size();
        return tape.record(
                scalars.times(loss, each),
                g -> {
                    anchors.rows()
                            .accumulate(
                                    scalars.times(towardsX, each / temperature).mul(g));
                    candidates.rows().accumulate(scalars.times(towardsY, each).mul(g));
                },
                anchors.rows(),
                candidates.rows());
    }
}
