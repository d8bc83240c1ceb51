package org.drepmrec.model.recent;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.PAIR_LOSS;
import static org.drepmrec.model.SharedOptions.STALE;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Scalars;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.CoOccurrence;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
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
 * COHESION (Xu et al., "COHESION: Composite Graph Convolutional Network with Dual-Stage Fusion for Multimodal Recommendation",
 * SIGIR 2025): modalities refined by IDs before the graphs and put side by side after them, and a loss that follows the
 * modality that lags behind.
 *
 * <ul>
 *   <li>Early fusion: f_m = sqrt((ID² + MLP(X_m)²) / 2), number by number; for IDs, MLP(ID) takes the place of MLP(X_m)
 *       ({@link #rootMeanSquare});
 *   <li>graph of users and items, per modality and for IDs: from x = [P_m ; f_m] with rows of norm 1, each layer is Â times the
 *       one before, each row times its cosine with x; R_m is the sum of x and of all layers ({@code Net.encoded});
 *   <li>late fusion: [R_ID, R_m, ...] side by side; users add those of the K users with most shared training items, weighted
 *       by the softmax of the counts, and items add SR over the frozen item graph S = Σ α_m S_m, each S_m the mean over the k
 *       most similar items ({@link Net#forward});
 *   <li>adaptive optimization: with x_m the difference of a pair's scores within a modality, that modality's share of the
 *       scores is multiplied by 1 - softmax(x)_m, a constant of the step ({@code Net.balanced});
 *   <li>L = BPR of the balanced scores and λ times the mean squares of the batch's preferences ({@link Net#loss}).
 * </ul>
 *
 * <p>The behavior representation is that of the IDs, of size d, the modal one the modalities side by side, of size |M|d; so
 * {@code + BMA} goes with one modality, or with β = 0.
 *
 * <p>The details are those of the authors' code (github.com/Jinfeng-Xu/COHESION): the negative's and the positive's shares
 * alike are multiplied, 1e-8 is added under the root, users with fewer than K neighbors get repeats, redrawn in each epoch, and
 * at most 200 neighbors count. Its pruning of the graph of users and items is switched off in its configuration and left out,
 * as is a table of weights that reaches only its own penalty.
 *
 * <p>The authors' code (preset authors) differs in these: no gradient passes R_ID, so the IDs' preferences and MLP stay as they
 * start, of which training warns, and the ID embeddings learn through the modalities alone; the logarithm is to the base 2;
 * evaluation uses the representations of the last training step.
 */
public final class Cohesion {

    /** The size of the hidden layers. */
    public static final Option<Integer> HIDDEN = Tower.HIDDEN;

    /** K, neighbors of a user in the user graph. */
    public static final Option<Integer> NEIGHBORS =
            Option.integer("users.neighbors", 40, 1, Cohesion.MOST_NEIGHBORS, "COHESION's code: 40");

    /** Whether no gradient passes the representation of the IDs. */
    public static final Option<Boolean> DETACHED_IDS =
            Option.flag("ids.detached", false, "the IDs' encoder learns; COHESION's code detaches it");

    static final int MOST_NEIGHBORS = 200;
    private static final double UNDER_ROOT = 1e-8;

    /** The form of the paper, with the preset authors; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("COHESION")
            .published(
                    2025,
                    "SIGIR",
                    "modalities are refined by IDs early and fused late, over graphs of users, items and both",
                    "Amazon Baby, Sports and Clothing")
            .options(
                    LAYERS.defaulting(2, "COHESION's grid: 1, 2, 3, 4"),
                    MODAL_LAYERS.defaulting(1, "COHESION's code: 1"),
                    HIDDEN,
                    NEIGHBORS,
                    DETACHED_IDS,
                    PAIR_LOSS.defaulting(PairLoss.BPR, "COHESION: BPR; its code bprBase2"),
                    STALE,
                    LAMBDA.defaulting(1e-3, "COHESION's grid: 0.1, 0.01, 0.001, 1e-4"))
            .modalWeights(0.1, "COHESION's code: visual 0.1, the rest shared; sum 1")
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset("authors", DETACHED_IDS.to(true), PAIR_LOSS.to(PairLoss.BPR_BASE2), STALE.to(true))
            .opens(Net.class, Net::open);

    private Cohesion() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** sqrt((a² + b²) / 2 + 1e-8) of each pair of numbers; its gradients are a / 2y and b / 2y. */
    static Var rootMeanSquare(Var a, Var b) {
        Scalars scalars = a.tape().backend().scalars();
        NDArray mean = scalars.times(a.value().square().add(b.value().square()), 0.5);
        NDArray y = scalars.plus(mean, UNDER_ROOT).sqrt();
        return a.tape()
                .record(
                        y,
                        g -> {
                            NDArray half = scalars.times(g.div(y), 0.5);
                            a.accumulate(half.mul(a.value()));
                            b.accumulate(half.mul(b.value()));
                        },
                        a,
                        b);
    }

    /** The net of an epoch, which has a user graph of its own; the IDs' tower comes before those of the modalities. */
    record Net(
            Recommender model,
            ParameterStore store,
            SparseOperator behaviorGraph,
            SparseOperator itemGraph,
            Parameter ids,
            Tower id,
            List<Tower> towers,
            CoOccurrence coOccurrence,
            SparseOperator userGraph)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            Parameter ids = into.xavierNormal("E", model.items(), model.embeddingSize());
            Net net = new Net(
                    model,
                    into,
                    Propagation.behaviorGraph(model, into),
                    SparseOperator.of(into, BlendedGraph.of(model, RelationNorm.ROW_SUM)),
                    ids,
                    Tower.ofIds(model, ids, into),
                    model.modalities().stream()
                            .map(m -> Tower.of(model, m, m.toString(), into))
                            .toList(),
                    CoOccurrence.of(model.data().train().matrix(), MOST_NEIGHBORS),
                    null);
            return net.forEpoch(0, new SplittableRandom(0));
        }

        /** Draws the user graph of the epoch. */
        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            SparseOperator drawn = SparseOperator.of(store, coOccurrence.sample(get(NEIGHBORS), random));
            return new Net(model, store, behaviorGraph, itemGraph, ids, id, towers, coOccurrence, drawn);
        }

        @Override
        public Lines forward(Tape tape) {
            Var ofIds = encoded(id, tape);
            Stream<Var> behavior = Stream.of(get(DETACHED_IDS) ? ofIds.detach() : ofIds);
            Var all = Var.stackColumns(Stream.concat(behavior, towers.stream().map(t -> encoded(t, tape)))
                    .toArray(Var[]::new));
            Var users = all.rowRange(0, users());
            Var items = all.rowRange(users(), users() + items());
            Var general = Var.stackRows(
                    users.plus(users.propagate(userGraph)),
                    items.plus(Propagation.lastLayer(items, itemGraph, get(MODAL_LAYERS))));
            int d = model.embeddingSize();
            return new Lines(general, general.columnRange(0, d), general.columnRange(d, general.cols()));
        }

        /** R_m, (M+N) x d. */
        private Var encoded(Tower tower, Tape tape) {
            Var first = tower.above(rootMeanSquare(tape.parameter(ids), tower.items(tape)));
            Var layer = first;
            Var sum = first;
            for (int l = 0; l < get(LAYERS); l++) {
                Var next = layer.propagate(behaviorGraph);
                layer = next.scaleRows(products(next.normalizeRows(), first));
                sum = sum.plus(layer);
            }
            return sum;
        }

        /** The dot product of each two rows, n x 1. */
        private static Var products(Var a, Var b) {
            return a.times(b).matMul(a.tape().filled(a.cols(), 1, 1));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return LossTerms.empty()
                    .plus("bpr", 1, get(PAIR_LOSS).of(balanced(rows(lines.general(), batch))))
                    .plus("l2", get(LAMBDA), () -> Var.sum(towers.stream().map(t -> t.penalty(lines.tape(), batch))));
        }

        /** The same rows, those of users multiplied block by block by 1 - softmax of what the blocks tell a pair apart. */
        private BatchRows balanced(BatchRows rows) {
            Var users = rows.users();
            Var difference = rows.positives().minus(rows.negatives());
            int blocks = towers.size() + 1;
            Var told = Var.stackColumns(IntStream.range(0, blocks)
                    .mapToObj(m -> products(block(users, m), block(difference, m)))
                    .toArray(Var[]::new));
            Var share = told.softmaxRows().detach();
            Var ones = users.tape().filled(users.rows(), 1, 1);
            Var weighted = Var.stackColumns(IntStream.range(0, blocks)
                    .mapToObj(m -> block(users, m).scaleRows(ones.minus(share.columnRange(m, m + 1))))
                    .toArray(Var[]::new));
            return new BatchRows(weighted, rows.positives(), rows.negatives());
        }

        private Var block(Var rows, int m) {
            int d = model.embeddingSize();
            return rows.columnRange(m * d, (m + 1) * d);
        }

        @Override
        public void close() {
            userGraph.close();
        }
    }
}
