package org.drepmrec.model.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.BehaviorGraph;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.sparse.Csr;

/**
 * FREEDOM (Zhou and Shen, "A Tale of Two Graphs: Freezing and Denoising Graph Structures for Multimodal Recommendation",
 * MM 2023): a frozen item graph from raw features beside a user-item graph whose edges are pruned anew before each epoch.
 *
 * <ul>
 *   <li>Frozen item graph: S = Σ α_m S_m, each S_m the mean over the k most similar items ({@link #frozenGraph});
 *   <li>degree-sensitive pruning: an edge is kept with probability proportional to 1/sqrt(d_u d_i) ({@link #prune}); scores
 *       use the whole graph ({@link #inference});
 *   <li>items add the last layer of the item graph to the mean of LightGCN's layers ({@link #forward});
 *   <li>L = BPR(u, i, j) + λ Σ_m BPR(u, x_m^i, x_m^j) with x_m the projected features ({@link #loss}).
 * </ul>
 *
 * <p>Deviations from the print: the batch's terms are averaged, as everywhere here, instead of summed; the projections have
 * no bias, since it cancels in x_m^i - x_m^j.
 *
 * <p>MMRec's code ({@link #asInMMRec}) differs in one thing: the feature tables are trained along. It also adds 1e-7 to
 * degrees, which is less than single precision can tell.
 */
public final class Freedom extends Recommender {

    /** Layers on the user-item graph. */
    public static final Option<Integer> LAYERS = Option.integer("layers", 2, 0, 16, "FREEDOM 4.4: 2");

    /** Layers on the item graph. */
    public static final Option<Integer> ITEM_LAYERS = Option.integer("layers.modal", 1, 0, 16, "FREEDOM 4.4: 1");

    /** ρ, the share of edges that an epoch does without. */
    public static final Option<Double> PRUNING =
            Option.real("prune.rate", 0.8, 0, 0.999, "FREEDOM's grid: 0.8, 0.9; 0 prunes nothing");

    /** λ, the weight of the ranking by projected features. */
    public static final Option<Double> MODAL_LOSS =
            Option.real("modal.lossWeight", 1e-3, 0, Double.MAX_VALUE, "FREEDOM's grid: 0, 1e-5, 1e-4, 1e-3");

    private final Map<Modality, Double> weights;
    private final Map<Modality, Projection> projections = new LinkedHashMap<>();
    private ParameterStore store;
    private Parameter ids;
    private SparseOperator itemGraph;
    private SparseOperator wholeGraph;
    private SparseOperator prunedGraph;

    /** A modality's features and the matrix that projects them. */
    private record Projection(FeatureTable features, Parameter weight) {

        Var rows(Tape tape, int... items) {
            return features.times(tape.parameter(weight)).rows(items);
        }
    }

    private Freedom(String name, Graphs graphs, Options options, Map<Modality, Double> weights) {
        super(name, graphs, options);
        this.weights = weights;
    }

    /** Starts the model as its paper describes it. */
    public static Builder builder(Graphs graphs) {
        return new Builder("FREEDOM", graphs);
    }

    /** Starts the model as MMRec computes it: the feature tables are trained. */
    public static Builder asInMMRec(Graphs graphs) {
        return new Builder("FREEDOM (MMRec)", graphs).set(FeatureTable.TRAINABLE, true);
    }

    @Override
    public Map<String, String> protocol() {
        return CONSTANT_RATE;
    }

    @Override
    public void initialize(ParameterStore into) {
        store = into;
        ids = into.xavierTables("E", users(), items(), embeddingSize());
        itemGraph = SparseOperator.of(into, frozenGraph());
        wholeGraph = SparseOperator.symmetric(into, graphs().behavior());
        prunedGraph = wholeGraph;
        projections.clear();
        if (options().get(MODAL_LOSS) > 0) {
            weights.keySet().forEach(m -> projections.put(m, projection(into, m)));
        }
    }

    private Projection projection(ParameterStore into, Modality m) {
        int size = data().features(m).dimension();
        return new Projection(
                new FeatureTable(into, m, data().features(m), options()),
                into.uniform("W." + m, size, embeddingSize(), 1 / Math.sqrt(size)));
    }

