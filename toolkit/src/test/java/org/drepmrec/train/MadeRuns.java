package org.drepmrec.train;

import java.util.List;
import java.util.Map;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.eval.Mask;
import org.drepmrec.model.Representations;
import org.drepmrec.model.Scoring;

/** Runs with given representations, for tests of what is seen in them. */
public final class MadeRuns {

    private MadeRuns() {}

    /** A run that no training led to. */
    public static TrainedModel of(String name, MultimodalDataset data, Representations representations) {
        return new TrainedModel(
                data,
                new RunProvenance(name, Map.of(), Map.of(), Map.of(), Map.of(), Map.of()),
                StopReason.EPOCHS_DONE,
                List.of(),
                Map::of,
                representations,
                Map.of(),
                Scoring.DOT_PRODUCT,
                Mask.TRAIN,
                List.of());
    }
}
