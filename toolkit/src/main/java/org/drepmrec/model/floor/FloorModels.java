package org.drepmrec.model.floor;

import java.util.List;
import org.drepmrec.model.ModelProvider;
import org.drepmrec.model.ModelType;

/** Lists the models with nothing to train. */
public final class FloorModels implements ModelProvider {

    @Override
    public List<ModelType> types() {
        return List.of(RandomOrder.TYPE, Popularity.TYPE, ItemKnn.TYPE, ContentKnn.TYPE, Ease.TYPE);
    }
}
