package org.drepmrec.model.baseline;

import ai.djl.ndarray.types.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
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
import org.drepmrec.model.FeatureTable;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.PairLoss;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.option.Option;

/**
 * DualGNN (Wang et al., "DualGNN: Dual Graph Neural Network for Multimedia Recommendation", IEEE Transactions on Multimedia
 * 2021): a graph of users and items in each modality, then a graph of users who share items.
 *
 * <ul>
 *   <li>Per modality x = [P_m ; MLP(X_m)] with rows of norm 1, R_m = x + Âx + Â²x ({@code Encoder});
 *   <li>fusion: items Σ R_m, users Σ w_um R_m with trained weights of each user ({@link Net#forward});
 *   <li>user graph: u + Σ a_uk u_k over K neighbors with most shared training items, a = softmax of the counts; users with
 *       fewer get repeats, drawn anew in each epoch ({@link Net#forEpoch});
 *   <li>loss: BPR and λ times the mean squares of the batch's preferences and of the weights ({@link Net#loss}).
 * </ul>
 *
 * <p>As in its authors' code, from which MMRec's comes: the weights w start as a softmax and are free afterwards; at most 200
 * neighbors of a user count, of which K are used.
 *
 * <p>MMRec's code ({@link #MMREC}) differs in these: an addition in place changes R_visual (or the first modality) to
 * Σ R_m before users are fused, so they get w_1 Σ R_m + w_2 R_2 + ...; the logarithm is to the base 2; evaluation uses what
 * the last training step computed, before its parameters moved ({@link #STALE}). A table of item weights that reaches
 * only its own penalty is left out. Its grid: learning rate in {0.1, ..., 1e-5}, λ in {0.1, ..., 1e-5}.
 */
public final class DualGnn {

    /** The size of the hidden layer between features and items. */
    public static final Option<Integer> HIDDEN = Option.integer("mlp.hidden", 256, 1, 65_536, "DualGNN's code: 256");

    /** K, neighbors of a user in the user graph. */
    public static final Option<Integer> NEIGHBORS =
            Option.integer("users.neighbors", 40, 1, DualGnn.MOST_NEIGHBORS, "DualGNN's code: 40");

    /** How users' representations are fused. */
    public static final Option<Fusion> FUSION =
            Option.choice("fusion", Fusion.WEIGHTED, "DualGNN: α_u per modality; MMRec aliased");

    /** Whether an epoch is evaluated on the representations of its last training step. */
    public static final Option<Boolean> STALE =
            Option.flag("inference.stale", false, "MMRec evaluates what its last step computed");

    static final int MOST_NEIGHBORS = 200;
    private static final double SLOPE = 0.01;

    /** How users' representations are fused. */
    public enum Fusion {
        /** Σ w_m R_m. */
        WEIGHTED,
        /** As WEIGHTED, with Σ R_m in place of the first R: visual, or what comes first by name. */
        ALIASED
    }

    /** As its paper describes it. */
    public static final ModelType TYPE = ModelType.named("DualGNN")
            .options(
                    SharedOptions.LAYERS.defaulting(2, "DualGNN's code: 2"),
                    HIDDEN,
                    NEIGHBORS,
                    FUSION,
                    SharedOptions.PAIR_LOSS.defaulting(PairLoss.BPR, "DualGNN: BPR; MMRec bprBase2"),
                    STALE,
                    SharedOptions.LAMBDA.defaulting(1e-3, "MMRec's grid: 0.1 to 1e-5"))
            .needsModality()
            .training(Schedule.CONSTANT)
            .opens(Net.class, Net::open);

    /** As MMRec computes it; see above for what differs. */
    public static final ModelType MMREC = TYPE.preset(
            "MMRec", FUSION.to(Fusion.ALIASED), SharedOptions.PAIR_LOSS.to(PairLoss.BPR_BASE2), STALE.to(true));

    private DualGnn() {}

    /** Starts the model as its paper describes it. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** One modality on the graph of users and items: its features, P_m and the two layers of its MLP. */
    private record Encoder(FeatureTable features, Parameter preferences, Linear first, Linear second) {