    /** S = Σ α_m S_m, N x N; each S_m from raw features, the same for the whole training. */
    Csr frozenGraph() {
        return weights.entrySet().stream()
                .map(e -> graphs().relation(Side.ITEM, e.getKey(), RelationNorm.ROW_SUM)
                        .times(e.getValue()))
                .reduce(Csr::plus)
                .orElseThrow();
    }

    /** Prunes the user-item graph for the epoch. */
    @Override
    public void beforeEpoch(int epoch, SplittableRandom random) {
        double rate = options().get(PRUNING);
        if (rate == 0) {
            return;
        }
        if (prunedGraph != wholeGraph) {
            prunedGraph.close();
        }
        Csr kept = prune(data().train().matrix(), rate, random);
        prunedGraph = SparseOperator.symmetric(store, BehaviorGraph.normalized(kept, 0));
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

    /** Training: LightGCN on the pruned graph; items add h = S ID_items. */
    @Override
    public Lines forward(Tape tape) {
        return represent(tape, prunedGraph);
    }

    /** Scoring: the same on the whole graph. */
    @Override
    public Lines inference(Tape tape) {
        return represent(tape, wholeGraph);
    }

    private Lines represent(Tape tape, SparseOperator behaviorGraph) {
        Var id = tape.parameter(ids);
        int nodes = users() + items();
        Var behavior = Propagation.meanOfLayers(id, behaviorGraph, options().get(LAYERS));
        Var similar = Propagation.lastLayer(
                id.rowRange(users(), nodes), itemGraph, options().get(ITEM_LAYERS));
        return Lines.of(Var.stackRows(
                behavior.rowRange(0, users()), behavior.rowRange(users(), nodes).plus(similar)));
    }

    /** BPR on the representations, and with weight λ on the users' and the items' projected features. */
    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        BatchRows rows = BatchRows.gather(lines.general(), batch, users());
        LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(rows));
        for (Map.Entry<Modality, Projection> e : projections.entrySet()) {
            loss = loss.plus(
                    "bpr." + e.getKey(), options().get(MODAL_LOSS), byFeatures(rows.users(), e.getValue(), batch));
        }
        return loss;
    }

    private static Var byFeatures(Var users, Projection projection, Batch batch) {
        return Losses.bpr(new BatchRows(
                users,
                projection.rows(users.tape(), batch.positives()),
                projection.rows(users.tape(), batch.negatives())));
    }

    private static Options defaults(String name, Set<Modality> modalities) {
        List<Option<?>> all = new ArrayList<>(
                List.of(EMBEDDING_SIZE, LAYERS, ITEM_LAYERS, PRUNING, MODAL_LOSS, FeatureTable.TRAINABLE));
        all.addAll(ModalWeights.options(modalities, 0.1, "FREEDOM 4.4: visual 0.1, the rest shared; sum 1"));
        return Options.of(name, all.toArray(Option<?>[]::new));
    }

    /** Collects the options of FREEDOM. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;

        private Builder(String name, Graphs graphs) {
            super(graphs, defaults(name, graphs.data().modalities()));
            this.name = name;
        }

        /** Layers on the user-item and on the item graph; 2 and 1 by default. */
        public Builder layers(int behavior, int items) {
            return set(LAYERS, behavior).set(ITEM_LAYERS, items);
        }

        /** ρ, the share of edges that an epoch does without; 0.8 by default. */
        public Builder pruning(double rate) {
            return set(PRUNING, rate);
        }

        /** λ, the weight of the ranking by projected features; 1e-3 by default. */
        public Builder modalLossWeight(double lambda) {
            return set(MODAL_LOSS, lambda);
        }

        /** Weight of a modality's graph; visual 0.1 by default, the rest shared. All sum to 1. */
        public Builder modalWeight(Modality modality, double weight) {
            return set(ModalWeights.key(modality), Double.toString(weight));
        }

        /** Whether the items' features are trained; they are not by default. */
        public Builder trainableFeatures(boolean trainable) {
            return set(FeatureTable.TRAINABLE, trainable);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if the modal weights do not sum to 1, or the data set has no modality
         */
        @Override
        public Freedom build() {
            requireModality(name);
            return new Freedom(
                    name,
                    graphs(),
                    options(),
                    ModalWeights.of(options(), graphs().data().modalities()));
        }
    }
}
