package org.drepmrec.model.baseline;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
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
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Linear;
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

/**
 * BM3 (Zhou et al., "Bootstrap Latent Representations for Multi-modal Recommendation", WWW 2023): no negatives; predicted
 * representations approach targets that are the same representations after dropout, through which no gradient passes.
 *
 * <ul>
 *   <li>H = mean of LightGCN's layers, items with their ID embedding added; x_m = X_m W_m + b_m ({@link Net#forward});
 *   <li>predictor f(h) = h W_p + b_p, for users, items and modalities alike; scores are f(h_u) · f(h_i);
 *   <li>targets: dropout of the detached tables ({@link Net#target});
 *   <li>with C(a, b) = 1 - cos(a, b): graph reconstruction C(f(h_u), ḣ_i) + C(f(h_i), ḣ_u), alignment between modalities
 *       C(f(x_m), ḣ_i), masked features within one C(f(x_m), ẋ_m), and λ times the norms ({@link Net#loss}).
 * </ul>
 *
 * <p>The behavior representation is H, the modal one the mean of x_m for an item and the mean of that over the training
 * items for a user; the paper defines no modal users. The general one is f(H).
 *
 * <p>Deviations from the paper: the constant 1 in C, so that losses are not negative; means over the batch, as
 * everywhere in this toolkit; λ (‖h_u‖² + ‖h_i‖²) is a mean likewise.
 *
 * <p>MMRec's code (preset MMRec) differs in these: the two modal terms weigh 2; the penalty is λ (‖H_users‖_F +
 * ‖H_items‖_F) / N over whole tables, not squared; the feature tables are trained. It also adds 1e-7 to degrees, which
 * is below single precision.
 */
public final class Bm3 {

    /** p, the share of a target's elements that is 0. */
    public static final Option<Double> DROPOUT = Option.real("dropout", 0.5, 0, 0.99, "BM3's grid: 0.3, 0.5; Baby 0.5");

    /** The form of the penalty. */
    public static final Option<PenaltyForm> PENALTY =
            Option.choice("reg.form", PenaltyForm.BATCH_SQUARES, "BM3 eq. 12");

    /** Whether no gradient passes through targets. */
    public static final Option<Boolean> STOP_GRADIENT =
            Option.flag("targets.stopGradient", true, "BM3 3.2; false to see what it is there for");

    /** The form of the penalty. */
    public enum PenaltyForm {
        /** The mean over the batch of ‖h_u‖² + ‖h_i‖². */
        BATCH_SQUARES,
        /** (‖H_users‖_F + ‖H_items‖_F) / N of whole tables. */
        TABLE_NORMS
    }

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("BM3")
            .published(
                    2023,
                    "WWW",
                    "no negatives: views by dropout are brought together, across the graph and the modalities",
                    "Amazon Baby, Sports and Electronics")
            .options(
                    LAYERS.defaulting(1, "BM3's grid: 1, 2; Baby 1"),
                    DROPOUT,
                    MODAL_LOSS.defaulting(1.0, "BM3 eq. 12: 1; MMRec 2"),
                    STOP_GRADIENT,
                    TRAINABLE_FEATURES,
                    PENALTY,
                    LAMBDA.defaulting(0.1, "BM3's grid: 0.1, 0.01; Baby 0.1"))
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset("MMRec", MODAL_LOSS.to(2.0), PENALTY.to(PenaltyForm.TABLE_NORMS), TRAINABLE_FEATURES.to(true))
            .opens(Net.class, Net::open);

    private Bm3() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** The net of an epoch, from whose generator its dropout masks are drawn. */
    record Net(
            Recommender model,
            Parameter ids,
            Linear predictor,
            SparseOperator behaviorGraph,
            SparseOperator usersAndItems,
            Map<Modality, Projection> projections,
            SplittableRandom masks)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            Map<Modality, Projection> projections = new LinkedHashMap<>();
            model.data()
                    .modalities()
                    .forEach(m -> projections.put(
                            m, Projection.of(model, m, into, m.toString(), d, Linear.Start.XAVIER_NORMAL)));
            return new Net(
                    model,
                    TableStart.XAVIER_UNIFORM.create(into, "E", model),
                    Linear.of(into, "predictor", d, d, Linear.Start.XAVIER_NORMAL, Linear.Start.LINEAR),
                    Propagation.behaviorGraph(model, into),
                    Propagation.usersAndItems(model, into),
                    projections,
                    new SplittableRandom(0));
        }

        @Override
        public boolean usesNegatives() {
            return false;
        }

        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            return new Net(model, ids, predictor, behaviorGraph, usersAndItems, projections, random);
        }

        /** The parts are x_m of items, N x d. */
        @Override
        public Lines forward(Tape tape) {
            Var behavior = behavior(tape);
            Map<Modality, Lines.Part> parts = new LinkedHashMap<>();
            double weight = 1.0 / projections.size();
            projections.forEach((m, p) -> parts.put(m, new Lines.Part(p.items(tape), weight)));
            Var modal = Var.sum(parts.values().stream().map(Lines.Part::own)).scale(weight);
            return new Lines(predictor.apply(behavior), behavior, modal.propagate(usersAndItems), parts);
        }

        /** H: the mean of the layers; items have their ID embedding added. */
        private Var behavior(Tape tape) {
            Var id = tape.parameter(ids);
            int nodes = users() + items();
            Var mean = Propagation.meanOfLayers(id, behaviorGraph, get(LAYERS));
            return Var.stackRows(
                    mean.rowRange(0, users()), mean.rowRange(users(), nodes).plus(id.rowRange(users(), nodes)));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows predicted = rows(lines.general(), batch);
            BatchRows targets = rows(target(lines.behavior()), batch);
            LossTerms loss = LossTerms.empty()
                    .plus("user to item", 1, Losses.cosineDistance(predicted.users(), targets.positives()))
                    .plus("item to user", 1, Losses.cosineDistance(predicted.positives(), targets.users()));
            double weight = get(MODAL_LOSS);
            for (Map.Entry<Modality, Lines.Part> e : lines.parts().entrySet()) {
                Var x = e.getValue().own();
                Var online = predictor.apply(x.rows(batch.positives()));
                Var own = target(x).rows(batch.positives());
                loss = loss.plus("align." + e.getKey(), weight, Losses.cosineDistance(online, targets.positives()))
                        .plus("mask." + e.getKey(), weight, Losses.cosineDistance(online, own));
            }
            return loss.plus("reg", get(LAMBDA), () -> penalty(lines.behavior(), batch));
        }

        /** A whole table after inverted dropout, so that all rows of a node in a batch share one mask. */
        private Var target(Var table) {
            Var fixed = get(STOP_GRADIENT) ? table.detach() : table;
            double rate = get(DROPOUT);
            return rate == 0 ? fixed : fixed.dropout(rate, masks);
        }

        private Var penalty(Var behavior, Batch batch) {
            if (get(PENALTY) == PenaltyForm.TABLE_NORMS) {
                Var ofUsers = behavior.rowRange(0, users()).norm();
                Var ofItems = behavior.rowRange(users(), users() + items()).norm();
                return ofUsers.plus(ofItems).scale(1.0 / items());
            }
            BatchRows rows = rows(behavior, batch);
            return rows.users()
                    .squaredNorm()
                    .plus(rows.positives().squaredNorm())
                    .scale(1.0 / batch.size());
        }
    }
}
