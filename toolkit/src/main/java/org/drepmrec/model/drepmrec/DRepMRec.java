package org.drepmrec.model.drepmrec;

import static org.drepmrec.model.drepmrec.DRepMRecOptions.BEHAVIOR_LAYERS;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.GATE_INPUT;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.ID_SOURCE;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.LAMBDA;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.MODAL;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.PENALTY_FORM;
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
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.TwoLines;
import org.drepmrec.model.align.Alignment;
import org.drepmrec.model.align.SimilaritySignal;
import org.drepmrec.model.drepmrec.DRepMRecOptions.GateInput;
import org.drepmrec.model.drepmrec.DRepMRecOptions.IdSource;
import org.drepmrec.model.drepmrec.DRepMRecOptions.PenaltyTarget;
import org.drepmrec.option.Options;

/**
 * DRepMRec: two parallel lines of representations, aligned and added (arXiv 2404.11119, first version); with
 * {@link #dream} in the form of the second version.
 *
 * <table>
 * <caption>Equations and methods</caption>
 * <tr><td>1 to 3</td><td>{@link #behaviorLine}: LightGCN on the behavior graph, mean readout</td></tr>
 * <tr><td>4 to 6</td><td>{@code ModalLine}: filter gate, relation graphs</td></tr>
 * <tr><td>7</td><td>{@link #modalLine}: the weighted sum over modalities</td></tr>
 * <tr><td>8 to 11</td><td>{@link Alignment}</td></tr>
 * <tr><td>12</td><td>{@link SimilaritySignal}</td></tr>
 * <tr><td>13</td><td>{@link #forward}: E_G = Ē_B + Ē_M</td></tr>
 * <tr><td>14, 15</td><td>{@link #loss}</td></tr>
 * <tr><td>16</td><td>scores are dot products of E_G</td></tr>
 * </table>
 *
 * <p>Readings where the paper is silent or cannot be taken literally, all of them options: the similarity target blends
 * cosines; means replace sums over the batch; a small L2 penalty on E_G (λ is announced in 4.4 but absent from eq. 15).
 */
public final class DRepMRec extends Recommender implements TwoLines {

    private final Map<Modality, Double> weights;
    private final Alignment alignment;
    private final SimilaritySignal signal;

    private Parameter ids;
    private Parameter modalIds;
    private SparseOperator behaviorGraph;
    private final Map<Modality, ModalLine> encoders = new LinkedHashMap<>();
    private final Map<Modality, Var> modalParts = new LinkedHashMap<>();

    private DRepMRec(String name, Graphs graphs, Options options, Map<Modality, Double> weights) {
        super(name, graphs, options);
        this.weights = weights;
        this.alignment = new Alignment(options, graphs.data().train().matrix());
        this.signal = new SimilaritySignal(options, graphs.similarity(), weights);
    }

    /** Starts a model with the defaults of the first version of the paper. */
    public static Builder builder(Graphs graphs) {
        return new Builder("DRepMRec", graphs);
    }

    /** Starts a model in the form of the second version, DREAM: the similarity signal is a mean squared error. */
    public static Builder dream(Graphs graphs) {
        return new Builder("DREAM", graphs).set(SimilaritySignal.REDUCTION, Losses.Reduction.MSE);
    }

    @Override
    public void initialize(ParameterStore into) {
        ids = into.xavierTables("E", users(), items(), embeddingSize());
        behaviorGraph = SparseOperator.symmetric(into, graphs().behavior());
        encoders.clear();
        if (options().get(MODAL)) {
            modalIds = options().get(ID_SOURCE) == IdSource.SEPARATE
                    ? into.xavierTables("E.modal", users(), items(), embeddingSize())
                    : null;
            weights.keySet().forEach(m -> encoders.put(m, new ModalLine(into, graphs(), m, options())));
        }
    }

    /** Eq. 13: E_G = Ē_B + Ē_M. */
    @Override
    public Lines forward(Tape tape) {
        Var behavior = behaviorLine(tape);
        if (encoders.isEmpty()) {
            return new Lines(behavior, behavior, null);
        }
        Var modal = modalLine(tape, behavior);
        return new Lines(behavior.plus(modal), behavior, modal);
    }

    /** Eq. 1 to 3: Ē_B, the mean of the layers of LightGCN. */
    Var behaviorLine(Tape tape) {
        return Propagation.meanOfLayers(
                tape.parameter(ids), behaviorGraph, options().get(BEHAVIOR_LAYERS));
    }

    /** Eq. 7: Ē_M = Σ α_m Ē_m. */
    Var modalLine(Tape tape, Var behavior) {
        Var filtered = filteredEmbedding(tape, behavior);
        modalParts.clear();
        encoders.forEach((m, encoder) -> modalParts.put(m, encoder.represent(filtered)));
        return Var.sum(modalParts.entrySet().stream()
                .map(e -> e.getValue().scale(weights.get(e.getKey())))
                .toArray(Var[]::new));
    }

