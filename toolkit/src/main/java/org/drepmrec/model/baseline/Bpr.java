package org.drepmrec.model.baseline;

import java.util.Map;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Penalty;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * BPR-MF, matrix factorization trained for ranking (Rendle et al., "BPR: Bayesian Personalized Ranking from Implicit
 * Feedback", UAI 2009): score(u, i) = w_u · h_i. It uses no modality.
 *
 * <ul>
 *   <li>BPR-OPT: the mean over (u, i, j) of -ln σ(x_ui - x_uj), and λ times half the squares of w_u, h_i and h_j
 *       ({@link #loss}).
 * </ul>
 *
 * <p>Deviations from the print: one λ in place of three for users, positives and negatives; Adam and mini-batches in
 * place of single steps; the start, which the paper leaves open, is that of its authors' library MyMediaLite.
 *
 * <p>MMRec's code ({@link #asInMMRec}) differs in these: the tables start Xavier normal; 1e-10 is added to σ inside the
 * logarithm; the penalty is λ (‖W_b‖_F + ‖H_i‖_F + ‖H_j‖_F) / B over the batch's rows, not squared, so its gradient has
 * length λ / B whatever the size of the rows, and λ up to 2 is in MMRec's grid {2, 1, 0.1, ..., 1e-5}.
 */
public final class Bpr extends Recommender {

    /** How the tables start. */
    public static final Option<TableStart> START =
            Option.choice("init", TableStart.NORMAL, "MyMediaLite: N(0, 0.1²); the paper leaves it open");

    /** The pairwise loss. */
    public static final Option<PairLoss> LOSS = Option.choice("loss", PairLoss.BPR, "BPR 4.1: BPR-OPT");

    /** The form of the penalty. */
    public static final Option<Penalty> PENALTY =
            Option.choice("reg.form", Penalty.HALF_SQUARED, "BPR 4.1: λ‖Θ‖²; MMRec emb");

    /** Weight λ of the penalty. */
    public static final Option<Double> LAMBDA =
            Option.real("reg.lambda", 0.01, 0, Double.MAX_VALUE, "to be searched; the paper prints none");

    private Parameter table;

    private Bpr(String name, Graphs graphs, Options options) {
        super(name, graphs, options);
    }

    /** Starts the model as its paper describes it. */
    public static Builder builder(Graphs graphs) {
        return new Builder("BPR", graphs);
    }

    /** Starts the model as MMRec computes it; see above for what differs. */
    public static Builder asInMMRec(Graphs graphs) {
        return new Builder("BPR (MMRec)", graphs)
                .set(START, TableStart.XAVIER_NORMAL)
                .set(LOSS, PairLoss.BPR_WITH_FLOOR)
                .set(PENALTY, Penalty.EMB)
                .regularization(0.1);
    }

    @Override
    public Map<String, String> protocol() {
        return CONSTANT_RATE;
    }

    @Override
    public void initialize(ParameterStore into) {
        table = options().get(START).create(into, "E", users(), items(), embeddingSize());
    }

    @Override
    public Lines forward(Tape tape) {
        return Lines.of(tape.parameter(table));
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        BatchRows rows = BatchRows.gather(lines.general(), batch, users());
        LossTerms loss = LossTerms.empty().plus("bpr", 1, options().get(LOSS).of(rows));
        double lambda = options().get(LAMBDA);
        return lambda == 0
                ? loss
                : loss.plus("l2", lambda, options().get(PENALTY).of(rows, batch));
    }

    /** Collects the options of BPR-MF. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;

        private Builder(String name, Graphs graphs) {
            super(graphs, Options.of(name, EMBEDDING_SIZE, START, LOSS, PENALTY, LAMBDA));
            this.name = name;
        }

        /** Weight λ of the penalty; 0.01 by default, 0.1 in MMRec's form. */
        public Builder regularization(double lambda) {
            return set(LAMBDA, lambda);
        }

        @Override
        public Bpr build() {
            return new Bpr(name, graphs(), options());
        }
    }
}
