package org.drepmrec.model.baseline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.BehaviorGraph;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.graph.Side;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.FeatureTable;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;

/**
 * FREEDOM (Zhou and Shen, "A Tale of Two Graphs: Freezing and Denoising Graph Structures for Multimodal Recommendation",
 * MM 2023): a frozen item graph from raw features beside a user-item graph whose edges are pruned anew before each epoch.
 *
 * <ul>
 *   <li>Frozen item graph: S = Σ α_m S_m, each S_m the mean over the k most similar items ({@link #frozenGraph});
 *   <li>degree-sensitive pruning: an edge is kept with probability proportional to 1/sqrt(d_u d_i) ({@link #prune}); scores
 *       use the whole graph ({@link Net#forward});
 *   <li>items add the last layer of the item graph to the mean of LightGCN's layers ({@link Net#forward});
 *   <li>L = BPR(u, i, j) + λ Σ_m BPR(u, x_m^i, x_m^j) with x_m the projected features ({@link Net#loss}).
 * </ul>
 *
 * <p>Deviations from the print: the batch's terms are averaged, as everywhere here, instead of summed; the projections have
 * no bias, since it cancels in x_m^i - x_m^j.
 *
 * <p>MMRec's code ({@link #MMREC}) differs in one thing: the feature tables are trained along. It also adds 1e-7 to
 * degrees, which is less than single precision can tell.
 */
public final class Freedom {

    /** ρ, the share of edges that an epoch does without. */
    public static final Option<Double> PRUNING =
            Option.real("prune.rate", 0.8, 0, 0.999, "FREEDOM's grid: 0.8, 0.9; 0 prunes nothing");

    /** As its paper describes it. */
    public static final ModelType TYPE = ModelType.named("FREEDOM")
            .options(
                    SharedOptions.LAYERS.defaulting(2, "FREEDOM 4.4: 2"),
                    SharedOptions.MODAL_LAYERS.defaulting(1, "FREEDOM 4.4: 1"),
                    PRUNING,
                    SharedOptions.MODAL_LOSS.defaulting(1e-3, "FREEDOM's grid: 0, 1e-5, 1e-4, 1e-3"),
                    SharedOptions.TRAINABLE_FEATURES)
            .modalWeights(0.1, "FREEDOM 4.4: visual 0.1, the rest shared; sum 1")
            .needsModality()
            .training(Schedule.CONSTANT)
            .opens(Net.class, Net::open);

    /** As MMRec computes it: the feature tables are trained. */
    public static final ModelType MMREC = TYPE.preset("MMRec", SharedOptions.TRAINABLE_FEATURES.to(true));

    private Freedom() {}

    /** Starts the model as its paper describes it. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** S = Σ α_m S_m, N x N; each S_m from raw features, the same for the whole training. */
    static Csr frozenGraph(Recommender model) {
        return ModalWeights.read(model).entrySet().stream()
                .map(e -> model.graphs()
                        .nearest(Side.ITEM, e.getKey())
                        .graph(RelationNorm.ROW_SUM)
                        .times(e.getValue()))
                .reduce(Csr::plus)
                .orElseThrow();
    }

    /**
     * Draws floor(E (1 - rate)) of E edges without replacement, each with probability proportional to 1/sqrt(d_u d_i): the
     * largest p / Exp(1) are such a draw.
     *
     * @param interactions binary, M x N
     */
    static Csr prune(Csr interactions, double rate, SplittableRandom random) {
        int edges = interactions.nonZeros();
        double[] userDegree = interactions.rowSums();
        double[] itemDegree = interactions.columnSums();
        int[] user = new int[edges];
        double[] key = new double[edges];
        for (int u = 0; u < interactions.rows(); u++) {
            for (int e = interactions.start(u); e < interactions.start(u + 1); e++) {
                user[e] = u;
                double exponential = -Math.log(1 - random.nextDouble());
                key[e] = 1 / (Math.sqrt(userDegree[u] * itemDegree[interactions.column(e)]) * exponential);
            }
        }
        int kept = (int) (edges * (1 - rate));
        double[] sorted = key.clone();
        Arrays.sort(sorted);
        double least = kept == 0 ? Double.POSITIVE_INFINITY : sorted[edges - kept];
        int[] chosen = IntStream.range(0, edges)
                .filter(e -> key[e] >= least)
                .limit(kept)
                .toArray();
        return Csr.binary(
                interactions.rows(),
                interactions.cols(),
                Arrays.stream(chosen).map(e -> user[e]).toArray(),
                Arrays.stream(chosen).map(interactions::column).toArray());
    }

