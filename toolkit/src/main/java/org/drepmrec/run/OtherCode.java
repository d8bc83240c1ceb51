package org.drepmrec.run;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drepmrec.option.Options;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.TrainingCode;

/**
 * Finds the runs in a store that have the same specification but were made by other code or another version of the
 * engine.
 */
final class OtherCode {

    private static final Set<String> CODE = Set.of(TrainingCode.FINGERPRINT, "djl", "engineVersion");

    private final RunStore store;
    private final String data;
    private final Map<String, String> place;
    private final Map<String, List<RunFolder.Outline>> byModelAndSeed = new HashMap<>();

    /**
     * A look into a store; it is read once.
     *
     * @param data fingerprint of the data set
     * @param place engine, versions and device of today
     */
    OtherCode(RunStore store, String data, Map<String, String> place) {
        this.store = store;
        this.data = data;
        this.place = place;
    }

    /** How many there are for a specification without a current run in the store. */
    long count(RunSpec spec, Setup setup) {
        Map<String, String> today = new LinkedHashMap<>(place);
        today.putAll(TrainingCode.of(setup.model()));
        return byModelAndSeed.computeIfAbsent(spec.model() + " " + spec.seed(), k -> store.outlines(spec)).stream()
                .filter(o -> o.probes().equals(spec.probes())
                        && sameWords(o.provenance(), setup.areas())
                        && differs(o.provenance().environment(), today))
                .count();
    }

    private boolean sameWords(RunProvenance run, Map<String, Options> areas) {
        Map<String, String> graphs = new LinkedHashMap<>(run.graphs());
        graphs.remove("fingerprint");
        Map<String, String> asked = new LinkedHashMap<>(areas.get("graphs").asMap());
        // A run names how neighbors are found only where that decides.
        asked.keySet().retainAll(graphs.keySet());
        return data.equals(run.data().get("fingerprint"))
                && graphs.equals(asked)
                && run.options().equals(areas.get("model").asMap())
                && run.training().equals(areas.get("training").asMap())
                && place.get("engine").equals(run.environment().get("engine"))
                && place.get("device").equals(run.environment().get("device"));
    }

    private static boolean differs(Map<String, String> was, Map<String, String> is) {
        return CODE.stream().anyMatch(key -> !is.get(key).equals(was.get(key)));
    }
}
