package org.drepmrec.model.align;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.engine.Var;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.Repeated;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.sparse.Csr;

/**
 * Intra- and Inter-Alignment (paper 3.4.1 and 3.4.2): InfoNCE between users and items of one line, and between the two
 * lines of the same users and the same items.
 *
 * <p>Interpretations where the paper is silent, each an option: rows are normalized (as in MGCN), so Z is a cosine over
 * τ; sums are means, so weights do not depend on the batch size; duplicates in the batch are kept; other positives of a
 * user in the batch count as negatives.
 */
public final class Alignment {

    /** Weight α of Intra-Alignment, eq. 15. */
    public static final Option<Double> ALPHA =
            Option.real("alpha", 0.01, 0, Double.MAX_VALUE, "chosen on TikTok, one seed; the paper prints none");

    /** Weight β of Inter-Alignment, eq. 15. */
    public static final Option<Double> BETA =
            Option.real("beta", 0.01, 0, Double.MAX_VALUE, "chosen on TikTok, one seed; the paper prints none");

    /** Temperature τ. */
    public static final Option<Double> TAU = Option.real("nce.tau", 0.2, 1e-4, 1e4, "MGCN: 0.2");

    /** Whether rows are divided by their norms. */
    public static final Option<Boolean> NORMALIZE = Option.flag("nce.normalize", true, "MGCN, AlignRec");

    /** Mean or sum over the batch. */
    public static final Option<BatchReduction> REDUCTION =
            Option.choice("nce.reduction", BatchReduction.MEAN, "MGCN; eq. 8 prints a sum");

    /** Whether the loss is also computed from candidates to anchors; it is then the mean of both directions. */
    public static final Option<Boolean> SYMMETRIC = Option.flag("nce.symmetric", false, "eq. 8 and 9 are one-sided");

    /** Whether pairs that are known positives (or the same node again) are excluded from the negatives. */
    public static final Option<Boolean> MASK_KNOWN = Option.flag("nce.maskKnownPositives", false, "eq. 8 and 9");

    /** Whether a user or an item that occurs twice in a batch counts once in Inter-Alignment. */
    public static final Option<Boolean> DEDUPE = Option.flag("inter.dedupe", false, "MGCN, AlignRec");

    /** Which line provides the anchors. */
    public static final Option<Anchor> ANCHOR = Option.choice("inter.anchor", Anchor.BEHAVIOR, "eq. 11");

    /** Which line Inter-Alignment treats as constant. */
    public static final Option<StopGradient> STOP = Option.choice("inter.stopGrad", StopGradient.NONE, "eq. 11; MGCN");

    private static final float NO_NEGATIVE = -1e9f;

    /** Mean or sum over the batch. */
    public enum BatchReduction {
        /** The mean. */
        MEAN,
        /** The sum. */
        SUM
    }

    /** The anchoring side of Inter-Alignment. */
    public enum Anchor {
        /** Behavior rows are the anchors, as printed in eq. 11. */
        BEHAVIOR,
        /** Modal rows are the anchors, as in MGCN. */
        MODAL,
        /** Both, the mean of the two. */
        BOTH
    }

    /** The side of Inter-Alignment through which no gradient passes. */
    public enum StopGradient {
        /** Neither side. */
        NONE,
        /** The behavior line is fixed. */
        BEHAVIOR,
        /** The modal line is fixed. */
        MODAL
    }

    private final Options options;
    private final Csr known;

    /**
     * An alignment.
     *
     * @param options must contain all options of this class
     * @param known the binary M x N matrix of training pairs, for {@link #MASK_KNOWN}
     */
    public Alignment(Options options, Csr known) {
        this.options = options;
        this.known = known;
    }

    /** The options of this class. */
    public static List<Option<?>> options() {
        return List.of(ALPHA, BETA, TAU, NORMALIZE, REDUCTION, SYMMETRIC, MASK_KNOWN, DEDUPE, ANCHOR, STOP);
    }

    /**
     * Adds the terms whose weights are not zero: {@code bia}, {@code mia} (eq. 8 to 10), {@code inter.users},
     * {@code inter.items} (eq. 11).
     */
    public LossTerms addTo(LossTerms loss, BatchRows behavior, BatchRows modal, Batch batch) {
        return addInter(addIntra(loss, behavior, modal, batch), behavior, modal, batch);
    }

