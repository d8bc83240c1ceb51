package org.drepmrec.model.recent;

import java.util.function.Function;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;

/**
 * What MENTOR and COHESION have for each modality and once more for IDs, before any graph: free preferences P of the users, M x
 * d, and an MLP with one hidden layer and leaky ReLU (slope 0.01) on the items' features or IDs.
 */
record Tower(Parameter preferences, Function<Tape, Var> hidden, Linear second) {

    /** The size of the hidden layer. */
    static final Option<Integer> HIDDEN = Option.integer("mlp.hidden", 256, 1, 65_536, "its authors' code: 4 x 64");

    private static final double SLOPE = 0.01;

    /** A tower on features, with parameters {@code P.name}, {@code W.name.1}, {@code b.name.1} and so on. */
    static Tower of(Recommender model, Modality m, String name, ParameterStore into) {
        Projection first = Projection.of(model, m, into, name + ".1", model.get(HIDDEN), Linear.Start.LINEAR);
        return of(model, name, first::items, into);
    }

    /** A tower on the IDs of the items, N x d, named {@code id}. */
    static Tower ofIds(Recommender model, Parameter ids, ParameterStore into) {
        Linear first = Linear.of(into, "id.1", model.embeddingSize(), model.get(HIDDEN));
        return of(model, "id", tape -> first.apply(tape.parameter(ids)), into);
    }

    private static Tower of(Recommender model, String name, Function<Tape, Var> first, ParameterStore into) {
        int d = model.embeddingSize();
        return new Tower(
                into.xavierNormal("P." + name, model.users(), d),
                first,
                Linear.of(into, name + ".2", model.get(HIDDEN), d));
    }

    /** The output of the MLP for all items, N x d. */
    Var items(Tape tape) {
        return second.apply(hidden.apply(tape).leakyRelu(SLOPE));
    }

    /** The users' preferences above some rows of items, each of norm 1: where propagation begins, (M+N) x d. */
    Var above(Var items) {
        return Var.stackRows(items.tape().parameter(preferences), items).normalizeRows();
    }

    /** The mean of the squared preferences of a batch's users. */
    Var penalty(Tape tape, Batch batch) {
        Var rows = tape.parameter(preferences).rows(batch.users());
        return rows.squaredNorm().scale(1.0 / batch.size() / rows.cols());
    }
}
