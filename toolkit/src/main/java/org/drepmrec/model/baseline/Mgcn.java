package org.drepmrec.model.baseline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Repeated;
import org.drepmrec.model.TwoLines;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.sparse.Csr;

/**
 * MGCN (Yu et al., "Multi-View Graph Convolutional Network for Multimedia Recommendation", MM 2023): features purified by
 * behavior, views of their own for behavior and for each modality, and a fuser that behavior guides.
 *
 * <ul>
 *   <li>Behavior-guided purifier: ID ⊙ σ((X_m W_m + b_m) W_g + b_g), items only;
 *   <li>user-item view: the mean of LightGCN's layers ({@link #content});
 *   <li>item-item view: purified features over a graph that keeps cosines, s_ij / sqrt(deg_i deg_j) over the k most
 *       similar; users get R_ui / sqrt(d_u d_i) of their items ({@link #views});
 *   <li>behavior-aware fuser: what modalities share, Σ a_m E_m with a = softmax of qᵀ tanh(E_m W + b), and what each has
 *       beside it, gated by σ(content W_p + b_p) ({@link #side});
 *   <li>general = content + side; L = BPR + κ InfoNCE(side, content) of users and of items + λ L2 ({@link #loss}).
 * </ul>
 *
 * <p>The behavior representation is the content, the modal one the side.
 *
 * <p>Deviations from the print, as in its authors' code: L2 is half the squares of the batch's final rows over the
 * configured batch size; InfoNCE takes rows of norm 1 and the mean over the batch, and its anchors are the side.
 *
 * <p>MMRec's code ({@link #asInMMRec}), which is that of its authors, differs further: shared and gated parts are added up
 * and divided by the number of modalities plus one, where the paper averages the gated parts and adds the shared one; the
 * feature tables are trained.
 */
public final class Mgcn extends Recommender implements TwoLines {

    /** Layers on the user-item graph. */
    public static final Option<Integer> LAYERS = Option.integer("layers", 2, 0, 16, "MGCN's code: 2");

    /** Layers on the item graphs. */
    public static final Option<Integer> ITEM_LAYERS = Option.integer("layers.modal", 1, 0, 16, "MGCN's code: 1");

    /** κ, the weight of the contrastive terms. */
    public static final Option<Double> CONTRAST =
            Option.real("ssl.weight", 0.01, 0, Double.MAX_VALUE, "its authors: 0.01 is best in most cases");

    /** Temperature of the contrastive terms. */
    public static final Option<Double> TEMPERATURE = Option.real("ssl.tau", 0.2, 1e-4, 1e4, "MGCN's code: 0.2");

    /** Weight λ of the L2 penalty. */
    public static final Option<Double> LAMBDA =
            Option.real("reg.lambda", 1e-4, 0, Double.MAX_VALUE, "MGCN's code: 1e-4");

    /** How the fuser adds up. */
    public static final Option<Fusion> FUSION = Option.choice("fuser", Fusion.SHARED_PLUS_MEAN, "MGCN 3.3");

    /** How the fuser adds up the shared part and the gated part of each of |M| modalities. */
    public enum Fusion {
        /** shared + Σ gated / |M|. */
        SHARED_PLUS_MEAN,
        /** (shared + Σ gated) / (|M| + 1), as in MMRec. */
        MEAN_OF_ALL
    }

    private final Map<Modality, View> views = new LinkedHashMap<>();
    private Parameter ids;
    private SparseOperator behaviorGraph;
    private SparseOperator usersAndItems;
    private Linear attention;
    private Parameter query;

    /** What one modality has of its own. */
    private record View(
            FeatureTable features, Linear projection, Linear gate, SparseOperator itemGraph, Linear preference) {}

    private Mgcn(String name, Graphs graphs, Options options) {
        super(name, graphs, options);
    }

    /** Starts the model as its paper describes it. */
    public static Builder builder(Graphs graphs) {
        return new Builder("MGCN", graphs);
    }

    /** Starts the model as MMRec computes it; see above for what differs. */
    public static Builder asInMMRec(Graphs graphs) {
        return new Builder("MGCN (MMRec)", graphs)
                .set(FUSION, Fusion.MEAN_OF_ALL)
                .trainableFeatures(true);
    }

    @Override
    public void initialize(ParameterStore into) {
        int d = embeddingSize();
        ids = into.xavierTables("E", users(), items(), d);
        behaviorGraph = SparseOperator.symmetric(into, graphs().behavior());
        usersAndItems = SparseOperator.of(into, Csr.identity(items()).below(userItemBlock()));
        attention = Linear.of(into, "attention", d, d);
        query = into.uniform("q.attention", d, 1, 1 / Math.sqrt(d));
        views.clear();
        for (Modality m : data().modalities()) {
            views.put(
                    m,
                    new View(
                            new FeatureTable(into, m, data().features(m), options()),
                            Linear.of(into, m.toString(), data().features(m).dimension(), d),
                            Linear.of(into, m + ".gate", d, d),
                            SparseOperator.of(into, itemGraph(m)),
                            Linear.of(into, m + ".preference", d, d)));
        }
    }

    /** The rows of users and columns of items in the normalized behavior graph, M x N. */
    private Csr userItemBlock() {
        Csr interactions = data().train().matrix();
        return interactions.scale(inverseRoots(interactions.rowSums()), inverseRoots(interactions.columnSums()));
    }