    /** α_m Ē_m of eq. 7. */
    @Override
    public Map<Modality, Var> modalParts() {
        Map<Modality, Var> parts = new LinkedHashMap<>();
        encoders.keySet().forEach(m -> parts.put(m, modalParts.get(m).scale(weights.get(m))));
        return parts;
    }

    private Var filteredEmbedding(Tape tape, Var behavior) {
        if (modalIds != null) {
            return tape.parameter(modalIds);
        }
        Var e = options().get(GATE_INPUT) == GateInput.READOUT ? behavior : tape.parameter(ids);
        return options().get(ID_SOURCE) == IdSource.SHARED_DETACHED ? e.detach() : e;
    }

    /** Eq. 15: L = L_BPR + α L_Intra + β L_Inter + γ L_SSS + λ L2. */
    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        BatchRows behavior = BatchRows.gather(lines.behavior(), batch, users());
        BatchRows modal = lines.modal() == null ? null : BatchRows.gather(lines.modal(), batch, users());
        BatchRows general = modal == null ? behavior : behavior.plus(modal);
        LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(general));
        loss = alignment.addTo(loss, behavior, modal, batch);
        if (modal != null) {
            loss = signal.addTo(loss, modal, modalRows(batch), batch);
        }
        return addPenalty(loss, general, batch);
    }

    /** BPR on Ē_B, and α BIA. */
    @Override
    public LossTerms behaviorLoss(Lines lines, Batch batch) {
        BatchRows behavior = BatchRows.gather(lines.behavior(), batch, users());
        LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(behavior));
        return alignment.addIntra(loss, behavior, null, batch);
    }

    /** BPR on Ē_M, α MIA and γ L_SSS. */
    @Override
    public LossTerms modalLoss(Lines lines, Batch batch) {
        BatchRows modal = BatchRows.gather(lines.modal(), batch, users());
        LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(modal));
        return signal.addTo(alignment.addIntra(loss, null, modal, batch), modal, modalRows(batch), batch);
    }

    /** E_B⁰, whichever table the modal line filters. */
    @Override
    public List<Parameter> idEmbeddings() {
        return List.of(ids);
    }

    @Override
    public void prepare(Batch batch) {
        super.prepare(batch);
        if (options().get(MODAL)) {
            signal.prepare(batch);
        }
    }

    private Map<Modality, BatchRows> modalRows(Batch batch) {
        Map<Modality, BatchRows> rows = new LinkedHashMap<>();
        if (options().get(SimilaritySignal.TARGET) == SimilaritySignal.Target.PER_MODALITY) {
            modalParts.forEach((m, all) -> rows.put(m, BatchRows.gather(all, batch, users())));
        }
        return rows;
    }

    private LossTerms addPenalty(LossTerms loss, BatchRows general, Batch batch) {
        double lambda = options().get(LAMBDA);
        if (lambda == 0) {
            return loss;
        }
        PenaltyTarget target = options().get(PENALTY_TARGET);
        LossTerms sum = loss;
        if (target != PenaltyTarget.EGO) {
            sum = sum.plus("l2", lambda, options().get(PENALTY_FORM).of(general, batch));
        }
        if (target != PenaltyTarget.FINAL) {
            Var ego = general.users().tape().parameter(ids);
            sum = sum.plus(
                    "l2.ego", lambda, options().get(PENALTY_FORM).of(BatchRows.gather(ego, batch, users()), batch));
        }
        return sum;
    }

    /** Collects the options of DRepMRec; each is also known by the name given in {@link #set(String, String)}. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;

        private Builder(String name, Graphs graphs) {
            super(graphs, DRepMRecOptions.defaults(name, graphs.data().modalities()));
            this.name = name;
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
            return set(ModalWeights.key(modality), Double.toString(weight));
        }

        /** Layers of both lines; 2 and 1 by default (paper 4.4). */
        public Builder layers(int behavior, int modal) {
            return set(BEHAVIOR_LAYERS, behavior).set(DRepMRecOptions.MODAL_LAYERS, modal);
        }

        /** Removes the modal line: Ē_M = 0 and E_G = Ē_B. */
        public Builder withoutModalLine() {
            return set(MODAL, false);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if the modal weights do not sum to 1, or the data set has no modality and the
         *     modal line is not switched off
         */
        @Override
        public DRepMRec build() {
            Options all = options();
            if (all.get(MODAL) && graphs().data().modalities().isEmpty()) {
                throw new IllegalArgumentException(
                        name + ": data set " + graphs().data().name()
                                + " has no modality, expected at least one; add a feature file or set modal.enabled=false");
            }
            return new DRepMRec(
                    name, graphs(), all, ModalWeights.of(all, graphs().data().modalities()));
        }
    }
}
