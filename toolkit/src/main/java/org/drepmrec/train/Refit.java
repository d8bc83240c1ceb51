package org.drepmrec.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Provenance;
import org.drepmrec.data.Split;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.Recommender;

/** Trains a model again on all interactions, for as many epochs as selection chose. */
final class Refit {

    /** The setting of the data that says how they were made, so that a saved refit is loaded with the original data. */
    static final String SETTING = "refit";

    private static final String FINGERPRINT = "fingerprint";

    private Refit() {}

    static TrainedModel of(TrainedModel run) {
        RunProvenance provenance = run.provenance();
        if (provenance.data().containsKey("setting." + SETTING)) {
            throw new IllegalStateException(
                    run.name() + " has been fitted on all interactions already, expected a model that"
                            + " was selected on held-out ones; refit that one");
        }
        int epochs = run.bestEpoch().map(e -> e.epoch() + 1).orElse(0);
        if (!run.isComputed() && epochs == 0) {
            throw new IllegalStateException(run.name()
                    + " has no best epoch, expected one that selection chose; train it for an epoch at least");
        }
        MultimodalDataset all = all(run.data(), run.isComputed() ? "computed" : epochs + " epochs");
        Graphs.Builder graphs = Graphs.builder(all);
        Map<String, String> options = new LinkedHashMap<>(provenance.graphs());
        options.remove(FINGERPRINT);
        options.forEach(graphs::set);
        Recommender model = Models.builder(provenance.model(), graphs.build())
                .set(provenance.options())
                .build();
        Trainer.Builder trainer = Trainer.builder(model).cutoffs(run.cutoffs()).unselected();
        provenance.training().forEach(trainer::set);
        if (!run.isComputed()) {
            trainer.epochs(epochs)
                    .engine(provenance.environment().get("engine"))
                    .device(provenance.environment().get("device"));
        }
        return trainer.build().fit();
    }

    /** The same data with every interaction for training and none held out. */
    static MultimodalDataset all(MultimodalDataset data, String how) {
        Map<String, String> settings = new LinkedHashMap<>(data.provenance().settings());
        settings.put(SETTING, how);
        Interactions none = new Interactions(data.users(), data.items(), new int[0], new int[0]);
        MultimodalDataset.Builder b = MultimodalDataset.builder(data.name(), data.users(), data.items())
                .train(new Interactions(data.users(), data.items(), ids(data, true), ids(data, false)))
                .validation(none)
                .test(none)
                .catalogue(data.catalogue())
                .provenance(new Provenance(
                        data.provenance().source(), data.provenance().sha256(), settings));
        data.modalities().forEach(m -> b.features(m, data.features(m)));
        data.ids().ifPresent(b::ids);
        data.warnings().forEach(b::warning);
        return b.build();
    }

    private static int[] ids(MultimodalDataset data, boolean users) {
        return Stream.of(Split.values())
                .map(data::split)
                .flatMapToInt(pairs -> IntStream.range(0, pairs.size()).map(k -> users ? pairs.user(k) : pairs.item(k)))
                .toArray();
    }
}
