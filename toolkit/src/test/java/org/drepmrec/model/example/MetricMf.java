package org.drepmrec.model.example;

import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.eval.Scorer;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Representations;

/**
 * An example with two lines and scores that are no dot products: users and items have ID embeddings, items add their projected
 * features and users P; score(u, i) = -‖g_u - g_i‖². Trained with BPR on dot products, for brevity.
 */
public final class MetricMf {

    /** The model type. */
    public static final ModelType TYPE = ModelType.named("MetricMF")
            .needsModality()
            .scores((r, parameters) -> new Distance(r))
            .opens(Net.class, Net::open);

    private MetricMf() {}

    /** ID embeddings, (M+N) x d, preferences P, M x d, and the projection of the first modality's features. */
    record Net(Recommender model, Parameter ids, Parameter preferences, Projection features) implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            Modality first = model.modalities().iterator().next();
            int d = model.embeddingSize();
            return new Net(
                    model,
                    into.xavierTables("E", model.users(), model.items(), d),
                    into.xavierUniform("P", model.users(), d),
                    Projection.unbiased(model, first, into, into.xavierUniform("W", model.featureSize(first), d)));
        }

        @Override
        public Lines forward(Tape tape) {
            Var behavior = tape.parameter(ids);
            Var modal = Var.stackRows(tape.parameter(preferences), features.items(tape));
            return new Lines(behavior.plus(modal), behavior, modal);
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return LossTerms.empty().plus("bpr", 1, Losses.bpr(rows(lines.general(), batch)));
        }
    }

    /** Minus the squared distance. */
    private record Distance(Representations of) implements Scorer {

        @Override
        public int users() {
            return of.users();
        }

        @Override
        public int items() {
            return of.items();
        }

        @Override
        public void score(int[] user, int count, float[] out) {
            float[] all = of.general().values();
            int d = of.general().size();
            for (int b = 0; b < count; b++) {
                for (int i = 0; i < items(); i++) {
                    float sum = 0;
                    for (int k = 0; k < d; k++) {
                        float difference = all[user[b] * d + k] - all[(users() + i) * d + k];
                        sum -= difference * difference;
                    }
                    out[b * items() + i] = sum;
                }
            }
        }
    }
}
