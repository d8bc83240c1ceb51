package org.drepmrec.model.baseline;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.PAIR_LOSS;
import static org.drepmrec.model.SharedOptions.PENALTY;
import static org.drepmrec.model.SharedOptions.START;

import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.PairLoss;
import org.drepmrec.model.Penalty;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.TableStart;

/**
 * LightGCN (He et al., "LightGCN: Simplifying and Powering Graph Convolution Network for Recommendation", SIGIR 2020). It
 * uses no modality.
 *
 * <ul>
 *   <li>Eq. 3, 7, 8: E^(k+1) = D^-1/2 A D^-1/2 E^(k), the output is the mean of E^(0) to E^(K) ({@link Net#forward});
 *   <li>eq. 5: score(u, i) = e_u · e_i;
 *   <li>eq. 15: BPR and λ‖E^(0)‖², the latter over the batch's rows of the table itself, not of the output ({@link Net#loss}).
 * </ul>
 *
 * <p>Deviations from the paper, as in its authors' code: means over the batch, and half the squares.
 *
 * <p>MMRec's code (preset MMRec) differs in these: 1e-10 is added to σ inside the logarithm; the penalty is
 * λ (‖E_u‖_F + ‖E_i‖_F + ‖E_j‖_F) / B, not squared. It also adds 1e-7 to degrees, which changes a weight by one unit in
 * the last place of a float at most and is left out. Its grid: K in {1, 2, 3, 4}, λ in {1e-2, ..., 1e-6}.
 */
public final class LightGcn {

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("LightGCN")
            .published(
                    2020,
                    "SIGIR",
                    "vectors are averaged over neighbors in the graph of users and items, without weights and activations",
                    "Gowalla, Yelp2018, Amazon-Book")
            .options(
                    LAYERS.defaulting(3, "LightGCN 4.1.2: 3 of 1 to 4"),
                    START.defaulting(TableStart.XAVIER_UNIFORM, "LightGCN 4.1.2: Xavier; its code: normal"),
                    PAIR_LOSS.defaulting(PairLoss.BPR, "LightGCN eq. 15"),
                    PENALTY.defaulting(Penalty.HALF_SQUARED, "LightGCN eq. 15; MMRec emb"),
                    LAMBDA.defaulting(1e-4, "LightGCN 4.1.2: 1e-4 in most cases"))
            .training(Schedule.CONSTANT)
            .preset("MMRec", PAIR_LOSS.to(PairLoss.BPR_WITH_FLOOR), PENALTY.to(Penalty.EMB))
            .opens(Net.class, Net::open);

    private LightGcn() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** E^(0), (M+N) x d, and D^-1/2 A D^-1/2. */
    record Net(Recommender model, Parameter ids, SparseOperator graph) implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            return new Net(model, model.get(START).create(into, "E", model), Propagation.behaviorGraph(model, into));
        }

        @Override
        public Lines forward(Tape tape) {
            return Lines.of(Propagation.meanOfLayers(tape.parameter(ids), graph, get(LAYERS)));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            return LossTerms.empty().plus("bpr", 1, get(PAIR_LOSS).of(rows)).plus("l2", get(LAMBDA), () -> get(PENALTY)
                    .of(rows(lines.tape().parameter(ids), batch), batch));
        }
    }
}
