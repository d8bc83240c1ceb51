package org.drepmrec.model.example;

import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * The example of .github/CONTRIBUTING.md, "Adding a model". PopMF is matrix factorization with a learnt item bias, trained
 * with BPR; score(u, i) = u · i + w b_i. Since scores are dot products, a user is [u, 1] and an item [i, w b_i], of size
 * d + 1.
 */
public final class PopMf extends Recommender {

    /** w, the weight of an item's bias in its score. */
    public static final Option<Double> BIAS_WEIGHT = Option.real("biasWeight", 1, "1: the bias as it is learnt");

    /** Weight of half the squares of a batch's embeddings and unweighted biases, over the batch size. */
    public static final Option<Double> L2 = Option.real("reg.lambda", 1e-4, 0, Double.MAX_VALUE, "usual for BPR: 1e-4");

    private Parameter embeddings;
    private Parameter biases;

    private PopMf(Graphs graphs, Options options) {
        super("PopMF", graphs, options);
    }

    /** Starts a model on graphs, of which it uses the data only. */
    public static Builder builder(Graphs graphs) {
        return new Builder(graphs);
    }

    @Override
    public void initialize(ParameterStore into) {
        embeddings = into.xavierTables("embeddings", users(), items(), embeddingSize());
        biases = into.zeros("biases", items(), 1);
    }

    @Override
    public Lines forward(Tape tape) {
        Var column = tape.parameter(biases).scale(options().get(BIAS_WEIGHT));
        return Lines.of(withColumn(tape, 1, column));
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        Tape tape = lines.general().tape();
        Var raw = withColumn(tape, 0, tape.parameter(biases));
        return LossTerms.empty()
                .plus("bpr", 1, Losses.bpr(BatchRows.gather(lines.general(), batch, users())))
                .plus(
                        "l2",
                        options().get(L2),
                        Losses.halfSquares(BatchRows.gather(raw, batch, users()), batch.configuredSize()));
    }

    /** The embeddings with one more column: a constant for users, numbers of their own for items. */
    private Var withColumn(Tape tape, double ofUsers, Var ofItems) {
        return Var.stackColumns(tape.parameter(embeddings), Var.stackRows(tape.filled(users(), 1, ofUsers), ofItems));
    }

    /** Collects the options of {@link PopMf}. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private Builder(Graphs graphs) {
            super(graphs, Options.of("PopMF", EMBEDDING_SIZE, BIAS_WEIGHT, L2));
        }

        /** w, the weight of an item's bias in its score; 1 by default. */
        public Builder biasWeight(double weight) {
            return set(BIAS_WEIGHT, weight);
        }

        /** Weight of the L2 penalty; 1e-4 by default. */
        public Builder l2(double weight) {
            return set(L2, weight);
        }

        @Override
        public PopMf build() {
            return new PopMf(graphs(), options());
        }
    }
}
