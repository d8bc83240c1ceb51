package org.drepmrec.model;

import org.drepmrec.option.Option;

/**
 * Options shared by several models. A model lists them with {@linkplain Option#defaulting its own default and source}.
 */
public final class SharedOptions {

    /** d, the size of an embedding. */
    public static final Option<Integer> EMBEDDING_SIZE =
            Option.integer("embeddingSize", 64, 1, 65_536, "paper 4.4: 64");

    /** The number of layers on the graph of users and items. */
    public static final Option<Integer> LAYERS = Option.integer("layers", 2, 0, 16, "usual for LightGCN's layers: 2");

    /** The number of layers on the graphs of the modalities. */
    public static final Option<Integer> MODAL_LAYERS = Option.integer("layers.modal", 1, 0, 16, "paper 4.4: 1");

    /** How the ID embeddings are initialized. */
    public static final Option<TableStart> START =
            Option.choice("init", TableStart.XAVIER_UNIFORM, "paper 4.4: Xavier");

    /** The pairwise loss. */
    public static final Option<PairLoss> PAIR_LOSS = Option.choice("loss", PairLoss.BPR, "Rendle et al. 2009");

    /** The form of the penalty. */
    public static final Option<Penalty> PENALTY = Option.choice("reg.form", Penalty.HALF_SQUARED, "λ‖Θ‖²; MMRec emb");

    /** Weight λ of the penalty. */
    public static final Option<Double> LAMBDA = Option.real("reg.lambda", 1e-4, 0, Double.MAX_VALUE, "paper 4.4: 1e-4");

    /** Whether the items' feature tables are trained. */
    public static final Option<Boolean> TRAINABLE_FEATURES =
            Option.flag("features.trainable", false, "paper 3.1: pre-extracted; MMRec trains them");

    /** Weight of the terms of each modality's own features. */
    public static final Option<Double> MODAL_LOSS =
            Option.real("modal.lossWeight", 1, 0, Double.MAX_VALUE, "to be searched");

    /**
     * Whether an epoch is evaluated on the representations of its last training step, computed before that step updated
     * them.
     */
    public static final Option<Boolean> STALE =
            Option.flag("inference.stale", false, "MMRec evaluates what its last step computed");

    private SharedOptions() {}
}
