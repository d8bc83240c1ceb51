package org.drepmrec.model.drepmrec;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.PENALTY;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.BEHAVIOR_LAYERS;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.GATE_INPUT;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.ID_SOURCE;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.MODAL;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.PENALTY_TARGET;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.ModelProvider;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.TwoLines;
import org.drepmrec.model.align.Alignment;
import org.drepmrec.model.align.SimilaritySignal;
import org.drepmrec.model.drepmrec.DRepMRecOptions.GateInput;
import org.drepmrec.model.drepmrec.DRepMRecOptions.IdSource;
import org.drepmrec.model.drepmrec.DRepMRecOptions.PenaltyTarget;

/**
 * DRepMRec: two parallel lines of representations, aligned and added (arXiv 2404.11119, first version); {@link #DREAM}
 * is the second version.
 *
 * <table>
 * <caption>Equations and methods</caption>
 * <tr><td>1 to 3</td><td>{@link Net#behaviorLine}: LightGCN on the behavior graph, mean readout</td></tr>
 * <tr><td>4 to 6</td><td>{@code ModalLine}: filter gate, relation graphs</td></tr>
 * <tr><td>7</td><td>{@link Net#modalLine}: the weighted sum over modalities</td></tr>
 * <tr><td>8 to 11</td><td>{@link Alignment}</td></tr>
 * <tr><td>12</td><td>{@link SimilaritySignal}</td></tr>
 * <tr><td>13</td><td>{@link Net#forward}: E_G = Ē_B + Ē_M</td></tr>
 * <tr><td>14, 15</td><td>{@link Net#loss}</td></tr>
 * <tr><td>16</td><td>scores are dot products of E_G</td></tr>
 * </table>
 *
 * <p>Interpretations where the paper is silent or cannot be taken literally, all of them options: the similarity target
 * blends cosines; means replace sums over the batch; a small L2 penalty on E_G (λ is announced in 4.4 but absent from
 * eq. 15).
 */
public final class DRepMRec implements ModelProvider {

    /** The first version of the paper. */
    public static final ModelType TYPE = ModelType.named("DRepMRec")
            .published(
                    2024,
                    "arXiv",
                    "a line of behavior and a line of features learn apart, are aligned, and are added",
                    "Amazon Baby, Sports and Clothing")
            .options(DRepMRecOptions::all)
            .checks(DRepMRec::check)
            .opens(Net.class, Net::open);

    /** The second version, DREAM: the similarity signal is a mean squared error. */
    public static final ModelType DREAM = TYPE.as("DREAM", SimilaritySignal.REDUCTION.to(Losses.Reduction.MSE))
            .published(
                    2024,
                    "arXiv",
                    "DRepMRec's second version: the similarity signal is a mean squared error",
                    "Amazon Baby, Sports and Clothing");

    private static void check(Recommender model) {
        ModalWeights.read(model);
        if (model.get(MODAL) && model.modalities().isEmpty()) {
            throw new IllegalArgumentException(
                    model.name() + ": data set " + model.data().name()
                            + " has no modality, expected at least one; add a feature file or set modal.enabled=false");
        }
    }

    /** Starts a model with the defaults of the first version of the paper. */
    public static Builder builder(Graphs graphs) {
        return new Builder(TYPE, graphs);
    }

    /** Starts a model of the second version, {@link #DREAM}. */
    public static Builder dream(Graphs graphs) {
        return new Builder(DREAM, graphs);
    }

    @Override
    public List<ModelType> types() {
        return List.of(TYPE, DREAM);
    }

    /**
     * Both lines on a backend.
     *
     * @param ids E_B⁰, (M+N) x d
     * @param modalIds the table that the modal line filters, if it has one of its own; else null
     * @param encoders what eq. 4 to 6 need for each modality; none without a modal line
     */
    record Net(
            Recommender model,
            Parameter ids,
            Parameter modalIds,
            SparseOperator behaviorGraph,
            Map<Modality, ModalLine> encoders,
            Map<Modality, Double> weights,
            Alignment alignment,
            SimilaritySignal signal)
            implements TwoLines {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            Parameter ids = into.xavierTables("E", model.users(), model.items(), d);
            SparseOperator graph = Propagation.behaviorGraph(model, into);
            Map<Modality, Double> weights = ModalWeights.read(model);
            Map<Modality, ModalLine> encoders = new LinkedHashMap<>();
            Parameter modalIds = null;
            if (model.get(MODAL)) {
                modalIds = model.get(ID_SOURCE) == IdSource.SEPARATE
                        ? into.xavierTables("E.modal", model.users(), model.items(), d)
                        : null;
                weights.keySet().forEach(m -> encoders.put(m, new ModalLine(model, m, into)));
            }
            return new Net(
                    model,
                    ids,
                    modalIds,
                    graph,
                    encoders,
                    weights,
                    new Alignment(model.options(), model.data().train().matrix()),
                    SimilaritySignal.of(model, weights, into));
        }

        /** Eq. 13: E_G = Ē_B + Ē_M. */
        @Override
        public Lines forward(Tape tape) {
            Var behavior = behaviorLine(tape);
            if (encoders.isEmpty()) {
                return new Lines(behavior, behavior, null);
            }
            Map<Modality, Lines.Part> parts = parts(tape, behavior);
            Var modal = modalLine(parts);
            return new Lines(behavior.plus(modal), behavior, modal, parts);
        }

