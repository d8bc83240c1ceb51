package org.drepmrec.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Mask;
import org.drepmrec.eval.Scorer;
import org.drepmrec.graph.Graphs;
import org.drepmrec.io.DataException;
import org.drepmrec.model.ClosedForm;
import org.drepmrec.model.Models;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Options;

/** Makes the result of a model that has nothing to train, and makes it again from what was saved of it. */
final class Computed {

    private static final String FINGERPRINT = "fingerprint";

    private Computed() {}

    /** Computes the scores and evaluates them once, on both held-out splits. No engine is needed. */
    static TrainedModel of(Recommender model, Options training, int[] cutoffs) {
        return of(model, RunProvenance.ofComputed(model, training), training.get(TrainOptions.SEED), cutoffs);
    }

    private static TrainedModel of(Recommender model, RunProvenance provenance, long seed, int[] cutoffs) {
        ClosedForm form = model.type().closedForm().orElseThrow();
        Scorer scorer = form.scorer(model, seed);
        Mask mask = TrainOptions.MASK.parse(provenance.training().get(TrainOptions.MASK.key()));
        Map<Split, Evaluation> evaluations = Evaluations.of(model.data(), scorer, cutoffs, mask);
        return new TrainedModel(
                model.data(),
                provenance,
                StopReason.NOTHING_TO_TRAIN,
                List.of(),
                () -> evaluations,
                null,
                Map.of(),
                (representations, parameters) -> scorer,
                mask,
                List.of());
    }

    /**
     * Computes a saved model's scores again. Saving keeps what they follow from: the options, the seed and the
     * fingerprint of the data.
     *
     * @param where what a message calls the saved model
     * @throws DataException if the model's type is not known here
     */
    static TrainedModel again(String where, RunProvenance saved, int[] cutoffs, MultimodalDataset data) {
        if (Models.find(saved.model()).flatMap(t -> t.closedForm()).isEmpty()) {
            throw DataException.of(
                    where,
                    "a model " + DataException.quote(saved.model()) + " that computes its scores",
                    "one of " + Models.names(),
                    "register its type before it is loaded");
        }
        Graphs.Builder graphs = Graphs.builder(data);
        Map<String, String> options = new LinkedHashMap<>(saved.graphs());
        options.remove(FINGERPRINT);
        options.forEach(graphs::set);
        Recommender model = Models.builder(saved.model(), graphs.build())
                .set(saved.options())
                .build();
        String seed = saved.training().getOrDefault(TrainOptions.SEED.key(), "");
        return of(model, saved, TrainOptions.SEED.parse(seed), cutoffs);
    }
}
