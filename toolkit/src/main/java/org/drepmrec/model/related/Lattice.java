package org.drepmrec.model.related;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.TRAINABLE_FEATURES;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.engine.Edges;
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
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.TableStart;
import org.drepmrec.option.Option;

/**
 * LATTICE (Zhang et al., "Mining Latent Structures for Multimedia Recommendation", MM 2021): an item graph that is learned
 * from projected features, beside the one of raw features.
 *
 * <ul>
 *   <li>Raw graph: the k most similar items by raw features, D^-1/2 S D^-1/2 with cosines S, the same for the whole training;
 *   <li>learned graph: the same from x_m = X_m W_m + b_m. Whom an item is joined with is found before each epoch, the cosines are
 *       computed, and differentiated, in each step ({@link Net#forEpoch}, {@link LatentEdges});
 *   <li>item graph: A = Σ α_m (λ A_raw,m + (1 - λ) A_learned,m), α a softmax ({@link ItemGraph});
 *   <li>h = A^L E_items, and items add h / ‖h‖ to the mean of LightGCN's layers ({@link Net#forward});
 *   <li>loss: BPR and L2 of the batch's final rows ({@link Net#loss}).
 * </ul>
 *
 * <p>Scores are of the graph that the parameters give after the epoch. Deviations from the paper: the batch's terms are
 * averaged, and half the squares.
 *
 * <p>MMRec's code (preset MMRec), as that of its authors, differs in these: the learned graphs are added up before D^-1/2
 * is taken of the sum; the learned graph is differentiated in the first step of an epoch only and then stays as it is, while Adam
 * goes on moving its parameters by the means of earlier gradients; the
 * graph of users and items is (D + I)^-1 (A + I); the feature tables are trained. NGCF and plain factors in place of LightGCN,
 * which both programs offer, are left out. MMRec's grid: reg.lambda in {0, 1e-5, 1e-4, 1e-3}, learning rate in {1e-4, 5e-4,
 * 1e-3, 5e-3}.
 */
public final class Lattice {

    /** What the learned graphs are normalized by. */
    public static final Option<Degrees> DEGREES =
            Option.choice("latent.degrees", Degrees.OF_EACH, "LATTICE: each modality normalized; its code: ofSum");

    /** What the learned graphs are normalized by. */
    public enum Degrees {
        /** Each modality by degrees of its own. */
        OF_EACH,
        /** Their weighted sum by its degrees. */
        OF_SUM
    }

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("LATTICE")
            .published(
                    2021,
                    "MM",
                    "a graph of alike items that is learned from projected features",
                    "Amazon Baby, Sports and Clothing")
            .options(
                    LAYERS.defaulting(2, "LATTICE's code: 2"),
                    MODAL_LAYERS.defaulting(1, "LATTICE's code: 1"),
                    LatentItems.RAW,
                    DEGREES,
                    LatentItems.LEARNING,
                    BehaviorNorm.OPTION,
                    TRAINABLE_FEATURES,
                    LAMBDA.defaulting(1e-5, "LATTICE's code: 1e-5"))
            .needsModality()
            .training(Schedule.DECAYING)
            .preset(
                    "MMRec",
                    DEGREES.to(Degrees.OF_SUM),
                    LatentItems.LEARNING.to(LatentItems.Learning.FIRST_STEP),
                    BehaviorNorm.OPTION.to(BehaviorNorm.MEAN_WITH_SELF),
                    TRAINABLE_FEATURES.to(true))
            .opens(Net.class, Net::open);

    private Lattice() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /**
     * A on a tape.
     *
     * @param shares α_m in N equal rows
     * @param cosines E x 1
     * @param roots D^-1/2, N x 1
     */
    private record ItemGraph(LatentItems latent, List<Var> shares, List<Var> cosines, List<Var> roots) {

