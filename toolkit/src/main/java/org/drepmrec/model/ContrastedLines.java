package org.drepmrec.model;

import static org.drepmrec.model.SharedOptions.LAMBDA;

import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.BehaviorGraph;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;

/** What MGCN and its heirs share: general = behavior + modal, and InfoNCE between the two (Yu et al., MM 2023). */
public interface ContrastedLines extends TwoLines {

    /** κ, the weight of the contrastive terms. */
    Option<Double> CONTRAST = Option.real("ssl.weight", 0.01, 0, Double.MAX_VALUE, "MGCN: 0.01 is best in most cases");

    /** Temperature of the contrastive terms. */
    Option<Double> TEMPERATURE = Option.real("ssl.tau", 0.2, 1e-4, 1e4, "MGCN's code: 0.2");

    /** (M+N) x N: R_ui / sqrt(d_u d_i) of their items for users, items as they are. */
    static SparseOperator usersAndItems(Recommender model, ParameterStore into) {
        Csr ofUsers = BehaviorGraph.userItemBlock(model.data().train().matrix());
        return SparseOperator.of(into, Csr.identity(model.items()).below(ofUsers));
    }

    /**
     * BPR + κ InfoNCE(modal, behavior) of items and of users + λ times half the squares of the batch's final rows over the
     * configured batch size.
     */
    @Override
    default LossTerms loss(Lines lines, Batch batch) {
        BatchRows behavior = rows(lines.behavior(), batch);
        BatchRows modal = rows(lines.modal(), batch);
        BatchRows general = behavior.plus(modal);
        double kappa = get(CONTRAST);
        return LossTerms.empty()
                .plus("bpr", 1, Losses.bpr(general))
                .plus("ssl.items", kappa, () -> contrast(modal.distinctPositives(), behavior.distinctPositives()))
                .plus("ssl.users", kappa, () -> contrast(modal.distinctUsers(), behavior.distinctUsers()))
                .plus("l2", get(LAMBDA), () -> Losses.halfSquares(general, batch.configuredSize()));
    }

    private Var contrast(Repeated anchors, Repeated candidates) {
        double tau = get(TEMPERATURE);
        return Losses.infoNce(anchors.normalized(), candidates.normalized(), tau, 1 / tau < 30);
    }

    @Override
    default LossTerms behaviorLoss(Lines lines, Batch batch) {
        return LossTerms.empty().plus("bpr", 1, Losses.bpr(rows(lines.behavior(), batch)));
    }

    @Override
    default LossTerms modalLoss(Lines lines, Batch batch) {
        return LossTerms.empty().plus("bpr", 1, Losses.bpr(rows(lines.modal(), batch)));
    }
}
