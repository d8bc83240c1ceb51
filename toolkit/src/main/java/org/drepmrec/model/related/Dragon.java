package org.drepmrec.model.related;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
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
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BlendedGraph;
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
 * DRAGON (Zhou et al., "Enhancing Dyadic Relations with Homogeneous Graphs for Multimodal Recommendation", ECAI 2023): a graph of
 * users and items in each modality, then a graph of users with common items and a graph of similar items.
 *
 * <ul>
 *   <li>Per modality x = [P_m ; MLP(X_m)] with rows of norm 1, R_m = x + Âx + Â²x ({@link Tower});
 *   <li>attentive concatenation: items [R_1 ‖ R_2 ‖ ...], users [w_u1 R_1 ‖ w_u2 R_2 ‖ ...] with trained weights of each user
 *       ({@link Net#forward});
 *   <li>user graph: u + Σ a_uk u_k over K neighbors with most shared training items, a = softmax of the counts; users with
 *       fewer get repeats, redrawn in each epoch ({@link Net#forEpoch});
 *   <li>item graph: i + S^L i with the frozen S = Σ α_m S_m, the means over the k most similar items by raw features;
 *   <li>loss: BPR and λ times the mean squares of the batch's preferences and of the weights ({@link Net#loss}).
 * </ul>
 *
 * <p>As in its authors' code: the weights w start as a softmax and are free afterwards; at most 200 neighbors of a user count, of
 * which K are used. Its dropped edges of a tenth of the items, a table of item weights and layers on the features reach no
 * result there and are left out.
 *
 * <p>MMRec's code (preset MMRec), which is that of its authors, differs in these: the logarithm is to the base 2; evaluation
 * uses the representations of the last training step ({@code inference.stale}). Its grid: learning rate in {0.1, ..., 1e-5}, λ in
 * {0.1, ..., 1e-5}.
 */
public final class Dragon {

    /** K, neighbors of a user in the user graph. */
    public static final Option<Integer> NEIGHBORS =
            Option.integer("users.neighbors", 40, 1, Dragon.MOST_NEIGHBORS, "DRAGON's code: 40");

    static final int MOST_NEIGHBORS = 200;

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("DRAGON")
            .published(
                    2023,
                    "ECAI",
                    "modalities stand side by side, over graphs of users, items and both",
                    "Amazon Baby, Sports and Clothing")
            .options(
                    LAYERS.defaulting(2, "DRAGON's code: 2"),
                    MODAL_LAYERS.defaulting(1, "DRAGON's code: 1"),
                    Tower.HIDDEN.defaulting(256, "DRAGON's code: 4 times 64"),
                    NEIGHBORS,
                    PAIR_LOSS.defaulting(PairLoss.BPR, "DRAGON: BPR; MMRec bprBase2"),
                    STALE,
                    LAMBDA.defaulting(1e-3, "MMRec's grid: 0.1 to 1e-5"))
            .modalWeights(0.1, "DRAGON's code: visual 0.1, the rest shared; sum 1")
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset("MMRec", PAIR_LOSS.to(PairLoss.BPR_BASE2), STALE.to(true))
            .opens(Net.class, Net::open);

    private Dragon() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** The net of an epoch, which has a user graph of its own. */
    record Net(
            Recommender model,
            ParameterStore store,
            SparseOperator behaviorGraph,
            SparseOperator itemGraph,
            List<Tower> towers,
            Parameter weights,
            CoOccurrence coOccurrence,
            SparseOperator userGraph)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            List<Tower> towers = model.modalities().stream()
                    .sorted(Comparator.comparing((Modality m) -> !m.equals(Modality.VISUAL))
                            .thenComparing(m -> m))
                    .map(m -> Tower.of(model, m, m.toString(), into))
                    .toList();
            int users = model.users();
            int n = towers.size();
            return new Net(
                            model,
                            into,
                            Propagation.behaviorGraph(model, into),
                            SparseOperator.of(into, BlendedGraph.of(model, RelationNorm.ROW_SUM)),
                            towers,
                            into.softmaxRows("w", users, n, Math.sqrt(2.0 / (users + n))),
                            CoOccurrence.of(model.data().train().matrix(), MOST_NEIGHBORS),
                            null)
                    .forEpoch(0, new SplittableRandom(0));
        }

        /** Draws the user graph of the epoch. */
        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            SparseOperator drawn = SparseOperator.of(store, coOccurrence.sample(get(NEIGHBORS), random));
            return new Net(model, store, behaviorGraph, itemGraph, towers, weights, coOccurrence, drawn);
        }

        @Override
        public Lines forward(Tape tape) {
            Var[] parts = towers.stream()
                    .map(t -> Propagation.sumOfLayers(t.above(t.items(tape)), behaviorGraph, get(LAYERS)))
                    .toArray(Var[]::new);
            Var w = tape.parameter(weights);
            Var users = Var.stackColumns(IntStream.range(0, parts.length)
                    .mapToObj(m -> parts[m].rowRange(0, users()).scaleRows(w.columnRange(m, m + 1)))
                    .toArray(Var[]::new));
            Var items = Var.stackColumns(parts).rowRange(users(), users() + items());
            return Lines.of(Var.stackRows(
                    users.plus(users.propagate(userGraph)),
                    items.plus(Propagation.lastLayer(items, itemGraph, get(MODAL_LAYERS)))));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return LossTerms.empty()
                    .plus("bpr", 1, get(PAIR_LOSS).of(rows(lines.general(), batch)))
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