    /** Adds {@code bia} and {@code mia} (eq. 8 to 10) if α is not zero; the term of a line that is null is left out. */
    public LossTerms addIntra(LossTerms loss, BatchRows behavior, BatchRows modal, Batch batch) {
        double alpha = options.get(ALPHA);
        if (alpha == 0) {
            return loss;
        }
        LossTerms more = behavior == null ? loss : loss.plus("bia", alpha, intra(behavior, batch));
        return modal == null ? more : more.plus("mia", alpha, intra(modal, batch));
    }

    /** Adds {@code inter.users} and {@code inter.items} (eq. 11) if β is not zero. */
    public LossTerms addInter(LossTerms loss, BatchRows behavior, BatchRows modal, Batch batch) {
        double beta = options.get(BETA);
        if (beta == 0 || modal == null) {
            return loss;
        }
        return loss.plus("inter.users", beta, inter(behavior.distinctUsers(), modal.distinctUsers(), batch.users()))
                .plus(
                        "inter.items",
                        beta,
                        inter(behavior.distinctPositives(), modal.distinctPositives(), batch.positives()));
    }

    /** Eq. 8 or 9: the users of a line are the anchors, their items the candidates. */
    Var intra(BatchRows line, Batch batch) {
        if (options.get(MASK_KNOWN)) {
            return contrast(
                    line.distinctUsers().expanded(), line.distinctPositives().expanded(), knownMask(batch));
        }
        return contrast(line.distinctUsers(), line.distinctPositives(), null);
    }

    /**
     * One half of eq. 11: rows of one line are the anchors, the rows of the same nodes in the other line the
     * candidates.
     */
    Var inter(Repeated behavior, Repeated modal, int[] nodes) {
        Repeated b = options.get(STOP) == StopGradient.BEHAVIOR ? behavior.detached() : behavior;
        Repeated m = options.get(STOP) == StopGradient.MODAL ? modal.detached() : modal;
        float[] mask = null;
        if (options.get(DEDUPE)) {
            int[] first = firstOccurrences(nodes);
            b = Repeated.once(b.rows(first));
            m = Repeated.once(m.rows(first));
        } else if (options.get(MASK_KNOWN)) {
            b = b.expanded();
            m = m.expanded();
            mask = sameNodeMask(nodes);
        }
        return switch (options.get(ANCHOR)) {
            case BEHAVIOR -> contrast(b, m, mask);
            case MODAL -> contrast(m, b, mask);
            case BOTH -> contrast(b, m, mask).plus(contrast(m, b, mask)).scale(0.5);
        };
    }

    /** With a mask, repeated rows are not merged. */
    private Var contrast(Repeated anchors, Repeated candidates, float... mask) {
        boolean normalize = options.get(NORMALIZE);
        Repeated x = normalize ? anchors.normalized() : anchors;
        Repeated y = normalize ? candidates.normalized() : candidates;
        Var loss = oneSided(x, y, mask, false);
        if (options.get(SYMMETRIC)) {
            loss = loss.plus(oneSided(y, x, mask, true)).scale(0.5);
        }
        return options.get(REDUCTION) == BatchReduction.SUM ? loss.scale(anchors.size()) : loss;
    }

    private Var oneSided(Repeated x, Repeated y, float[] mask, boolean turned) {
        double tau = options.get(TAU);
        if (mask == null) {
            return Losses.infoNce(x, y, tau, options.get(NORMALIZE) && 1 / tau < 30);
        }
        NDArray m = x.rows().tape().constant(mask, x.size(), x.size()).value();
        return Losses.infoNce(x.rows(), y.rows(), tau, turned ? m.transpose() : m);
    }

    private float[] knownMask(Batch batch) {
        int b = batch.size();
        float[] mask = new float[b * b];
        for (int r = 0; r < b; r++) {
            for (int c = 0; c < b; c++) {
                if (r != c && known.contains(batch.users()[r], batch.positives()[c])) {
                    mask[r * b + c] = NO_NEGATIVE;
                }
            }
        }
        return mask;
    }

    private static float[] sameNodeMask(int... nodes) {
        int b = nodes.length;
        float[] mask = new float[b * b];
        for (int r = 0; r < b; r++) {
            for (int c = 0; c < b; c++) {
                if (r != c && nodes[r] == nodes[c]) {
                    mask[r * b + c] = NO_NEGATIVE;
                }
            }
        }
        return mask;
    }

    private static int[] firstOccurrences(int... nodes) {
        Map<Integer, Integer> first = new LinkedHashMap<>();
        for (int k = 0; k < nodes.length; k++) {
            first.putIfAbsent(nodes[k], k);
        }
        return first.values().stream().mapToInt(k -> k).toArray();
    }
}