    private static double[] inverseRoots(double[] degrees) {
        return Arrays.stream(degrees).map(d -> d > 0 ? 1 / Math.sqrt(d) : 0).toArray();
    }

    /** The item graph of a modality, N x N, whatever norm other graphs of the data set have. */
    Csr itemGraph(Modality m) {
        return graphs().relation(Side.ITEM, m, RelationNorm.WEIGHTED);
    }

    @Override
    public Lines forward(Tape tape) {
        Var content = content(tape);
        Var side = side(content, views(tape));
        return new Lines(content.plus(side), content, side);
    }

    /** The user-item view. */
    private Var content(Tape tape) {
        return Propagation.meanOfLayers(
                tape.parameter(ids), behaviorGraph, options().get(LAYERS));
    }

    /** The purified features of each modality in the item-item view, and those of users; each (M+N) x d. */
    private Map<View, Var> views(Tape tape) {
        Var itemIds = tape.parameter(ids).rowRange(users(), users() + items());
        int layers = options().get(ITEM_LAYERS);
        Map<View, Var> seen = new LinkedHashMap<>();
        for (View view : views.values()) {
            Var purified = view.gate
                    .apply(view.features.through(view.projection, tape))
                    .gate(itemIds);
            seen.put(
                    view,
                    Propagation.lastLayer(purified, view.itemGraph, layers).propagate(usersAndItems));
        }
        return seen;
    }

    /** The fuser. */
    private Var side(Var content, Map<View, Var> seen) {
        Var shared = shared(seen.values().toArray(Var[]::new));
        Var gated = Var.sum(seen.entrySet().stream()
                .map(e -> e.getKey().preference.apply(content).gate(e.getValue().minus(shared)))
                .toArray(Var[]::new));
        int modalities = seen.size();
        return options().get(FUSION) == Fusion.SHARED_PLUS_MEAN
                ? shared.plus(gated.scale(1.0 / modalities))
                : shared.plus(gated).scale(1.0 / (modalities + 1));
    }

    /** What modalities share: the mean of their rows weighted by attention. */
    private Var shared(Var... parts) {
        Tape tape = parts[0].tape();
        Var weights = Var.stackColumns(Arrays.stream(parts)
                        .map(part -> attention.apply(part).tanh().matMul(tape.parameter(query)))
                        .toArray(Var[]::new))
                .softmaxRows();
        Var[] weighted = new Var[parts.length];
        for (int m = 0; m < parts.length; m++) {
            weighted[m] = parts[m].scaleRows(weights.columnRange(m, m + 1));
        }
        return Var.sum(weighted);
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        BatchRows content = BatchRows.gather(lines.behavior(), batch, users());
        BatchRows side = BatchRows.gather(lines.modal(), batch, users());
        BatchRows general = content.plus(side);
        LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(general));
        double kappa = options().get(CONTRAST);
        if (kappa > 0) {
            loss = loss.plus("ssl.items", kappa, contrast(side.distinctPositives(), content.distinctPositives()))
                    .plus("ssl.users", kappa, contrast(side.distinctUsers(), content.distinctUsers()));
        }
        double lambda = options().get(LAMBDA);
        return lambda == 0 ? loss : loss.plus("l2", lambda, Losses.halfSquares(general, batch.configuredSize()));
    }

    private Var contrast(Repeated anchors, Repeated candidates) {
        double tau = options().get(TEMPERATURE);
        return Losses.infoNce(anchors.normalized(), candidates.normalized(), tau, 1 / tau < 30);
    }

    @Override
    public LossTerms behaviorLoss(Lines lines, Batch batch) {
        return LossTerms.empty().plus("bpr", 1, Losses.bpr(BatchRows.gather(lines.behavior(), batch, users())));
    }

    @Override
    public LossTerms modalLoss(Lines lines, Batch batch) {
        return LossTerms.empty().plus("bpr", 1, Losses.bpr(BatchRows.gather(lines.modal(), batch, users())));
    }

    @Override
    public List<Parameter> idEmbeddings() {
        return List.of(ids);
    }

    /** Collects the options of MGCN. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;

        private Builder(String name, Graphs graphs) {
            super(
                    graphs,
                    Options.of(
                            name,
                            EMBEDDING_SIZE,
                            LAYERS,
                            ITEM_LAYERS,
                            CONTRAST,
                            TEMPERATURE,
                            FUSION,
                            FeatureTable.TRAINABLE,
                            LAMBDA));
            this.name = name;
        }

        /** Layers on the user-item and on the item graphs; 2 and 1 by default. */
        public Builder layers(int behavior, int items) {
            return set(LAYERS, behavior).set(ITEM_LAYERS, items);
        }

        /** κ, the weight of the contrastive terms; 0.01 by default. */
        public Builder contrastWeight(double kappa) {
            return set(CONTRAST, kappa);
        }

        /** Temperature of the contrastive terms; 0.2 by default. */
        public Builder temperature(double tau) {
            return set(TEMPERATURE, tau);
        }

        /** Weight λ of the L2 penalty; 1e-4 by default. */
        public Builder regularization(double lambda) {
            return set(LAMBDA, lambda);
        }

        /** Whether the items' features are trained; they are not by default. */
        public Builder trainableFeatures(boolean trainable) {
            return set(FeatureTable.TRAINABLE, trainable);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if the data set has no modality
         */
        @Override
        public Mgcn build() {
            requireModality(name);
            return new Mgcn(name, graphs(), options());
        }
    }
}
