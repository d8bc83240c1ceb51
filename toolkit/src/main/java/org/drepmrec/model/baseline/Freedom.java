package org.drepmrec.model.baseline;

import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LOSS;
import static org.drepmrec.model.SharedOptions.TRAINABLE_FEATURES;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.BehaviorGraph;
import org.drepmrec.graph.EdgePruning;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.BlendedGraph;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.TableStart;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;

/**
 * FREEDOM (Zhou and Shen, "A Tale of Two Graphs: Freezing and Denoising Graph Structures for Multimodal
 * Recommendation", MM 2023): a frozen item graph from raw features and a user-item graph whose edges are pruned again
 * before each epoch.
 *
 * <ul>
 *   <li>Frozen item graph: S = Σ α_m S_m, each S_m the mean over the k most similar items ({@link BlendedGraph});
 *   <li>degree-sensitive pruning: an edge is kept with probability proportional to 1/sqrt(d_u d_i) ({@link EdgePruning}); scores
 *       use the whole graph ({@link Net#inference});
 *   <li>items add the last layer of the item graph to the mean of LightGCN's layers ({@link Net#forward});
 *   <li>L = BPR(u, i, j) + λ Σ_m BPR(u, x_m^i, x_m^j) with x_m the projected features ({@link Net#loss}).
 * </ul>
 *
 * <p>Deviations from the paper: the batch's terms are averaged, as everywhere in this toolkit, instead of summed; the
 * projections have no bias, since it cancels in x_m^i - x_m^j.
 *
 * <p>MMRec's code (preset MMRec) differs in one point: the feature tables are trained. It also adds 1e-7 to degrees,
 * which is below single precision.
 */
public final class Freedom {

    /** ρ, the share of edges removed for an epoch. */
    public static final Option<Double> PRUNING =
            Option.real("prune.rate", 0.8, 0, 0.999, "FREEDOM's grid: 0.8, 0.9; 0 prunes nothing");

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("FREEDOM")
            .published(
                    2023,
                    "MM",
                    "a frozen graph of alike items, and a graph of users and items that is pruned for each epoch",
                    "Amazon Baby, Sports and Clothing")
            .options(
                    LAYERS.defaulting(2, "FREEDOM 4.4: 2"),
                    MODAL_LAYERS.defaulting(1, "FREEDOM 4.4: 1"),
                    PRUNING,
                    MODAL_LOSS.defaulting(1e-3, "FREEDOM's grid: 0, 1e-5, 1e-4, 1e-3"),
                    TRAINABLE_FEATURES)
            .modalWeights(0.1, "FREEDOM 4.4: visual 0.1, the rest shared; sum 1")
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset("MMRec", TRAINABLE_FEATURES.to(true))
            .opens(Net.class, Net::open);

    private Freedom() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** ID embeddings, (M+N) x d, the item graph, the user-item graph whole and as the epoch has it, and the projections. */
    record Net(
            Recommender model,
            ParameterStore store,
            Parameter ids,
            SparseOperator itemGraph,
            SparseOperator wholeGraph,
            SparseOperator prunedGraph,
            Map<Modality, Projection> projections)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            Parameter ids = TableStart.XAVIER_UNIFORM.create(into, "E", model);
            Map<Modality, Projection> projections = new LinkedHashMap<>();
            if (model.get(MODAL_LOSS) > 0) {
                model.modalities().forEach(m -> projections.put(m, projection(model, m, into)));
            }
            SparseOperator whole = Propagation.behaviorGraph(model, into);
            SparseOperator frozen = SparseOperator.of(into, BlendedGraph.of(model, RelationNorm.ROW_SUM));
            return new Net(model, into, ids, frozen, whole, whole, projections);
        }

        private static Projection projection(Recommender model, Modality m, ParameterStore into) {
            double bound = 1 / Math.sqrt(model.featureSize(m));
            return Projection.unbiased(
                    model, m, into, into.uniform("W." + m, model.featureSize(m), model.embeddingSize(), bound));
        }

        /** Prunes the user-item graph for the epoch. */
        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            if (get(PRUNING) == 0) {
                return this;
            }
            Csr kept = EdgePruning.prune(model.data().train().matrix(), get(PRUNING), random);
            SparseOperator pruned = SparseOperator.symmetric(store, BehaviorGraph.normalized(kept, 0));
            return new Net(model, store, ids, itemGraph, wholeGraph, pruned, projections);
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

        private Lines represent(Tape tape, SparseOperator graph) {
            Var id = tape.parameter(ids);
            int nodes = users() + items();
            Var behavior = Propagation.meanOfLayers(id, graph, get(LAYERS));
            Var similar = Propagation.lastLayer(id.rowRange(users(), nodes), itemGraph, get(MODAL_LAYERS));
            return Lines.of(Var.stackRows(
                    behavior.rowRange(0, users()),
                    behavior.rowRange(users(), nodes).plus(similar)));
        }

        /** BPR on the representations, and with weight λ on the users' and the items' projected features. */
        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            LossTerms loss = LossTerms.empty().plus("bpr", 1, Losses.bpr(rows));
            double lambda = get(MODAL_LOSS);
            for (Map.Entry<Modality, Projection> e : projections.entrySet()) {
                Var x = e.getValue().items(lines.tape());
                BatchRows own = new BatchRows(rows.users(), x.rows(batch.positives()), x.rows(batch.negatives()));
                loss = loss.plus("bpr." + e.getKey(), lambda, Losses.bpr(own));
            }
            return loss;
        }

        @Override
        public void close() {
            prunedGraph.close();
        }
    }
}
