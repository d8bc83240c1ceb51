package org.drepmrec.model.baseline;

import ai.djl.ndarray.types.Shape;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.model.FeatureMatrix;
import org.drepmrec.model.Linear;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/** The raw features of the items in one modality, N x d_m: a constant or, where asked, a parameter {@code X.modality}. */
final class FeatureTable {

    /** Whether the items' feature tables are trained. */
    static final Option<Boolean> TRAINABLE =
            Option.flag("features.trainable", false, "the papers call features pre-extracted; MMRec trains them");

    private final FeatureMatrix constant;
    private final Parameter trainable;

    FeatureTable(ParameterStore store, Modality modality, Features raw, Options options) {
        boolean train = options.get(TRAINABLE);
        this.constant = train ? null : FeatureMatrix.of(store, raw);
        this.trainable =
                train ? store.create("X." + modality, raw.values(), new Shape(raw.rows(), raw.dimension())) : null;
    }

    /** Their product with weights, N x d. */
    Var times(Var weight) {
        return trainable == null
                ? constant.times(weight)
                : weight.tape().parameter(trainable).matMul(weight);
    }

    /** The layer of all items, N x d. */
    Var through(Linear layer, Tape tape) {
        return times(tape.parameter(layer.weight())).plusRow(tape.parameter(layer.bias()));
    }
}