    /** A modality's features and the matrix that projects them. */
    private record Projection(FeatureTable features, Parameter weight) {

        static Projection of(Recommender model, Modality m, ParameterStore into) {
            int size = model.data().features(m).dimension();
            return new Projection(
                    FeatureTable.of(model, m, into),
                    into.uniform("W." + m, size, model.embeddingSize(), 1 / Math.sqrt(size)));
        }

        Var rows(Tape tape, int... items) {
            return features.times(tape.parameter(weight)).rows(items);
        }
    }

    /** ID embeddings, (M+N) x d, both graphs, and the projections where the ranking by features has a weight. */
    record Net(
            Recommender model,
            ParameterStore store,
            Parameter ids,
            SparseOperator itemGraph,
            SparseOperator behaviorGraph,
            Map<Modality, Projection> projections)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            Parameter ids = into.xavierTables("E", model.users(), model.items(), model.embeddingSize());
            Map<Modality, Projection> projections = new LinkedHashMap<>();
            if (model.get(SharedOptions.MODAL_LOSS) > 0) {
                model.data().modalities().forEach(m -> projections.put(m, Projection.of(model, m, into)));
            }
            return new Net(
                    model,
                    into,
                    ids,
                    SparseOperator.of(into, frozenGraph(model)),
                    SparseOperator.symmetric(into, model.graphs().behavior()),
                    projections);
        }

        /** Prunes the user-item graph for the epoch. */
        @Override
        public RecommenderNet forEpoch(int epoch, SplittableRandom random) {
            if (get(PRUNING) == 0) {
                return this;
            }
            Csr kept = prune(model.data().train().matrix(), get(PRUNING), random);
            return new Pruned(this, SparseOperator.symmetric(store, BehaviorGraph.normalized(kept, 0)));
        }

        /** LightGCN on the whole graph; items add h = S ID_items. */
        @Override
        public Lines forward(Tape tape) {
            return represent(tape, behaviorGraph);
        }

        private Lines represent(Tape tape, SparseOperator graph) {
            Var id = tape.parameter(ids);
            int nodes = users() + items();
            Var behavior = Propagation.meanOfLayers(id, graph, get(SharedOptions.LAYERS));
            Var similar =
                    Propagation.lastLayer(id.rowRange(users(), nodes), itemGraph, get(SharedOptions.MODAL_LAYERS));
            return Lines.of(Var.stackRows(
                    behavior.rowRange(0, users()),
                    behavior.rowRange(users(), nodes).plus(similar)));
        }

        /** BPR on the representations, and with weight λ on the users' and the items' projected features. */
        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = BatchRows.gather(lines.general(), batch, users());
            LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(rows));
            for (Map.Entry<Modality, Projection> e : projections.entrySet()) {
                loss = loss.plus(
                        "bpr." + e.getKey(),
                        get(SharedOptions.MODAL_LOSS),
                        byFeatures(rows.users(), e.getValue(), batch));
            }
            return loss;
        }

        private static Var byFeatures(Var users, Projection projection, Batch batch) {
            return Losses.bpr(new BatchRows(
                    users,
                    projection.rows(users.tape(), batch.positives()),
                    projection.rows(users.tape(), batch.negatives())));
        }
    }

    /** An epoch: trained on the pruned graph, scored on the whole one. */
    private record Pruned(Net whole, SparseOperator graph) implements RecommenderNet {

        @Override
        public Recommender model() {
            return whole.model();
        }

        @Override
        public Lines forward(Tape tape) {
            return whole.represent(tape, graph);
        }

        @Override
        public Lines inference(Tape tape) {
            return whole.forward(tape);
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return whole.loss(lines, batch);
        }

        @Override
        public void close() {
            graph.close();
        }
    }
}
