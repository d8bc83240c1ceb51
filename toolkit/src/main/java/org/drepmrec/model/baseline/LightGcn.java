package org.drepmrec.model.baseline;

import java.util.Map;
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
import org.drepmrec.model.Penalty;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * LightGCN (He et al., "LightGCN: Simplifying and Powering Graph Convolution Network for Recommendation", SIGIR 2020). It
 * uses no modality.
 *
 * <ul>
 *   <li>Eq. 3, 7, 8: E^(k+1) = D^-1/2 A D^-1/2 E^(k), the output is the mean of E^(0) to E^(K) ({@link #forward});
 *   <li>eq. 5: score(u, i) = e_u · e_i;
 *   <li>eq. 15: BPR and λ‖E^(0)‖², the latter over the batch's rows of the table itself, not of the output ({@link #loss}).
 * </ul>
 *
 * <p>Deviations from the print, as in its authors' code: means over the batch, and half the squares.
 *
 * <p>MMRec's code ({@link #asInMMRec}) differs in these: 1e-10 is added to σ inside the logarithm; the penalty is
 * λ (‖E_u‖_F + ‖E_i‖_F + ‖E_j‖_F) / B, not squared. It also adds 1e-7 to degrees, which changes a weight by one unit in
 * the last place of a float at most and is left out. Its grid: K in {1, 2, 3, 4}, λ in {1e-2, ..., 1e-6}.
 */
public final class LightGcn extends Recommender {

    /** K, the number of layers. */
    public static final Option<Integer> LAYERS = Option.integer("layers", 3, 0, 16, "LightGCN 4.1.2: 3 of 1 to 4");

    /** How the table starts. */
    public static final Option<TableStart> START =
            Option.choice("init", TableStart.XAVIER_UNIFORM, "LightGCN 4.1.2: Xavier; its code: normal");

    /** The pairwise loss. */
    public static final Option<PairLoss> LOSS = Option.choice("loss", PairLoss.BPR, "LightGCN eq. 15");

    /** The form of the penalty. */
    public static final Option<Penalty> PENALTY =
            Option.choice("reg.form", Penalty.HALF_SQUARED, "LightGCN eq. 15; MMRec emb");

    /** Weight λ of the penalty. */
    public static final Option<Double> LAMBDA =
            Option.real("reg.lambda", 1e-4, 0, Double.MAX_VALUE, "LightGCN 4.1.2: 1e-4 in most cases");

    private Parameter ids;
    private SparseOperator behaviorGraph;

    private LightGcn(String name, Graphs graphs, Options options) {
        super(name, graphs, options);
    }

    /** Starts the model as its paper describes it. */
    public static Builder builder(Graphs graphs) {
        return new Builder("LightGCN", graphs);
    }

    /** Starts the model as MMRec computes it; see above for what differs. */
    public static Builder asInMMRec(Graphs graphs) {
        return new Builder("LightGCN (MMRec)", graphs)
                .set(LOSS, PairLoss.BPR_WITH_FLOOR)
                .set(PENALTY, Penalty.EMB);
    }

    @Override
    public Map<String, String> protocol() {
        return CONSTANT_RATE;
    }

    @Override
    public void initialize(ParameterStore into) {
        ids = options().get(START).create(into, "E", users(), items(), embeddingSize());
        behaviorGraph = SparseOperator.symmetric(into, graphs().behavior());
    }

    @Override
    public Lines forward(Tape tape) {
        return Lines.of(Propagation.meanOfLayers(
                tape.parameter(ids), behaviorGraph, options().get(LAYERS)));
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        BatchRows rows = BatchRows.gather(lines.general(), batch, users());
        LossTerms loss = LossTerms.empty().plus("bpr", 1, options().get(LOSS).of(rows));
        double lambda = options().get(LAMBDA);
        if (lambda == 0) {
            return loss;
        }
        Var table = lines.general().tape().parameter(ids);
        BatchRows ego = BatchRows.gather(table, batch, users());
        return loss.plus("l2", lambda, options().get(PENALTY).of(ego, batch));
    }

    /** Collects the options of LightGCN. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;

        private Builder(String name, Graphs graphs) {
            super(graphs, Options.of(name, EMBEDDING_SIZE, LAYERS, START, LOSS, PENALTY, LAMBDA));
            this.name = name;
        }

        /** K, the number of layers; 3 by default. */
        public Builder layers(int layers) {
            return set(LAYERS, layers);
        }

        /** Weight λ of the penalty; 1e-4 by default. */
        public Builder regularization(double lambda) {
            return set(LAMBDA, lambda);
        }

        @Override
        public LightGcn build() {
            return new LightGcn(name, graphs(), options());
        }
    }
}
