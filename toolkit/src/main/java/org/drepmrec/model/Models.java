package org.drepmrec.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.drepmrec.graph.Graphs;

/**
 * The registry of model types: those of the toolkit and of other jars ({@link ModelProvider}), and those
 * {@linkplain #register registered} at run time. {@code NAME + BMA} is any of them with a
 * {@linkplain ModelPlugin plug-in}.
 *
 * <p>A baseline's plain name stands for the form of its paper, {@code NAME-MMRec} for what MMRec computes.
 */
public final class Models {

    private static final List<String> TABLE_2 =
            List.of("BPR", "LightGCN", "VBPR", "MMGCN", "DualGNN", "BM3", "FREEDOM", "MGCN", "DRepMRec");

    private static final Map<String, ModelType> TYPES = new LinkedHashMap<>();
    private static final Map<String, ModelPlugin> PLUGINS = new LinkedHashMap<>();

    static {
        ClassLoader loader = Models.class.getClassLoader();
        List<ModelType> found = new ArrayList<>();
        ServiceLoader.load(ModelProvider.class, loader).forEach(p -> found.addAll(p.types()));
        found.forEach(Models::registerOnce);
        found.forEach(type -> type.presets().forEach(Models::registerOnce));
        ServiceLoader.load(ModelPlugin.class, loader).forEach(p -> PLUGINS.put(plain(p.name()), p));
    }

    private Models() {}

    private static void registerOnce(ModelType type) {
        ModelType other = TYPES.putIfAbsent(plain(type.name()), type);
        if (other != null) {
            throw new IllegalStateException(
                    "two jars bring a model named " + type.name() + ", expected one; remove a jar from the class path");
        }
    }

    /**
     * Registers a type by its name, from a notebook cell or a program. It replaces a type of the same name, so that a
     * cell can be run again.
     */
    public static synchronized ModelType register(ModelType type) {
        TYPES.put(plain(type.name()), type);
        type.presets().forEach(Models::register);
        return type;
    }

    /** Removes a type and its presets; this works for the toolkit's own types too. */
    public static synchronized void unregister(ModelType type) {
        TYPES.remove(plain(type.name()));
        type.presets().forEach(Models::unregister);
    }

    /** The nine models of the paper's Table 2, in its order. */
    public static List<String> all() {
        return TABLE_2;
    }

    /** All names, without combinations with plug-ins. */
    public static synchronized List<String> names() {
        return TYPES.values().stream().map(ModelType::name).toList();
    }

    /**
     * The type of a name; case and spaces are ignored.
     *
     * @throws IllegalArgumentException if there is no such model, listing all
     */
    public static ModelType type(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    /** The type of a name, if it is registered. */
    public static synchronized Optional<ModelType> find(String name) {
        String wanted = plain(name);
        ModelType known = TYPES.get(wanted);
        int sign = wanted.lastIndexOf('+');
        if (known != null || sign < 0) {
            return Optional.ofNullable(known);
        }
        ModelPlugin plugin = PLUGINS.get(wanted.substring(sign + 1));
        return plugin == null
                ? Optional.empty()
                : find(wanted.substring(0, sign)).map(plugin::into);
    }

    private static synchronized IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("model: found \"" + name + "\", expected one of "
                + String.join(", ", names()) + ", or one of them with "
                + PLUGINS.values().stream()
                        .map(p -> "\"" + ModelPlugin.SIGN + p.name() + "\"")
                        .collect(Collectors.joining(" or "))
                + " behind it");
    }

    /**
     * The canonical spelling of a name.
     *
     * @throws IllegalArgumentException if there is no such model, listing all
     */
    public static String spelled(String name) {
        return type(name).name();
    }

    /**
     * Starts a model with the defaults of its type.
     *
     * @throws IllegalArgumentException if there is no such model, listing all
     */
    public static Recommender.Builder<?> builder(String name, Graphs graphs) {
        return type(name).builder(graphs);
    }

    private static String plain(String name) {
        return name.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
