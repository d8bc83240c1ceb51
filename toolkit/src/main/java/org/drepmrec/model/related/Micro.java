package org.drepmrec.model.related;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.TRAINABLE_FEATURES;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Edges;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.TableStart;
import org.drepmrec.option.Option;

/**
 * MICRO (Zhang et al., "Latent Structure Mining with Contrastive Modality Fusion for Multimedia Recommendation", IEEE
 * Transactions on Knowledge and Data Engineering 2022): LATTICE's graphs, one for each modality, whose embeddings are fused by
 * attention and by contrast.
 *
 * <ul>
 *   <li>Per modality A_m = λ A_raw,m + (1 - λ) A_learned,m as in {@link Lattice}, and h_m = A_m^L E_items ({@link LatentItems});
 *   <li>attention: h = Σ a_m h_m with a = softmax of qᵀ tanh(h_m W + b) ({@link Net#forward});
 *   <li>items add h / ‖h‖ to the mean of LightGCN's layers;
 *   <li>loss: BPR, L2 of the batch's final rows, and for each modality the mean over all items of the contrast of h_m with h,
 *       whose negatives are the other items in h and in h_m ({@link Net#loss}).
 * </ul>
 *
 * <p>The parts are h_m of items. As in the authors' code, contrasts are added up over modalities. Scores are of the graphs that
 * the parameters give after the epoch. Deviations from the paper: the batch's terms are averaged, and half the squares.
 *
 * <p>The authors' code (preset authors) differs in these: the learned graphs are differentiated in the first step of an epoch
 * only, as in LATTICE's; the graph of users and items is (D + I)^-1 (A + I); the feature tables are trained. MMRec has no MICRO.
 */
public final class Micro {

    /** Weight of the contrast of modalities with their fusion. */
    public static final Option<Double> CONTRAST =
            Option.real("ssl.weight", 0.03, 0, Double.MAX_VALUE, "MICRO's code: 0.03");

    /** Temperature of the contrast. */
    public static final Option<Double> TAU = Option.real("ssl.tau", 0.5, 0.04, 1e4, "MICRO's code: 0.5");

    /** The form of the paper, with the preset authors; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("MICRO")
            .published(
                    2023,
                    "IEEE Transactions on Knowledge and Data Engineering",
                    "a learned graph of items for each modality, and a contrast of each with their fusion",
                    "Amazon Baby, Sports and Clothing")
            .options(
                    LAYERS.defaulting(2, "MICRO's code: 2"),
                    MODAL_LAYERS.defaulting(1, "MICRO's code: 1"),
                    LatentItems.RAW,
                    LatentItems.LEARNING,
                    BehaviorNorm.OPTION,
                    TRAINABLE_FEATURES,
                    CONTRAST,
                    TAU,
                    LAMBDA.defaulting(1e-5, "MICRO's code: 1e-5"))
            .needsModality()
            .training(Schedule.DECAYING)
            .preset(
                    "authors",
                    LatentItems.LEARNING.to(LatentItems.Learning.FIRST_STEP),
                    BehaviorNorm.OPTION.to(BehaviorNorm.MEAN_WITH_SELF),
                    TRAINABLE_FEATURES.to(true))
            .opens(Net.class, Net::open);

    private Micro() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** The net of an epoch: ID embeddings, (M+N) x d, the attention, and the item graphs of the epoch. */
    record Net(
            Recommender model,
            Parameter ids,
            SparseOperator behaviorGraph,
            Linear attention,
            Parameter query,
            LatentItems latent)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            return new Net(
                    model,
                    TableStart.XAVIER_UNIFORM.create(into, "E", model),
                    BehaviorNorm.graph(model, into),
                    Linear.of(into, "attention", d, d),
                    into.uniform("q.attention", d, 1, 1 / Math.sqrt(d)),
                    LatentItems.of(model, into).searched());
        }

        /** Finds the learned edges of the epoch. */
        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            return new Net(model, ids, behaviorGraph, attention, query, latent.searched());
        }

        @Override
        public Lines forward(Tape tape) {
            boolean differentiated = latent.differentiates(tape);
            if (!differentiated) {
                latent.coast(tape);
            }
            return represent(tape, latent, latent.cosines(tape, differentiated));
        }

        /** Scoring: with the edges that the parameters give now. */
        @Override
        public Lines inference(Tape tape) {
            try (LatentItems now = latent.searched()) {
                return represent(tape, now, now.cosines(tape, true));
            }
        }

        private Lines represent(Tape tape, LatentItems graphs, List<Var> cosines) {
            Var id = tape.parameter(ids);
            int nodes = users() + items();
            Var[] each = IntStream.range(0, graphs.size())
                    .mapToObj(m -> similar(graphs, m, cosines.get(m), id.rowRange(users(), nodes)))
                    .toArray(Var[]::new);
            Map<Modality, Lines.Part> parts = new LinkedHashMap<>();
            model.modalities().forEach(m -> parts.put(m, new Lines.Part(each[parts.size()], 1)));
            Var behavior = Propagation.meanOfLayers(id, behaviorGraph, get(LAYERS));
            Var items = behavior.rowRange(users(), nodes).plus(fused(each).normalizeRows());
            return new Lines(Var.stackRows(behavior.rowRange(0, users()), items), null, null, parts);
        }

        /** h_m, N x d. */
        private Var similar(LatentItems graphs, int m, Var cosines, Var start) {
            Var root = Edges.inverseRoots(graphs.sums(m, cosines));
            Var h = start;
            for (int l = 0; l < get(MODAL_LAYERS); l++) {
                h = graphs.times(m, cosines, root, h);
            }
            return h;
        }

        /** h, N x d. */
        private Var fused(Var... each) {
            Tape tape = each[0].tape();
            Var shares = Var.stackColumns(IntStream.range(0, each.length)
                            .mapToObj(m -> attention.apply(each[m]).tanh().matMul(tape.parameter(query)))
                            .toArray(Var[]::new))
                    .softmaxRows();
            return Var.sum(
                    IntStream.range(0, each.length).mapToObj(m -> each[m].scaleRows(shares.columnRange(m, m + 1))));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(rows));
            if (get(CONTRAST) > 0) {
                Var h = fused(
                        lines.parts().values().stream().map(Lines.Part::own).toArray(Var[]::new));
                for (Map.Entry<Modality, Lines.Part> e : lines.parts().entrySet()) {
                    loss = loss.plus(
                            "ssl." + e.getKey(),
                            get(CONTRAST),
                            contrast(e.getValue().own(), h));
                }
            }
            return loss.plus("l2", get(LAMBDA), () -> Losses.halfSquares(rows, batch.configuredSize()));
        }

        /** Over all items; exp(1 / τ) is the pair of an item with itself in h_m, which is no negative. */
        private Var contrast(Var own, Var h) {
            double tau = get(TAU);
            Var unit = own.normalizeRows();
            Var all = Var.stackRows(unit, h.normalizeRows());
            Var sums = AllPairs.logSums(unit, all, tau, Math.exp(1 / tau));
            return AllPairs.contrast(sums, own, h, tau).scale(1.0 / items());
        }

        @Override
        public void close() {
            latent.close();
        }
    }
}
