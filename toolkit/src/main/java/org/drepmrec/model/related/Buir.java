package org.drepmrec.model.related;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.engine.Scalars;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.eval.Scorer;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Representations;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.Scoring;
import org.drepmrec.model.TableStart;
import org.drepmrec.option.Option;

/**
 * BUIR (Lee et al., "Bootstrapping User and Item Representations for One-Class Collaborative Filtering", SIGIR 2021): no
 * negatives; an online encoder predicts what a slowly following target encoder gives. It uses no modality.
 *
 * <ul>
 *   <li>Encoders: f(E), the mean of LightGCN's layers, or E itself with {@code layers} 0, which are BUIR_NB and BUIR_id; the target
 *       encoder is the same of a table of its own, ξ;
 *   <li>predictor q(h) = h W + b; loss ‖q(f_u) - f_i^ξ‖² + ‖q(f_i) - f_u^ξ‖² of rows of norm 1 ({@link Net#loss});
 *   <li>momentum: ξ ← τ ξ + (1 - τ) E after each step ({@link Net#follow});
 *   <li>score q(f_u) · f_i + f_u · q(f_i), as the product of [q(f) ‖ f] and [f ‖ q(f)] ({@link Net#forward}).
 * </ul>
 *
 * <p>ξ is a parameter without a gradient. It follows at the beginning of the next step, which gives every step the same ξ as
 * following at the end of the one before; the last step's is not used for scores.
 *
 * <p>Deviations: weight decay is half the squares of E, W and b, which is what the authors' Adam adds; their optional dropout of
 * edges is left out, as it is off by default. MMRec has no BUIR.
 */
public final class Buir {

    /** τ, the momentum of the target encoder. */
    public static final Option<Double> MOMENTUM = Option.real("target.momentum", 0.995, 0, 1, "BUIR's code: 0.995");

    /** The form of the paper. */
    public static final ModelType TYPE = ModelType.named("BUIR")
            .published(
                    2021,
                    "SIGIR",
                    "no negatives: an online network predicts a target network, its own slow average",
                    "CiteULike, Ciao, FilmTrust")
            .options(
                    LAYERS.defaulting(3, "BUIR's code: 3; 0 is BUIR_id"),
                    MOMENTUM,
                    LAMBDA.defaulting(1e-4, "BUIR's code: weight decay 1e-4"))
            .training(Schedule.CONSTANT)
            .scores(Buir::scorer)
            .opens(Net.class, Net::open);

    private Buir() {}

    /** Users and items lie in different halves, so no formula for visitors by items' rows holds, which plain dot products promise. */
    private static Scorer scorer(Representations representations, Map<String, ParameterValues> parameters) {
        return Scoring.DOT_PRODUCT.scorer(representations, parameters);
    }

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** E and ξ, (M+N) x d each, and q. */
    record Net(Recommender model, Parameter ids, Parameter target, Linear predictor, SparseOperator graph)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            Parameter ids = TableStart.XAVIER_UNIFORM.create(into, "E", model);
            return new Net(
                    model,
                    ids,
                    into.create("target", ids.toFloats(), ids.shape()),
                    Linear.of(into, "predictor", d, d),
                    Propagation.behaviorGraph(model, into));
        }

        @Override
        public boolean usesNegatives() {
            return false;
        }

        @Override
        public Lines forward(Tape tape) {
            Var online = encoded(tape.parameter(ids));
            Var predicted = predictor.apply(online);
            int nodes = users() + items();
            return Lines.of(Var.stackRows(
                    Var.stackColumns(predicted.rowRange(0, users()), online.rowRange(0, users())),
                    Var.stackColumns(online.rowRange(users(), nodes), predicted.rowRange(users(), nodes))));
        }

        private Var encoded(Var table) {
            return Propagation.meanOfLayers(table, graph, get(LAYERS));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            Tape tape = lines.tape();
            int d = model.embeddingSize();
            BatchRows rows = rows(lines.general(), batch);
            BatchRows targets = rows(encoded(followed(tape)), batch);
            Var ofUsers = rows.users().columnRange(0, d);
            Var ofItems = rows.positives().columnRange(d, 2 * d);
            // ‖a - b‖² of rows of norm 1 is twice their cosine distance.
            return LossTerms.empty()
                    .plus("user to item", 2, Losses.cosineDistance(ofUsers, targets.positives()))
                    .plus("item to user", 2, Losses.cosineDistance(ofItems, targets.users()))
                    .plus("l2", get(LAMBDA), () -> Var.sum(List.of(ids, predictor.weight(), predictor.bias()).stream()
                                    .map(p -> tape.parameter(p).squaredNorm()))
                            .scale(0.5));
        }

        /** ξ as this step uses it, through which a gradient of zero passes, so that training knows of it. */
        private Var followed(Tape tape) {
            Var leaf = tape.parameter(target);
            if (leaf.tracked()) {
                follow(tape, leaf.value(), tape.parameter(ids).value());
            }
            return tape.record(leaf.value(), g -> leaf.accumulate(g.zerosLike()), leaf);
        }

        private void follow(Tape tape, NDArray slow, NDArray fast) {
            Scalars scalars = tape.backend().scalars();
            slow.subi(scalars.times(slow.sub(fast), 1 - get(MOMENTUM)));
        }
    }
}
