package org.drepmrec.model;

import ai.djl.ndarray.types.Shape;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Var;

/**
 * The raw features of the items in one modality, N x d_m: a constant or, if {@link SharedOptions#TRAINABLE_FEATURES} is
 * set, a parameter {@code X.modality}.
 */
public final class FeatureTable {

    private final FeatureMatrix constant;
    private final Parameter trainable;

    private FeatureTable(FeatureMatrix constant, Parameter trainable) {
        this.constant = constant;
        this.trainable = trainable;
    }

    /** Creates the features of a model's data in a store. */
    public static FeatureTable of(Recommender model, Modality modality, ParameterStore into) {
        Features raw = model.data().features(modality);
        return model.options().knows(SharedOptions.TRAINABLE_FEATURES.key())
                        && model.get(SharedOptions.TRAINABLE_FEATURES)
                ? new FeatureTable(
                        null, into.create("X." + modality, raw.values(), new Shape(raw.rows(), raw.dimension())))
                : new FeatureTable(FeatureMatrix.of(into, raw), null);
    }

    /** The parameter; null where the features are a constant. */
    Parameter trained() {
        return trainable;
    }

    /** Their product with weights, N x d. */
    public Var times(Var weight) {
        return trainable == null
                ? constant.times(weight)
                : weight.tape().parameter(trainable).matMul(weight);
    }
}
