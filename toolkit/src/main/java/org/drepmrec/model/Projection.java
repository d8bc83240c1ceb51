package org.drepmrec.model;

import java.util.Objects;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;

/**
 * The features of the items in one modality and the layer on them, X_m W + b.
 *
 * @param weight W, d_m x out
 * @param bias b, 1 x out; null for none
 */
public record Projection(FeatureTable features, Parameter weight, Parameter bias) {

    /** A projection with parameters {@code W.name} and {@code b.name}. */
    public static Projection of(
            Recommender model, Modality m, ParameterStore into, String name, int out, Linear.Start weight) {
        FeatureTable features = FeatureTable.of(model, m, into);
        Linear layer = Linear.of(into, name, model.featureSize(m), out, weight, Linear.Start.LINEAR);
        return new Projection(features, layer.weight(), layer.bias());
    }

    /** A projection to d columns with a bias, both starting as U(±1/√d_m). */
    public static Projection of(Recommender model, Modality m, ParameterStore into) {
        return of(model, m, into, m.toString(), model.embeddingSize(), Linear.Start.LINEAR);
    }

    /** A projection by a weight alone. */
    public static Projection unbiased(Recommender model, Modality m, ParameterStore into, Parameter weight) {
        return new Projection(FeatureTable.of(model, m, into), weight, null);
    }

    /** What is trained: W, b unless there is none, and the features if they are. */
    public Stream<Parameter> parameters() {
        return Stream.of(weight, bias, features.trained()).filter(Objects::nonNull);
    }

    /** All items, N x out. */
    public Var items(Tape tape) {
        Var product = features.times(tape.parameter(weight));
        return bias == null ? product : product.plusRow(tape.parameter(bias));
    }
}
