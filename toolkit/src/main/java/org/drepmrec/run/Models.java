package org.drepmrec.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.align.Bma;
import org.drepmrec.model.baseline.Bm3;
import org.drepmrec.model.baseline.Bpr;
import org.drepmrec.model.baseline.DualGnn;
import org.drepmrec.model.baseline.Freedom;
import org.drepmrec.model.baseline.LightGcn;
import org.drepmrec.model.baseline.Mgcn;
import org.drepmrec.model.baseline.Mmgcn;
import org.drepmrec.model.baseline.Vbpr;
import org.drepmrec.model.drepmrec.DRepMRec;

/**
 * All models by name. A new one is one line here.
 *
 * <p>A baseline's plain name is its paper's form, {@code NAME-MMRec} what MMRec computes, {@code NAME + BMA} the paper's form
 * with Behavior-Modal Alignment (paper Table 4).
 */
public final class Models {

    private static final List<String> TABLE_2 =
            List.of("BPR", "LightGCN", "VBPR", "MMGCN", "DualGNN", "BM3", "FREEDOM", "MGCN", "DRepMRec");

    private static final Map<String, Function<Graphs, Recommender.Builder<?>>> BUILDERS = new LinkedHashMap<>();

    static {
        BUILDERS.put("DRepMRec", DRepMRec::builder);
        BUILDERS.put("DREAM", DRepMRec::dream);
        BUILDERS.put("BPR", Bpr::builder);
        BUILDERS.put("LightGCN", LightGcn::builder);
        BUILDERS.put("VBPR", Vbpr::builder);
        BUILDERS.put("MMGCN", Mmgcn::builder);
        BUILDERS.put("DualGNN", DualGnn::builder);
        BUILDERS.put("BM3", Bm3::builder);
        BUILDERS.put("FREEDOM", Freedom::builder);
        BUILDERS.put("MGCN", Mgcn::builder);
        BUILDERS.put("BPR-MMRec", Bpr::asInMMRec);
        BUILDERS.put("LightGCN-MMRec", LightGcn::asInMMRec);
        BUILDERS.put("VBPR-MMRec", Vbpr::asInMMRec);
        BUILDERS.put("MMGCN-MMRec", Mmgcn::asInMMRec);
        BUILDERS.put("DualGNN-MMRec", DualGnn::asInMMRec);
        BUILDERS.put("BM3-MMRec", Bm3::asInMMRec);
        BUILDERS.put("FREEDOM-MMRec", Freedom::asInMMRec);
        BUILDERS.put("MGCN-MMRec", Mgcn::asInMMRec);
        BUILDERS.put("VBPR + BMA", graphs -> Bma.builder("VBPR + BMA", Vbpr.builder(graphs)));
        BUILDERS.put("BM3 + BMA", graphs -> Bma.builder("BM3 + BMA", Bm3.builder(graphs)));
        BUILDERS.put("MGCN + BMA", graphs -> Bma.builder("MGCN + BMA", Mgcn.builder(graphs))
                .intraOnly());
    }

    private Models() {}

    /** Adds a model, or replaces the one of that name; for tests. */
    static void register(String name, Function<Graphs, Recommender.Builder<?>> builder) {
        BUILDERS.put(name, builder);
    }

    /** Takes a model out again. */
    static void forget(String name) {
        BUILDERS.remove(name);
    }

    /** The nine of the paper's Table 2, in its order. */
    public static List<String> all() {
        return TABLE_2;
    }

    /** All names, with other forms of the nine. */
    public static List<String> names() {
        return List.copyOf(BUILDERS.keySet());
    }

    /**
     * The name as it is spelled here; case and spaces do not matter.
     *
     * @throws IllegalArgumentException if there is no such model, listing all
     */
    public static String spelled(String name) {
        return BUILDERS.keySet().stream()
                .filter(known -> plain(known).equals(plain(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "model: found \"" + name + "\", expected one of " + String.join(", ", names())));
    }

    private static String plain(String name) {
        return name.replace(" ", "").toLowerCase(Locale.ROOT);
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
