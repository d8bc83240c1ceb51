package org.drepmrec.model;

import org.drepmrec.engine.Var;

/** A pairwise ranking loss, as a function of the difference x between the scores of a positive and a negative. */
public enum PairLoss {

    /** -ln σ(x) (Rendle et al. 2009). */
    BPR,

    /** -ln(1e-10 + σ(x)), MMRec's for BPR, LightGCN and VBPR: it saturates at 23.03. */
    BPR_WITH_FLOOR,

    /** -log₂ σ(x), MMRec's for DualGNN: 1.4427 times BPR. */
    BPR_BASE2;

    /** The mean over the batch, a scalar. */
    public Var of(BatchRows rows) {
        return switch (this) {
            case BPR -> Losses.bpr(rows);
            case BPR_WITH_FLOOR -> Losses.bprWithFloor(rows);
            case BPR_BASE2 -> Losses.bpr(rows).scale(1 / Math.log(2));
        };
    }
}
