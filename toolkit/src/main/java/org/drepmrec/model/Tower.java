package org.drepmrec.model;

import java.util.function.Function;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.option.Option;

/**
 * What DualGNN and its heirs have for each modality, some once more for IDs, before any graph: free preferences P of the users, M x
 * d, and an MLP with one hidden layer and leaky ReLU (slope 0.01) on the items' features or IDs.
 *
 * @param preferences P
 * @param hidden the hidden layer for all items, before its activation
 * @param second the layer on it
 */
public record Tower(Parameter preferences, Function<Tape, Var> hidden, Linear second) {

    /** The size of the hidden layer. */
    public static final Option<Integer> HIDDEN =
            Option.integer("mlp.hidden", 256, 1, 65_536, "MENTOR's and COHESION's code: 4 x 64");

    private static final double SLOPE = 0.01;

    /** A tower on features, with parameters {@code P.name}, {@code W.name.1}, {@code b.name.1} and so on. */
    public static Tower of(Recommender model, Modality m, String name, ParameterStore into) {
        Parameter preferences = preferences(model, name, into);
        Projection first = Projection.of(model, m, into, name + ".1", model.get(HIDDEN), Linear.Start.LINEAR);
        return new Tower(preferences, first::items, second(model, name, into));
    }

    /** A tower on the IDs of the items, N x d, named {@code id}. */
    public static Tower ofIds(Recommender model, Parameter ids, ParameterStore into) {
        Parameter preferences = preferences(model, "id", into);
        Linear first = Linear.of(into, "id.1", model.embeddingSize(), model.get(HIDDEN));
        return new Tower(preferences, tape -> first.apply(tape.parameter(ids)), second(model, "id", into));
    }

    private static Parameter preferences(Recommender model, String name, ParameterStore into) {
        return into.xavierNormal("P." + name, model.users(), model.embeddingSize());
    }

    private static Linear second(Recommender model, String name, ParameterStore into) {
        return Linear.of(into, name + ".2", model.get(HIDDEN), model.embeddingSize());
    }

    /** The output of the MLP for all items, N x d. */
    public Var items(Tape tape) {
        return second.apply(hidden.apply(tape).leakyRelu(SLOPE));
    }

    /** The users' preferences above some rows of items, each of norm 1: where propagation begins, (M+N) x d. */
    public Var above(Var items) {
        return Var.stackRows(items.tape().parameter(preferences), items).normalizeRows();
    }

    /** The mean of the squared preferences of a batch's users. */
    public Var penalty(Tape tape, Batch batch) {
        Var rows = tape.parameter(preferences).rows(batch.users());
        return rows.squaredNorm().scale(1.0 / batch.size() / rows.cols());
    }
}
