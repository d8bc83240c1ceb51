package org.drepmrec.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.run.ColdStart;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.Knockout;
import org.drepmrec.run.Missing;

/** All experiments by name, for the command line. A new one takes one line here. */
public final class Experiments {

    private static final Map<String, Function<MultimodalDataset, Experiment.Builder<?>>> BUILDERS =
            new LinkedHashMap<>();

    static {
        BUILDERS.put("rq1", Rq1::builder);
        BUILDERS.put("rq2", Rq2::builder);
        BUILDERS.put("rq3", Rq3::builder);
        BUILDERS.put("rq4", Rq4::builder);
        BUILDERS.put("figure1", Figure1::builder);
        BUILDERS.put("knockout", Knockout::builder);
        BUILDERS.put("missing", Missing::builder);
        BUILDERS.put("coldstart", ColdStart::builder);
    }

    private Experiments() {}

    /** All names. */
    public static List<String> names() {
        return List.copyOf(BUILDERS.keySet());
    }

    /**
     * Starts an experiment with its defaults.
     *
     * @throws IllegalArgumentException if there is no such experiment, listing all
     */
    public static Experiment.Builder<?> builder(String name, MultimodalDataset data) {
        Function<MultimodalDataset, Experiment.Builder<?>> builder = BUILDERS.get(name);
        if (builder == null) {
            throw new IllegalArgumentException("experiment: found \"" + name + "\", expected one of " + names());
        }
        return builder.apply(data);
    }
}
