package org.drepmrec.model.example;

import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.option.Option;

/**
 * The example of .github/CONTRIBUTING.md, "Adding a model". PopMF is matrix factorization with a learnt item bias, trained
 * with BPR; score(u, i) = u · i + w b_i. Since scores are dot products, a user is [u, 1] and an item [i, w b_i], of size
 * d + 1.
 */
public final class PopMf {

    /** w, the weight of an item's bias in its score. */
    public static final Option<Double> BIAS_WEIGHT = Option.real("biasWeight", 1, "1: the bias as it is learnt");

    /** The model type; {@code Models.register(PopMf.TYPE)} makes it known by its name. */
    public static final ModelType TYPE = ModelType.named("PopMF")
            .options(BIAS_WEIGHT, SharedOptions.LAMBDA.defaulting(1e-4, "usual for BPR: 1e-4"))
            .training(Schedule.CONSTANT)
            .opens(Net.class, Net::open);

    private PopMf() {}

    /** Embeddings, (M+N) x d, and biases, N x 1. */
    record Net(Recommender model, Parameter embeddings, Parameter biases) implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            return new Net(
                    model,
                    into.xavierTables("embeddings", model.users(), model.items(), model.embeddingSize()),
                    into.zeros("biases", model.items(), 1));
        }

        @Override
        public Lines forward(Tape tape) {
            return Lines.of(withColumn(tape, 1, tape.parameter(biases).scale(get(BIAS_WEIGHT))));
        }

        /** BPR, and λ times half the squares of the batch's embeddings and unweighted biases, over the batch size. */
        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return LossTerms.empty()
                    .plus("bpr", 1, Losses.bpr(BatchRows.gather(lines.general(), batch, users())))
                    .plus("l2", get(SharedOptions.LAMBDA), () -> {
                        Var raw = withColumn(lines.tape(), 0, lines.tape().parameter(biases));
                        return Losses.halfSquares(BatchRows.gather(raw, batch, users()), batch.configuredSize());
                    });
        }

        /** The embeddings with one more column: a constant for users, numbers of their own for items. */
        private Var withColumn(Tape tape, double ofUsers, Var ofItems) {
            return Var.stackColumns(
                    tape.parameter(embeddings), Var.stackRows(tape.filled(users(), 1, ofUsers), ofItems));
        }
    }
}