        static Encoder of(Recommender model, Modality m, ParameterStore into) {
            int hidden = model.get(HIDDEN);
            return new Encoder(
                    FeatureTable.of(model, m, into),
                    into.xavierNormal("P." + m, model.users(), model.embeddingSize()),
                    Linear.of(into, m + ".1", model.data().features(m).dimension(), hidden),
                    Linear.of(into, m + ".2", hidden, model.embeddingSize()));
        }

        /** R_m, (M+N) x d. */
        Var represent(Tape tape, SparseOperator graph, int layers) {
            Var items = second.apply(features.through(first, tape).leakyRelu(SLOPE));
            return Propagation.sumOfLayers(
                    Var.stackRows(tape.parameter(preferences), items).normalizeRows(), graph, layers);
        }

        /** The mean of the squared preferences of a batch's users. */
        Var penalty(Tape tape, Batch batch) {
            Var rows = tape.parameter(preferences).rows(batch.users());
            return rows.squaredNorm().scale(1.0 / batch.size() / rows.cols());
        }
    }

    /** The net of an epoch, which has a user graph of its own. */
    record Net(
            Recommender model,
            ParameterStore store,
            SparseOperator behaviorGraph,
            List<Encoder> encoders,
            Parameter weights,
            CoOccurrence coOccurrence,
            SparseOperator userGraph)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            SparseOperator graph = SparseOperator.symmetric(into, model.graphs().behavior());
            List<Encoder> encoders = model.data().modalities().stream()
                    .sorted(Comparator.comparing((Modality m) -> !m.equals(Modality.VISUAL))
                            .thenComparing(m -> m))
                    .map(m -> Encoder.of(model, m, into))
                    .toList();
            int n = encoders.size();
            Parameter weights = into.create("w", startingWeights(into, model.users(), n), new Shape(model.users(), n));
            CoOccurrence counts = CoOccurrence.of(model.data().train().matrix(), MOST_NEIGHBORS);
            return new Net(model, into, graph, encoders, weights, counts, null).forEpoch(0, new SplittableRandom(0));
        }

        /** Rows of a softmax over N(0, 2 / (M + modalities)). */
        private static float[] startingWeights(ParameterStore into, int users, int n) {
            float[] w = into.normalValues("w", users * n, Math.sqrt(2.0 / (users + n)));
            for (int from = 0; from < w.length; from += n) {
                double sum = 0;
                for (int k = from; k < from + n; k++) {
                    sum += Math.exp(w[k]);
                }
                for (int k = from; k < from + n; k++) {
                    w[k] = (float) (Math.exp(w[k]) / sum);
                }
            }
            return w;
        }

        @Override
        public boolean evaluatesLastStep() {
            return get(STALE);
        }

        /** Draws the user graph of the epoch. */
        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            SparseOperator drawn = SparseOperator.of(store, coOccurrence.sample(get(NEIGHBORS), random));
            return new Net(model, store, behaviorGraph, encoders, weights, coOccurrence, drawn);
        }

        @Override
        public Lines forward(Tape tape) {
            int layers = get(SharedOptions.LAYERS);
            Var[] parts = encoders.stream()
                    .map(e -> e.represent(tape, behaviorGraph, layers))
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
            Var[] weighted = new Var[parts.length];
            for (int m = 0; m < parts.length; m++) {
                weighted[m] = parts[m].rowRange(0, users()).scaleRows(w.columnRange(m, m + 1));
            }
            return Var.sum(weighted);
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = BatchRows.gather(lines.general(), batch, users());
            return LossTerms.empty()
                    .plus("bpr", 1, get(SharedOptions.PAIR_LOSS).of(rows))
                    .plus("l2", get(SharedOptions.LAMBDA), () -> penalty(lines.tape(), batch));
        }

        private Var penalty(Tape tape, Batch batch) {
            Var preferences =
                    Var.sum(encoders.stream().map(e -> e.penalty(tape, batch)).toArray(Var[]::new));
            return preferences.plus(tape.parameter(weights).squaredNorm().scale(1.0 / users() / encoders.size()));
        }

        @Override
        public void close() {
            userGraph.close();
        }
    }
}
