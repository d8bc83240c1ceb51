package org.drepmrec.model.baseline;

import java.util.List;
import org.drepmrec.model.ModelProvider;
import org.drepmrec.model.ModelType;

/** Lists the models that DRepMRec is compared with. */
public final class Baselines implements ModelProvider {

    @Override
    public List<ModelType> types() {
        return List.of(Bpr.TYPE, LightGcn.TYPE, Vbpr.TYPE, Mmgcn.TYPE, DualGnn.TYPE, Bm3.TYPE, Freedom.TYPE, Mgcn.TYPE);
    }
}
