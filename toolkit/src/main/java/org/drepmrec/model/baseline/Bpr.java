package org.drepmrec.model.baseline;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.PAIR_LOSS;
import static org.drepmrec.model.SharedOptions.PENALTY;
import static org.drepmrec.model.SharedOptions.START;

import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.PairLoss;
import org.drepmrec.model.Penalty;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.TableStart;

/**
 * BPR-MF, matrix factorization trained for ranking (Rendle et al., "BPR: Bayesian Personalized Ranking from Implicit
 * Feedback", UAI 2009): score(u, i) = w_u · h_i. It uses no modality.
 *
 * <ul>
 *   <li>BPR-OPT: the mean over (u, i, j) of -ln σ(x_ui - x_uj), and λ times half the squares of w_u, h_i and h_j
 *       ({@link Net#loss}).
 * </ul>
 *
 * <p>Deviations from the paper: one λ in place of three for users, positives and negatives; Adam and mini-batches in
 * place of single steps; the initialization, which the paper does not specify, is that of the authors' library
 * MyMediaLite.
 *
 * <p>MMRec's code (preset MMRec) differs in these: the tables are initialized Xavier normal; 1e-10 is added to σ inside
 * the logarithm; the penalty is λ (‖W_b‖_F + ‖H_i‖_F + ‖H_j‖_F) / B over the batch's rows, not squared, so its gradient
 * has length λ / B whatever the size of the rows, and λ up to 2 is in MMRec's grid {2, 1, 0.1, ..., 1e-5}.
 */
public final class Bpr {

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("BPR")
            .published(
                    2009,
                    "UAI",
                    "users and items are vectors, ranked by their product, learned from pairs of a bought and an unbought item",
                    "Rossmann, Netflix")
            .options(
                    START.defaulting(TableStart.NORMAL, "MyMediaLite: N(0, 0.1²); the paper leaves it open"),
                    PAIR_LOSS.defaulting(PairLoss.BPR, "BPR 4.1: BPR-OPT"),
                    PENALTY.defaulting(Penalty.HALF_SQUARED, "BPR 4.1: λ‖Θ‖²; MMRec emb"),
                    LAMBDA.defaulting(0.01, "to be searched; the paper prints none"))
            .training(Schedule.CONSTANT)
            .preset(
                    "MMRec",
                    START.to(TableStart.XAVIER_NORMAL),
                    PAIR_LOSS.to(PairLoss.BPR_WITH_FLOOR),
                    PENALTY.to(Penalty.EMB),
                    LAMBDA.to(0.1))
            .opens(Net.class, Net::open);

    private Bpr() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** [w ; h], (M+N) x d. */
    record Net(Recommender model, Parameter table) implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            return new Net(model, model.get(START).create(into, "E", model));
        }

        @Override
        public Lines forward(Tape tape) {
            return Lines.of(tape.parameter(table));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            return LossTerms.empty().plus("bpr", 1, get(PAIR_LOSS).of(rows)).plus("l2", get(LAMBDA), () -> get(PENALTY)
                    .of(rows, batch));
        }
    }
}
