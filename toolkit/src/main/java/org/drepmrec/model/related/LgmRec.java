package org.drepmrec.model.related;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.PENALTY;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.FeatureTable;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Penalty;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Repeated;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.TableStart;
import org.drepmrec.option.Option;

/**
 * LGMRec (Guo et al., "LGMRec: Local and Global Graph Learning for Multimodal Recommendation", AAAI 2024): local
 * embeddings on the graph of users and items, and global ones on hypergraphs of attributes.
 *
 * <ul>
 *   <li>Collaborative embedding: the mean of LightGCN's layers; modal one: [Q X_m W_m ; X_m W_m] after the layers of the same
 *       graph, with Q the mean over a user's items ({@link Net#local});
 *   <li>hyperedges: H_items = X_m V_m and H_users = R H_items, then a softmax of (H + noise) / τ in each row and dropout
 *       ({@link Net#hyperedges});
 *   <li>hypergraph: L = H_itemsᵀ I, I ← H_items L, users H_users L, I the collaborative items ({@link Net#global});
 *   <li>general = local + α times the sum over modalities of the global embeddings, of norm 1 ({@link Net#forward});
 *   <li>loss: BPR; contrast of the global embeddings of one modality with those of the next, among all users and all items; L2
 *       ({@link Net#loss}).
 * </ul>
 *
 * <p>Users and items are contrasted between the visual modality, or the first by name, and each other one. Scores are
 * computed without noise and dropout, so that they are the same each time; both programs draw noise for scores too. The sum of
 * the contrast over the batch is not averaged, as in the authors' code.
 *
 * <p>MMRec's code (preset MMRec), which is that of its authors, differs from the paper in these: noise is Gumbel's, -ln(-ln
 * δ), where the paper prints ln δ - ln(1 - δ); the penalty is λ times the Frobenius norms of the batch's rows over B, not squared.
 */
public final class LgmRec {

    /** A, the number of hyperedges of a modality. */
    public static final Option<Integer> HYPEREDGES =
            Option.integer("hyper.edges", 4, 1, 65_536, "LGMRec's grid: 2 to 256; Baby 4");

    /** The number of layers on the hypergraphs. */
    public static final Option<Integer> HYPER_LAYERS =
            Option.integer("hyper.layers", 1, 1, 16, "LGMRec's grid: 1 to 4; Baby 1");

    /** The share of a hyperedge matrix's elements that dropout makes 0. */
    public static final Option<Double> DROPOUT =
            Option.real("hyper.dropout", 0.5, 0, 0.99, "LGMRec's code: keep rate 0.5 for Baby");

    /** What is added to hyperedge logits in training. */
    public static final Option<Noise> NOISE =
            Option.choice("hyper.noise", Noise.LOGISTIC, "LGMRec: Gumbel-Softmax as printed; MMRec's code: gumbel");

    /** α, the weight of the global embeddings. */
    public static final Option<Double> GLOBAL =
            Option.real("hyper.weight", 0.3, 0, Double.MAX_VALUE, "LGMRec's grid: 0 to 1; Baby 0.3");

    /** Weight of the contrast between modalities. */
    public static final Option<Double> CONTRAST =
            Option.real("ssl.weight", 1e-4, 0, Double.MAX_VALUE, "LGMRec's grid: 0 to 0.1; MMRec 1e-4");

    /** Temperature of hyperedges and contrast. */
    public static final Option<Double> TAU = Option.real("hyper.tau", 0.2, 0.04, 1e4, "LGMRec's code: 0.2");

    /** What is added to hyperedge logits in training. */
    public enum Noise {
        /** Nothing. */
        NONE,
        /** ln δ - ln(1 - δ), δ uniform. */
        LOGISTIC,
        /** -ln(-ln δ). */
        GUMBEL
    }

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("LGMRec")
            .published(
                    2024,
                    "AAAI",
                    "local graphs of IDs and modalities, and global hypergraphs of latent attributes",
                    "Amazon Baby, Sports and Clothing")
            .options(
                    LAYERS.defaulting(2, "LGMRec's grid: 1 to 4; Baby 2"),
                    MODAL_LAYERS.defaulting(2, "LGMRec's grid: 1 to 4; Baby 2"),
                    HYPEREDGES,
                    HYPER_LAYERS,
                    DROPOUT,
                    NOISE,
                    GLOBAL,
                    CONTRAST,
                    TAU,
                    PENALTY.defaulting(Penalty.HALF_SQUARED, "LGMRec: λ‖Θ‖²; MMRec emb"),
                    LAMBDA.defaulting(1e-6, "MMRec: 1e-6"))
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset("MMRec", NOISE.to(Noise.GUMBEL), PENALTY.to(Penalty.EMB))
            .opens(Net.class, Net::open);

    private LgmRec() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** One modality: features, W and V. */
    private record View(Modality modality, FeatureTable features, Parameter weight, Parameter hyper) {

        static View of(Recommender model, Modality m, ParameterStore into) {
            int size = model.featureSize(m);
            return new View(
                    m,
                    FeatureTable.of(model, m, into),
                    into.xavierUniform("W." + m, size, model.embeddingSize()),
                    into.xavierUniform("V." + m, size, model.get(HYPEREDGES)));
        }
    }

    /** Hyperedge matrices of users, M x A, and of items, N x A. */
    private record Hyperedges(Var users, Var items) {}

