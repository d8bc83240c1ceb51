package org.drepmrec.run;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drepmrec.model.Models;
import org.drepmrec.train.TrainOptions;

/**
 * The specification of one training: everything that determines it, apart from the data and the engine.
 *
 * @param model one of {@link Models#names}
 * @param settings values by option key of graphs, model or training, in order of the keys; the rest keep their defaults
 * @param seed of everything random
 * @param probes names of {@link Probes} that are measured after each epoch
 */
public record RunSpec(String model, Map<String, String> settings, long seed, Set<String> probes) {

    /**
     * Freezes the parts.
     *
     * @throws IllegalArgumentException if the model or a probe is unknown, or the settings name the seed
     */
    public RunSpec {
        model = Models.spelled(model);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        probes = Collections.unmodifiableSet(new TreeSet<>(probes));
        probes.forEach(Probes::require);
        if (settings.containsKey(TrainOptions.SEED.key())) {
            throw new IllegalArgumentException("settings: found the option " + TrainOptions.SEED
                    + ", expected it as the seed of the run; call seed(...)");
        }
    }

    /** A model with default settings and seed 999, without probes. */
    public static RunSpec of(String model) {
        return new RunSpec(model, Map.of(), TrainOptions.SEED.defaultValue(), Set.of());
    }

    /** A copy with one more setting, or another value of it. */
    public RunSpec with(String key, String value) {
        return with(Map.of(key, value));
    }

    /** A copy with more settings; where both have one, the new value counts. */
    public RunSpec with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        return new RunSpec(model, all, seed, probes);
    }

    /** A copy with another seed. */
    public RunSpec seed(long other) {
        return new RunSpec(model, settings, other, probes);
    }

    /** A copy with these probes instead. */
    public RunSpec probes(String... names) {
        return new RunSpec(model, settings, seed, new TreeSet<>(Arrays.asList(names)));
    }

    @Override
    public String toString() {
        return model + (settings.isEmpty() ? "" : " " + settings) + ", seed " + seed
                + (probes.isEmpty() ? "" : ", probes " + probes);
    }
}
