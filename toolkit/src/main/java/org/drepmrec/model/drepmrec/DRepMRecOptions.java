package org.drepmrec.model.drepmrec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.drepmrec.data.Modality;
import org.drepmrec.model.Linear;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.Penalty;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.model.align.Alignment;
import org.drepmrec.model.align.SimilaritySignal;
import org.drepmrec.option.Option;

/** The options that belong to DRepMRec alone. */
public final class DRepMRecOptions {

    /** Layers of the behavior line. */
    public static final Option<Integer> BEHAVIOR_LAYERS = Option.integer("layers.behavior", 2, 0, 16, "paper 4.4: 2");

    /** Whether there is a modal line at all; without it Ē_M = 0. */
    public static final Option<Boolean> MODAL = Option.flag("modal.enabled", true, "paper 3.3");

    /** Whether features filter embeddings; without it a plain projection, Ê_m = E_m W_m + b_m. */
    public static final Option<Boolean> GATE = Option.flag("gate.enabled", true, "eq. 4; v2 removes it");

    /** Whether the modal line is smoothed over the relation graphs; without it Ē_m = Ê_m. */
    public static final Option<Boolean> RELATION_GRAPHS =
            Option.flag("graph.modal.enabled", true, "eq. 6; v2 removes it");

    /** Whether users and items share W_m and b_m. */
    public static final Option<Boolean> SHARED_GATE = Option.flag("gate.shareUserItem", true, "eq. 4 prints one W2");

    /** 1: σ(E W + b); 2: σ((E W₁ + b₁) W₂ + b₂) as in MGCN. */
    public static final Option<Integer> GATE_DEPTH = Option.integer("gate.depth", 1, 1, 2, "eq. 4: W2 is d_v x d");

    /** Which behavior embedding is filtered. */
    public static final Option<GateInput> GATE_INPUT =
            Option.choice("gate.behaviorInput", GateInput.EGO, "3.2.1: E_B is the table; MGCN");

    /** How the gate's weights are initialized. */
    public static final Option<GateStart> GATE_START =
            Option.choice("gate.init", GateStart.LINEAR, "MMRec: linear layers keep U(±1/√d_m)");

    /** Which ID table the modal line filters. */
    public static final Option<IdSource> ID_SOURCE = Option.choice("modal.idSource", IdSource.SHARED, "eq. 4");

    /** Which embeddings the L2 penalty covers. */
    public static final Option<PenaltyTarget> PENALTY_TARGET = Option.choice("reg.target", PenaltyTarget.FINAL, "MGCN");

    /** Which behavior embedding the gate filters. */
    public enum GateInput {
        /** The table E_B⁰. */
        EGO,
        /** The propagated Ē_B. */
        READOUT
    }

    /** How the gate's weights are initialized. */
    public enum GateStart {
        /** Weights and bias U(±1/√in). */
        LINEAR(Linear.Start.LINEAR),
        /** Weights Xavier uniform, bias 0. */
        XAVIER_UNIFORM(Linear.Start.XAVIER_UNIFORM),
        /** Weights Xavier normal, bias 0. */
        XAVIER_NORMAL(Linear.Start.XAVIER_NORMAL);

        private final Linear.Start weight;

        GateStart(Linear.Start weight) {
            this.weight = weight;
        }

        Linear.Start weight() {
            return weight;
        }
    }

    /** Which ID table the modal line filters. */
    public enum IdSource {
        /** E_B⁰ itself: modal losses train it too. */
        SHARED,
        /** E_B⁰ behind a stop-gradient. */
        SHARED_DETACHED,
        /** A table of its own. */
        SEPARATE
    }

    /** Which embeddings the L2 penalty covers. */
    public enum PenaltyTarget {
        /** E_G. */
        FINAL,
        /** E_B⁰. */
        EGO,
        /** Both. */
        BOTH
    }

    private DRepMRecOptions() {}

    /** All options of the model on a data set with these modalities. */
    static List<Option<?>> all(Set<Modality> modalities) {
        List<Option<?>> all = new ArrayList<>(List.of(
                BEHAVIOR_LAYERS,
                SharedOptions.MODAL_LAYERS,
                MODAL,
                GATE,
                RELATION_GRAPHS,
                SHARED_GATE,
                GATE_DEPTH,
                GATE_INPUT,
                GATE_START,
                ID_SOURCE,
                SharedOptions.TRAINABLE_FEATURES));
        all.addAll(ModalWeights.options(modalities));
        all.addAll(Alignment.options());
        all.addAll(SimilaritySignal.options());
        all.addAll(List.of(
                PENALTY_TARGET,
                SharedOptions.PENALTY.defaulting(Penalty.HALF_SQUARED, "MGCN; divisor: the configured batch size"),
                SharedOptions.LAMBDA));
        return all;
    }
}