        /** Eq. 1 to 3: Ē_B, the mean of the layers of LightGCN. */
        Var behaviorLine(Tape tape) {
            return Propagation.meanOfLayers(tape.parameter(ids), behaviorGraph, get(BEHAVIOR_LAYERS));
        }

        /** Eq. 4 to 6: Ē_m of each modality, with its weight α_m. */
        private Map<Modality, Lines.Part> parts(Tape tape, Var behavior) {
            Var filtered = filteredEmbedding(tape, behavior);
            Map<Modality, Lines.Part> parts = new LinkedHashMap<>();
            encoders.forEach((m, encoder) -> parts.put(m, new Lines.Part(encoder.represent(filtered), weights.get(m))));
            return parts;
        }

        private Var filteredEmbedding(Tape tape, Var behavior) {
            if (modalIds != null) {
                return tape.parameter(modalIds);
            }
            Var e = get(GATE_INPUT) == GateInput.READOUT ? behavior : tape.parameter(ids);
            return get(ID_SOURCE) == IdSource.SHARED_DETACHED ? e.detach() : e;
        }

        /** Eq. 7: Ē_M = Σ α_m Ē_m. */
        Var modalLine(Map<Modality, Lines.Part> parts) {
            return Var.sum(parts.values().stream().map(part -> part.own().scale(part.weight())));
        }

        /** Eq. 15: L = L_BPR + α L_Intra + β L_Inter + γ L_SSS + λ L2. */
        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows behavior = rows(lines.behavior(), batch);
            BatchRows modal = lines.modal() == null ? null : rows(lines.modal(), batch);
            BatchRows general = modal == null ? behavior : behavior.plus(modal);
            LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(general));
            loss = alignment.addTo(loss, behavior, modal, batch);
            if (modal != null) {
                loss = signal.addTo(loss, modal, partRows(lines, batch), batch);
            }
            return addPenalty(loss, general, batch);
        }

        /** BPR on Ē_B, and α BIA. */
        @Override
        public LossTerms behaviorLoss(Lines lines, Batch batch) {
            BatchRows behavior = rows(lines.behavior(), batch);
            LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(behavior));
            return alignment.addIntra(loss, behavior, null, batch);
        }

        /** BPR on Ē_M, α MIA and γ L_SSS. */
        @Override
        public LossTerms modalLoss(Lines lines, Batch batch) {
            BatchRows modal = rows(lines.modal(), batch);
            LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(modal));
            return signal.addTo(alignment.addIntra(loss, null, modal, batch), modal, partRows(lines, batch), batch);
        }

        /** E_B⁰, whichever table the modal line filters. */
        @Override
        public List<Parameter> idEmbeddings() {
            return List.of(ids);
        }

        @Override
        public void prepare(Batch batch) {
            if (get(MODAL)) {
                signal.prepare(batch);
            }
        }

        private Map<Modality, BatchRows> partRows(Lines lines, Batch batch) {
            Map<Modality, BatchRows> rows = new LinkedHashMap<>();
            if (get(SimilaritySignal.TARGET) == SimilaritySignal.Target.PER_MODALITY) {
                lines.parts().forEach((m, part) -> rows.put(m, rows(part.own(), batch)));
            }
            return rows;
        }

        private LossTerms addPenalty(LossTerms loss, BatchRows general, Batch batch) {
            double lambda = get(LAMBDA);
            PenaltyTarget target = get(PENALTY_TARGET);
            return loss.plus("l2", target == PenaltyTarget.EGO ? 0 : lambda, () -> penalty(general, batch))
                    .plus(
                            "l2.ego",
                            target == PenaltyTarget.FINAL ? 0 : lambda,
                            () -> penalty(ego(general, batch), batch));
        }

        private Var penalty(BatchRows rows, Batch batch) {
            return get(PENALTY).of(rows, batch);
        }

        private BatchRows ego(BatchRows general, Batch batch) {
            return rows(general.users().tape().parameter(ids), batch);
        }
    }

    /** Collects the options of DRepMRec; each is also known by the name given in {@link #set(String, String)}. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private Builder(ModelType type, Graphs graphs) {
            super(type, graphs);
        }

        /** Weight α of Intra-Alignment; 0.01 by default (eq. 15; the paper prints none). */
        public Builder alpha(double alpha) {
            return set(Alignment.ALPHA, alpha);
        }

        /** Weight β of Inter-Alignment; 0.01 by default (eq. 15; the paper prints none). */
        public Builder beta(double beta) {
            return set(Alignment.BETA, beta);
        }

        /** Weight γ of the similarity-supervised signal; 0.01 by default (eq. 15; the paper prints none). */
        public Builder gamma(double gamma) {
            return set(SimilaritySignal.GAMMA, gamma);
        }

        /** Temperature τ of the contrastive losses; 0.2 by default (as in MGCN). */
        public Builder temperature(double tau) {
            return set(Alignment.TAU, tau);
        }

        /** Weight of a modality in eq. 7; visual 0.3 by default, the rest shared (paper 4.8.2). All sum to 1. */
        public Builder modalWeight(Modality modality, double weight) {
            return set(ModalWeights.of(modality), weight);
        }

        /** Layers of both lines; 2 and 1 by default (paper 4.4). */
        public Builder layers(int behavior, int modal) {
            return set(BEHAVIOR_LAYERS, behavior).set(MODAL_LAYERS, modal);
        }

        /** Removes the modal line: Ē_M = 0 and E_G = Ē_B. */
        public Builder withoutModalLine() {
            return set(MODAL, false);
        }
    }
}
