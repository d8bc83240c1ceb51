package org.drepmrec.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** All probes by name. Add one here or by {@link #register}. */
public final class Probes {

    private static final Map<String, Probe.Factory> FACTORIES = new ConcurrentSkipListMap<>();

    static {
        FACTORIES.put(LineProbes.DISTANCE, LineProbes::distance);
        FACTORIES.put(LineProbes.MEMORY, LineProbes::memory);
        FACTORIES.put(LineProbes.CONFLICT, LineProbes::conflict);
    }

    private Probes() {}

    /**
     * Adds a probe, or replaces the one of that name. The key of a stored run contains the name and a fingerprint of
     * the probe's code.
     */
    public static void register(String name, Probe.Factory factory) {
        FACTORIES.put(name, factory);
    }

    /** All names. */
    public static List<String> names() {
        return List.copyOf(FACTORIES.keySet());
    }

    /**
     * Makes a probe for one run.
     *
     * @throws IllegalArgumentException if there is no such probe, listing all
     */
    public static Probe create(String name, org.drepmrec.model.Recommender model) {
        return require(name).create(model);
    }

    static Probe.Factory require(String name) {
        Probe.Factory factory = FACTORIES.get(name);
        if (factory == null) {
            throw new IllegalArgumentException("probe: found \"" + name + "\", expected one of " + names());
        }
        return factory;
    }
}
