package org.drepmrec.model.baseline;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.PAIR_LOSS;
import static org.drepmrec.model.SharedOptions.PENALTY;

import java.util.List;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.PairLoss;
import org.drepmrec.model.Penalty;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.option.Option;

/**
 * VBPR (He and McAuley, "VBPR: Visual Bayesian Personalized Ranking from Implicit Feedback", AAAI 2016):
 * score(u, i) = β_i + γ_u · γ_i + θ_u · (E f_i) + β' · f_i.
 *
 * <ul>
 *   <li>Eq. 4 ({@link Net#forward}): the behavior representation is γ, the modal one θ_u and E f_i, each of size d. The
 *       general one is both side by side and one more column that carries β_i + β' · f_i, against 1 for users. The paper's
 *       α and β_u are the same for all items and change neither ranking nor loss;
 *   <li>BPR-OPT ({@link Net#loss}): BPR and λ‖Θ‖² on γ, θ and β of the batch; E and β' are not penalized (λ_E = 0).
 * </ul>
 *
 * <p>Where the paper uses visual features, f_i is here the concatenation of the raw features of all modalities. Each is
 * projected by a matrix of its own and the results are added, which is the same; initialization matches that of a
 * single wide layer.
 *
 * <p>Deviations from the paper: half the squares over the batch size; Adam; d for each half where the paper shares 20
 * between them.
 *
 * <p>MMRec's code (preset MMRec) differs in these: neither β_i nor β' but a bias b in the projection, E f_i + b,
 * which cancels in rankings; 1e-10 is added to σ inside the logarithm; the penalty is λ times the Frobenius norms over B, not
 * squared, of the batch's representations, projected features included. Its grid: λ in {2, 1, 0.1, ..., 1e-5}.
 */
public final class Vbpr {

    /** Which biases there are. */
    public static final Option<Biases> BIASES = Option.choice("biases", Biases.ITEM_AND_FEATURES, "VBPR eq. 4");

    /** What the penalty covers. */
    public static final Option<PenaltyTarget> PENALTY_TARGET =
            Option.choice("reg.target", PenaltyTarget.EMBEDDINGS, "VBPR: λ_E = 0");

    /** Which biases there are. */
    public enum Biases {
        /** β_i and β'. */
        ITEM_AND_FEATURES,
        /** b of the projection. */
        PROJECTION
    }

    /** What the penalty covers in the batch. */
    public enum PenaltyTarget {
        /** γ, θ and β. */
        EMBEDDINGS,
        /** The representations that give the scores, with projected features. */
        REPRESENTATIONS
    }

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("VBPR")
            .published(
                    2016,
                    "AAAI",
                    "BPR, and a second product of users with projected features",
                    "Amazon Women, Men and Phones, Tradesy")
            .options(
                    BIASES,
                    PAIR_LOSS.defaulting(PairLoss.BPR, "VBPR: BPR-OPT"),
                    PENALTY_TARGET,
                    PENALTY.defaulting(Penalty.HALF_SQUARED, "VBPR: λ‖Θ‖²; MMRec emb"),
                    LAMBDA.defaulting(0.01, "to be searched, as in the paper"))
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset(
                    "MMRec",
                    BIASES.to(Biases.PROJECTION),
                    PAIR_LOSS.to(PairLoss.BPR_WITH_FLOOR),
                    PENALTY_TARGET.to(PenaltyTarget.REPRESENTATIONS),
                    PENALTY.to(Penalty.EMB))
            .opens(Net.class, Net::open);

    private Vbpr() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /**
     * [γ_u ‖ θ_u], γ_i, β_i or b, of which the other is null, and E in parts. With β_i, E has β' as one column more, so that
     * features are read once.
     */
    record Net(
            Recommender model,
            Parameter userTable,
            Parameter itemTable,
            Parameter itemBias,
            Parameter layerBias,
            List<Projection> projections)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            boolean biases = model.get(BIASES) == Biases.ITEM_AND_FEATURES;
            int wide = model.modalities().stream().mapToInt(model::featureSize).sum();
            return new Net(
                    model,
                    into.xavierUniform("users", model.users(), 2 * d),
                    into.xavierUniform("items", model.items(), d),
                    biases ? into.zeros("bias", model.items(), 1) : null,
                    biases ? null : into.zeros("b", 1, d),
                    model.modalities().stream()
                            .map(m -> Projection.unbiased(
                                    model,
                                    m,
                                    into,
                                    into.normal(
                                            "W." + m,
                                            model.featureSize(m),
                                            biases ? d + 1 : d,
                                            Math.sqrt(2.0 / (wide + d)))))
                            .toList());
        }

        @Override
        public Lines forward(Tape tape) {
            int d = model.embeddingSize();
            Var users = tape.parameter(userTable);
            Var projected = projected(tape);
            Var behavior = Var.stackRows(users.columnRange(0, d), tape.parameter(itemTable));
            Var modal = Var.stackRows(users.columnRange(d, 2 * d), projected.columnRange(0, d));
            if (itemBias == null) {
                return new Lines(Var.stackColumns(behavior, modal), behavior, modal);
            }
            Var bias = tape.parameter(itemBias).plus(projected.columnRange(d, d + 1));
            Var column = Var.stackRows(tape.filled(users(), 1, 1), bias);
            return new Lines(Var.stackColumns(behavior, modal, column), behavior, modal);
        }

        /** E f_i of all items, N x d; with β' · f_i as one more column, or plus b. */
        private Var projected(Tape tape) {
            Var sum = Var.sum(projections.stream().map(p -> p.items(tape)));
            return layerBias == null ? sum : sum.plusRow(tape.parameter(layerBias));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            return LossTerms.empty().plus("bpr", 1, get(PAIR_LOSS).of(rows)).plus("l2", get(LAMBDA), () -> get(PENALTY)
                    .of(penalized(rows, batch), batch));
        }

        /** γ and θ of the users, but not their constant column; what the option says of the items. */
        private BatchRows penalized(BatchRows rows, Batch batch) {
            return new BatchRows(
                    rows.users().columnRange(0, 2 * model.embeddingSize()),
                    penalized(rows.positives(), batch.positives()),
                    penalized(rows.negatives(), batch.negatives()));
        }

        private Var penalized(Var general, int... items) {
            if (get(PENALTY_TARGET) == PenaltyTarget.REPRESENTATIONS) {
                return general;
            }
            Var gamma = general.columnRange(0, model.embeddingSize());
            return itemBias == null
                    ? gamma
                    : Var.stackColumns(gamma, general.tape().parameter(itemBias).rows(items));
        }
    }
}
