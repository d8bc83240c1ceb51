package org.drepmrec.model.related;

import java.util.List;
import org.drepmrec.model.ModelProvider;
import org.drepmrec.model.ModelType;

/** Lists the models that the paper speaks of beside those of its Table 2. */
public final class RelatedModels implements ModelProvider {

    @Override
    public List<ModelType> types() {
        return List.of(
                Lattice.TYPE,
                Grcn.TYPE,
                SlmRec.TYPE,
                LgmRec.TYPE,
                Dragon.TYPE,
                Buir.TYPE,
                Micro.TYPE,
                DeepStyle.TYPE,
                Maml.TYPE,
                Vecf.TYPE);
    }
}
