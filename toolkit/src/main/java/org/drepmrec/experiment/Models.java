package org.drepmrec.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.baseline.LightGcn;
import org.drepmrec.model.drepmrec.DRepMRec;

/** All models by name. A new one is one line here. */
public final class Models {

    private static final Map<String, Function<Graphs, Recommender.Builder<?>>> BUILDERS = new LinkedHashMap<>();

    static {
        BUILDERS.put("DRepMRec", DRepMRec::builder);
        BUILDERS.put("DREAM", DRepMRec::dream);
        BUILDERS.put("LightGCN", LightGcn::builder);
    }

    private Models() {}

    /** All names. */
    public static List<String> names() {
        return List.copyOf(BUILDERS.keySet());
    }

    /**
     * The name as it is spelled here; case does not matter.
     *
     * @throws IllegalArgumentException if there is no such model, listing all
     */
    public static String spelled(String name) {
        return BUILDERS.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "model: found \"" + name + "\", expected one of " + String.join(", ", names())));
    }

    /**
     * Starts a model with the defaults of that name.
     *
     * @throws IllegalArgumentException if there is no such model, listing all
     */
    public static Recommender.Builder<?> builder(String name, Graphs graphs) {
        return BUILDERS.get(spelled(name)).apply(graphs);
    }
}
