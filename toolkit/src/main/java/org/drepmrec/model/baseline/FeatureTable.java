package org.drepmrec.model.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/** The raw features of the items in one modality, N x d_m: a constant or, where asked, a parameter {@code X.modality}. */
final class FeatureTable {

    /** Whether the items' feature tables are trained. */
    static final Option<Boolean> TRAINABLE =
            Option.flag("features.trainable", false, "the papers call features pre-extracted; MMRec trains them");

    private final NDArray constant;
    private final Parameter trainable;

    FeatureTable(ParameterStore store, Modality modality, Features raw, Options options) {
        Shape shape = new Shape(raw.rows(), raw.dimension());
        boolean train = options.get(TRAINABLE);
        this.constant = train ? null : store.constant(raw.values(), shape);
        this.trainable = train ? store.create("X." + modality, raw.values(), shape) : null;
    }

    /** All rows. */
    Var on(Tape tape) {
        return trainable == null ? tape.constant(constant) : tape.parameter(trainable);
    }
}