        static ItemGraph of(LatentItems latent, Degrees degrees, int items, Var alpha, List<Var> cosines) {
            Var one = alpha.tape().filled(items, 1, 1);
            List<Var> shares = IntStream.range(0, latent.size())
                    .mapToObj(m -> one.matMul(alpha.columnRange(m, m + 1)))
                    .toList();
            List<Var> sums = IntStream.range(0, latent.size())
                    .mapToObj(m -> latent.sums(m, cosines.get(m)))
                    .toList();
            if (degrees == Degrees.OF_EACH) {
                return new ItemGraph(
                        latent,
                        shares,
                        cosines,
                        sums.stream().map(Edges::inverseRoots).toList());
            }
            Var all = Var.sum(
                    IntStream.range(0, latent.size()).mapToObj(m -> sums.get(m).times(shares.get(m))));
            return new ItemGraph(latent, shares, cosines, Collections.nCopies(latent.size(), Edges.inverseRoots(all)));
        }

        /** A h. */
        Var times(Var h) {
            return Var.sum(
                    IntStream.range(0, latent.size()).mapToObj(m -> latent.times(m, cosines.get(m), roots.get(m), h)
                            .scaleRows(shares.get(m))));
        }
    }

    /**
     * The net of an epoch.
     *
     * @param weights α before the softmax, 1 x |M|
     * @param latent the graphs of the epoch
     * @param fixedShares α as the epoch began, 1 x |M|; null before the first
     */
    record Net(
            Recommender model,
            ParameterStore store,
            Parameter ids,
            Parameter weights,
            SparseOperator behaviorGraph,
            LatentItems latent,
            NDArray fixedShares)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            Parameter ids = TableStart.XAVIER_UNIFORM.create(into, "E", model);
            LatentItems latent = LatentItems.of(model, into);
            Parameter weights = into.zeros("alpha", 1, latent.size());
            SparseOperator graph = BehaviorNorm.graph(model, into);
            return new Net(model, into, ids, weights, graph, latent, null).forEpoch(0, new SplittableRandom(0));
        }

        /** Finds the learned edges of the epoch. */
        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            try (Tape tape = store.backend().inference()) {
                float[] shares = shares(tape).toFloats();
                NDArray fixed = store.constant(shares, new Shape(1, shares.length));
                return new Net(model, store, ids, weights, behaviorGraph, latent.searched(), fixed);
            }
        }

        /** α, 1 x |M|. */
        private Var shares(Tape tape) {
            return tape.parameter(weights).softmaxRows();
        }

        @Override
        public Lines forward(Tape tape) {
            if (latent.differentiates(tape)) {
                return represent(tape, latent, shares(tape), latent.cosines(tape, true));
            }
            latent.coast(tape, weights);
            return represent(tape, latent, tape.constant(fixedShares), latent.cosines(tape, false));
        }

        /** Scoring: with the edges that the parameters give now. */
        @Override
        public Lines inference(Tape tape) {
            try (LatentItems now = latent.searched()) {
                return represent(tape, now, shares(tape), now.cosines(tape, true));
            }
        }

        private Lines represent(Tape tape, LatentItems graphs, Var alpha, List<Var> cosines) {
            ItemGraph graph = ItemGraph.of(graphs, get(DEGREES), items(), alpha, cosines);
            Var id = tape.parameter(ids);
            int nodes = users() + items();
            Var behavior = Propagation.meanOfLayers(id, behaviorGraph, get(LAYERS));
            Var h = id.rowRange(users(), nodes);
            for (int l = 0; l < get(MODAL_LAYERS); l++) {
                h = graph.times(h);
            }
            return Lines.of(Var.stackRows(
                    behavior.rowRange(0, users()),
                    behavior.rowRange(users(), nodes).plus(h.normalizeRows())));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            return LossTerms.empty()
                    .plus("bpr", 1, Losses.bpr(rows))
                    .plus("l2", get(LAMBDA), () -> Losses.halfSquares(rows, batch.configuredSize()));
        }

        @Override
        public void close() {
            latent.close();
            fixedShares.close();
        }
    }
}
