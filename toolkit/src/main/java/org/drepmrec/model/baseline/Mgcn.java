package org.drepmrec.model.baseline;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.TRAINABLE_FEATURES;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.ContrastedLines;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.TableStart;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;

/**
 * MGCN (Yu et al., "Multi-View Graph Convolutional Network for Multimedia Recommendation", MM 2023): features purified by
 * behavior, views of their own for behavior and for each modality, and a fuser that behavior guides.
 *
 * <ul>
 *   <li>Behavior-guided purifier: ID ⊙ σ((X_m W_m + b_m) W_g + b_g), items only;
 *   <li>user-item view: the mean of LightGCN's layers ({@link Net#content});
 *   <li>item-item view: purified features over a graph that keeps cosines, s_ij / sqrt(deg_i deg_j) over the k most
 *       similar; users get R_ui / sqrt(d_u d_i) of their items ({@link Net#seen});
 *   <li>behavior-aware fuser: what modalities share, Σ a_m E_m with a = softmax of qᵀ tanh(E_m W + b), and what each has
 *       beside it, gated by σ(content W_p + b_p) ({@link Net#side});
 *   <li>general = content + side; L = BPR + κ InfoNCE(side, content) of users and of items + λ L2 ({@link ContrastedLines}).
 * </ul>
 *
 * <p>The behavior representation is the content, the modal one the side.
 *
 * <p>Deviations from the paper, as in its authors' code: L2 is half the squares of the batch's final rows over the
 * configured batch size; InfoNCE takes rows of norm 1 and the mean over the batch, and its anchors are the side.
 *
 * <p>MMRec's code (preset MMRec), which is that of its authors, differs further: shared and gated parts are added up
 * and divided by the number of modalities plus one, where the paper averages the gated parts and adds the shared one; the
 * feature tables are trained.
 */
public final class Mgcn {

    /** How the fuser sums. */
    public static final Option<Fusion> FUSION = Option.choice("fuser", Fusion.SHARED_PLUS_MEAN, "MGCN 3.3");

    /** How the fuser sums the shared part and the gated part of each of |M| modalities. */
    public enum Fusion {
        /** shared + Σ gated / |M|. */
        SHARED_PLUS_MEAN,
        /** (shared + Σ gated) / (|M| + 1), as in MMRec. */
        MEAN_OF_ALL
    }

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("MGCN")
            .published(
                    2023,
                    "MM",
                    "features pass a gate of behavior before they are propagated, and attention fuses them",
                    "Amazon Baby, Sports and Clothing")
            .options(
                    LAYERS.defaulting(2, "MGCN's code: 2"),
                    MODAL_LAYERS.defaulting(1, "MGCN's code: 1"),
                    ContrastedLines.CONTRAST,
                    ContrastedLines.TEMPERATURE,
                    FUSION,
                    TRAINABLE_FEATURES,
                    LAMBDA.defaulting(1e-4, "MGCN's code: 1e-4"))
            .needsModality()
            .contrastingLines()
            .preset("MMRec", FUSION.to(Fusion.MEAN_OF_ALL), TRAINABLE_FEATURES.to(true))
            .opens(Net.class, Net::open);

    private Mgcn() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** The item graph of a modality, N x N, whatever norm other graphs of the data set have. */
    static Csr itemGraph(Graphs graphs, Modality m) {
        return graphs.relation(Side.ITEM, m, RelationNorm.WEIGHTED);
    }

    /** What one modality has of its own. */
    private record View(Projection projection, Linear gate, SparseOperator itemGraph, Linear preference) {

        static View of(Recommender model, Modality m, ParameterStore into) {
            int d = model.embeddingSize();
            return new View(
                    Projection.of(model, m, into),
                    Linear.of(into, m + ".gate", d, d),
                    SparseOperator.of(into, Mgcn.itemGraph(model.graphs(), m)),
                    Linear.of(into, m + ".preference", d, d));
        }
    }

    /** ID embeddings, (M+N) x d, both graphs, the attention of the fuser, and a view for each modality. */
    record Net(
            Recommender model,
            Parameter ids,
            SparseOperator behaviorGraph,
            SparseOperator usersAndItems,
            Linear attention,
            Parameter query,
            List<View> views)
            implements ContrastedLines {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            return new Net(
                    model,
                    TableStart.XAVIER_UNIFORM.create(into, "E", model),
                    Propagation.behaviorGraph(model, into),
                    ContrastedLines.usersAndItems(model, into),
                    Linear.of(into, "attention", d, d),
                    into.uniform("q.attention", d, 1, 1 / Math.sqrt(d)),
                    model.modalities().stream()
                            .map(m -> View.of(model, m, into))
                            .toList());
        }

        @Override
        public Lines forward(Tape tape) {
            Var content = content(tape);
            Var side = side(content, seen(tape));
            return new Lines(content.plus(side), content, side);
        }

        /** The user-item view. */
        private Var content(Tape tape) {
            return Propagation.meanOfLayers(tape.parameter(ids), behaviorGraph, get(LAYERS));
        }

        /** The purified features of each view in the item-item graph, and those of users; each (M+N) x d. */
        private Var[] seen(Tape tape) {
            Var itemIds = tape.parameter(ids).rowRange(users(), users() + items());
            int layers = get(MODAL_LAYERS);
            return views.stream()
                    .map(view -> {
                        Var purified =
                                view.gate.apply(view.projection.items(tape)).gate(itemIds);
                        return Propagation.lastLayer(purified, view.itemGraph, layers)
                                .propagate(usersAndItems);
                    })
                    .toArray(Var[]::new);
        }

        /** The fuser. */
        private Var side(Var content, Var... seen) {
            Var shared = shared(seen);
            Var gated = Var.sum(IntStream.range(0, seen.length)
                    .mapToObj(m -> views.get(m).preference.apply(content).gate(seen[m].minus(shared))));
            return get(FUSION) == Fusion.SHARED_PLUS_MEAN
                    ? shared.plus(gated.scale(1.0 / seen.length))
                    : shared.plus(gated).scale(1.0 / (seen.length + 1));
        }

        /** The part shared by modalities: the mean of their rows weighted by attention. */
        private Var shared(Var... parts) {
            Tape tape = parts[0].tape();
            Var weights = Var.stackColumns(Arrays.stream(parts)
                            .map(part -> attention.apply(part).tanh().matMul(tape.parameter(query)))
                            .toArray(Var[]::new))
                    .softmaxRows();
            return Var.sum(
                    IntStream.range(0, parts.length).mapToObj(m -> parts[m].scaleRows(weights.columnRange(m, m + 1))));
        }

        @Override
        public List<Parameter> idEmbeddings() {
            return List.of(ids);
        }
    }
}
