package org.drepmrec.model.baseline;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.PAIR_LOSS;
import static org.drepmrec.model.SharedOptions.STALE;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.CoOccurrence;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.PairLoss;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.Tower;
import org.drepmrec.option.Option;

/**
 * DualGNN (Wang et al., "DualGNN: Dual Graph Neural Network for Multimedia Recommendation", IEEE Transactions on
 * Multimedia 2021): a graph of users and items in each modality, then a graph of users with common items.
 *
 * <ul>
 *   <li>Per modality x = [P_m ; MLP(X_m)] with rows of norm 1, R_m = x + Âx + Â²x ({@link Tower});
 *   <li>fusion: items Σ R_m, users Σ w_um R_m with trained weights of each user ({@link Net#forward});
 *   <li>user graph: u + Σ a_uk u_k over K neighbors with most shared training items, a = softmax of the counts; users
 *       with fewer get repeats, redrawn in each epoch ({@link Net#forEpoch});
 *   <li>loss: BPR and λ times the mean squares of the batch's preferences and of the weights ({@link Net#loss}).
 * </ul>
 *
 * <p>As in its authors' code, from which MMRec's comes: the weights w start as a softmax and are free afterwards; at most 200
 * neighbors of a user count, of which K are used.
 *
 * <p>MMRec's code (preset MMRec) differs in these: an addition in place changes R_visual (or the first modality) to Σ
 * R_m before users are fused, so they get w_1 Σ R_m + w_2 R_2 + ...; the logarithm is to the base 2; evaluation uses
 * the representations of the last training step, from before its update ({@code inference.stale}). A table of item
 * weights that reaches only its own penalty is left out. Its grid: learning rate in {0.1, ..., 1e-5}, λ in {0.1, ...,
 * 1e-5}.
 */
public final class DualGnn {

    /** K, neighbors of a user in the user graph. */
    public static final Option<Integer> NEIGHBORS =
            Option.integer("users.neighbors", 40, 1, DualGnn.MOST_NEIGHBORS, "DualGNN's code: 40");

    /** How users' representations are fused. */
    public static final Option<Fusion> FUSION =
            Option.choice("fusion", Fusion.WEIGHTED, "DualGNN: α_u per modality; MMRec aliased");

    static final int MOST_NEIGHBORS = 200;
    /** How users' representations are fused. */
    public enum Fusion {
        /** Σ w_m R_m. */
        WEIGHTED,
        /** As WEIGHTED, with Σ R_m in place of the first R: visual, or the first by name. */
        ALIASED
    }

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("DualGNN")
            .published(
                    2021,
                    "IEEE Transactions on Multimedia",
                    "what users prefer among modalities is smoothed over a graph of users who bought the same",
                    "TikTok, MovieLens")
            .options(
                    LAYERS.defaulting(2, "DualGNN's code: 2"),
                    Tower.HIDDEN.defaulting(256, "DualGNN's code: 256"),
                    NEIGHBORS,
                    FUSION,
                    PAIR_LOSS.defaulting(PairLoss.BPR, "DualGNN: BPR; MMRec bprBase2"),
                    STALE,
                    LAMBDA.defaulting(1e-3, "MMRec's grid: 0.1 to 1e-5"))
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset("MMRec", FUSION.to(Fusion.ALIASED), PAIR_LOSS.to(PairLoss.BPR_BASE2), STALE.to(true))
            .opens(Net.class, Net::open);

    private DualGnn() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** The net of an epoch, which has a user graph of its own. */
    record Net(
            Recommender model,
            ParameterStore store,
            SparseOperator behaviorGraph,
            List<Tower> towers,
            Parameter weights,
            CoOccurrence coOccurrence,
            SparseOperator userGraph)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            SparseOperator graph = Propagation.behaviorGraph(model, into);
            List<Tower> towers = model.modalities().stream()
                    .sorted(Comparator.comparing((Modality m) -> !m.equals(Modality.VISUAL))
                            .thenComparing(m -> m))
                    .map(m -> Tower.of(model, m, m.toString(), into))
                    .toList();
            int users = model.users();
            int n = towers.size();
            Parameter weights = into.softmaxRows("w", users, n, Math.sqrt(2.0 / (users + n)));
            CoOccurrence counts = CoOccurrence.of(model.data().train().matrix(), MOST_NEIGHBORS);
            return new Net(model, into, graph, towers, weights, counts, null).forEpoch(0, new SplittableRandom(0));
        }

        /** Draws the user graph of the epoch. */
        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            SparseOperator drawn = SparseOperator.of(store, coOccurrence.sample(get(NEIGHBORS), random));
            return new Net(model, store, behaviorGraph, towers, weights, coOccurrence, drawn);
        }

        @Override
        public Lines forward(Tape tape) {
            int layers = get(LAYERS);
            Var[] parts = towers.stream()
                    .map(t -> Propagation.sumOfLayers(t.above(t.items(tape)), behaviorGraph, layers))
                    .toArray(Var[]::new);
            Var sum = Var.sum(parts);
            Var items = sum.rowRange(users(), users() + items());
            if (get(FUSION) == Fusion.ALIASED) {
                parts[0] = sum;
            }
            Var users = fusedUsers(tape, parts);
            return Lines.of(Var.stackRows(users.plus(users.propagate(userGraph)), items));
        }

        private Var fusedUsers(Tape tape, Var... parts) {
            Var w = tape.parameter(weights);
            return Var.sum(IntStream.range(0, parts.length)
                    .mapToObj(m -> parts[m].rowRange(0, users()).scaleRows(w.columnRange(m, m + 1))));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            return LossTerms.empty()
                    .plus("bpr", 1, get(PAIR_LOSS).of(rows))
                    .plus("l2", get(LAMBDA), () -> penalty(lines.tape(), batch));
        }

        private Var penalty(Tape tape, Batch batch) {
            Var preferences = Var.sum(towers.stream().map(t -> t.penalty(tape, batch)));
            return preferences.plus(tape.parameter(weights).squaredNorm().scale(1.0 / users() / towers.size()));
        }

        @Override
        public void close() {
            userGraph.close();
        }
    }
}
