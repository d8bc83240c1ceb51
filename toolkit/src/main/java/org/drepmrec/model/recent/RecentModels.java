package org.drepmrec.model.recent;

import java.util.List;
import org.drepmrec.model.ModelProvider;
import org.drepmrec.model.ModelType;

/** Lists the multimodal recommenders of 2024 and 2025. None of them is in the paper's Table 2. */
public final class RecentModels implements ModelProvider {

    @Override
    public List<ModelType> types() {
        return List.of(Smore.TYPE, Mentor.TYPE, Cohesion.TYPE, AlignRec.TYPE);
    }
}