    /** The net of an epoch, from whose generator noise and dropout masks are drawn. */
    record Net(
            Recommender model,
            Parameter ids,
            SparseOperator behaviorGraph,
            SparseOperator usersAndItems,
            SparseOperator purchases,
            List<View> views,
            SplittableRandom random)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            return new Net(
                    model,
                    TableStart.XAVIER_UNIFORM.create(into, "E", model),
                    Propagation.behaviorGraph(model, into),
                    Propagation.usersAndItems(model, into),
                    SparseOperator.of(into, model.data().train().matrix()),
                    model.modalities().stream()
                            .sorted(Comparator.comparing((Modality m) -> !m.equals(Modality.VISUAL))
                                    .thenComparing(m -> m))
                            .map(m -> View.of(model, m, into))
                            .toList(),
                    new SplittableRandom(0));
        }

        @Override
        public Net forEpoch(int epoch, SplittableRandom ofEpoch) {
            return new Net(model, ids, behaviorGraph, usersAndItems, purchases, views, ofEpoch);
        }

        /** Training: with noise and dropout. The parts are the global embeddings. */
        @Override
        public Lines forward(Tape tape) {
            return represent(tape, true);
        }

        /** Scoring: without noise and dropout. */
        @Override
        public Lines inference(Tape tape) {
            return represent(tape, false);
        }

        private Lines represent(Tape tape, boolean training) {
            Var collaborative = Propagation.meanOfLayers(tape.parameter(ids), behaviorGraph, get(LAYERS));
            Var items = collaborative.rowRange(users(), users() + items());
            Map<Modality, Lines.Part> parts = new LinkedHashMap<>();
            views.forEach(v -> parts.put(v.modality, new Lines.Part(global(hyperedges(tape, v, training), items), 1)));
            Var all = Var.sum(parts.values().stream().map(Lines.Part::own));
            Var general = local(tape, collaborative).plus(AllPairs.unit(all).scale(get(GLOBAL)));
            return new Lines(general, null, null, parts);
        }

        private Var local(Tape tape, Var collaborative) {
            return views.stream()
                    .map(v -> v.features.times(tape.parameter(v.weight)).propagate(usersAndItems))
                    .map(x -> Propagation.lastLayer(x, behaviorGraph, get(MODAL_LAYERS))
                            .normalizeRows())
                    .reduce(collaborative, Var::plus);
        }

        private Hyperedges hyperedges(Tape tape, View view, boolean training) {
            Var items = view.features.times(tape.parameter(view.hyper));
            Var users = items.propagate(purchases);
            Var ofItems = chosen(items, training);
            return new Hyperedges(chosen(users, training), ofItems);
        }

        /** The softmax of each row of logits. */
        private Var chosen(Var logits, boolean training) {
            Var noisy = training && get(NOISE) != Noise.NONE ? logits.plus(noise(logits)) : logits;
            Var soft = noisy.scale(1 / get(TAU)).softmaxRows();
            return training && get(DROPOUT) > 0 ? soft.dropout(get(DROPOUT), random) : soft;
        }

        private Var noise(Var like) {
            boolean gumbel = get(NOISE) == Noise.GUMBEL;
            float[] values = new float[like.rows() * like.cols()];
            for (int k = 0; k < values.length; k++) {
                double delta = random.nextDouble(1e-10, 1 - 1e-10);
                values[k] = (float) (gumbel ? -Math.log(-Math.log(delta)) : Math.log(delta) - Math.log1p(-delta));
            }
            return like.tape().constant(values, like.rows(), like.cols());
        }

        /** The layers of a hypergraph, (M+N) x d. */
        private Var global(Hyperedges h, Var start) {
            Var items = start;
            Var users = null;
            for (int l = 0; l < get(HYPER_LAYERS); l++) {
                Var edges = AllPairs.transposed(h.items, items);
                items = h.items.matMul(edges);
                users = h.users.matMul(edges);
            }
            return Var.stackRows(users, items);
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(rows));
            Var first = lines.parts().get(views.get(0).modality).own();
            for (View other : views.subList(1, views.size())) {
                Var second = lines.parts().get(other.modality).own();
                String name = "ssl." + other.modality;
                loss = loss.plus(name, get(CONTRAST), () -> contrast(first, second, batch));
            }
            return loss.plus("l2", get(LAMBDA), () -> get(PENALTY).of(rows, batch));
        }

        /** InfoNCE from a batch's users and items to all users and all items, summed over the batch. */
        private Var contrast(Var first, Var second, Batch batch) {
            BatchRows anchors = rows(first, batch.withoutNegatives());
            BatchRows own = rows(second, batch.withoutNegatives());
            int nodes = users() + items();
            return contrast(anchors.distinctUsers(), second.rowRange(0, users()), anchors.users(), own.users())
                    .plus(contrast(
                            anchors.distinctPositives(),
                            second.rowRange(users(), nodes),
                            anchors.positives(),
                            own.positives()));
        }

        private Var contrast(Repeated anchors, Var all, Var x, Var y) {
            double tau = get(TAU);
            Repeated unit = new Repeated(AllPairs.unit(anchors.rows()), anchors.place());
            Var own = AllPairs.dots(AllPairs.unit(x), AllPairs.unit(y));
            return AllPairs.logSums(unit, AllPairs.unit(all), tau, 0).minus(own.scale(1 / tau));
        }
    }
}
