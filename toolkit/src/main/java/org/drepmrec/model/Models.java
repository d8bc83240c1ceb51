package org.drepmrec.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.drepmrec.graph.Graphs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry of model types: those of the toolkit and of other jars ({@link ModelProvider}), and those
 * {@linkplain #register registered} at run time. {@code NAME + BMA} is any of them with a
 * {@linkplain ModelPlugin plug-in}.
 *
 * <p>A plain name stands for the form of the paper, {@code NAME-MMRec} for what MMRec computes, {@code NAME-authors} for what the
 * authors' own code does.
 */
public final class Models {

    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private static final List<String> TABLE_2 =
            List.of("BPR", "LightGCN", "VBPR", "MMGCN", "DualGNN", "BM3", "FREEDOM", "MGCN", "DRepMRec");

    private static final Map<String, ModelType> TYPES = new LinkedHashMap<>();
    private static final Map<String, ModelPlugin> PLUGINS = new LinkedHashMap<>();

    /** The names that jars on the class path bring, and what those jars failed to bring. */
    private static final Set<String> PROVIDED = new HashSet<>();

    private static final List<String> FAILURES = new ArrayList<>();

    static {
        List<ModelType> found = new ArrayList<>();
        load(ModelProvider.class, provider -> found.addAll(provider.types()));
        found.forEach(Models::provide);
        found.forEach(type -> type.presets().forEach(Models::provide));
        load(ModelPlugin.class, plugin -> PLUGINS.put(plain(plugin.name()), plugin));
    }

    private Models() {}

    /** A jar that names a missing class must not take the other models away. */
    private static <T> void load(Class<T> service, Consumer<T> taker) {
        Iterator<T> all =
                ServiceLoader.load(service, Models.class.getClassLoader()).iterator();
        boolean more = true;
        while (more) {
            try {
                more = all.hasNext();
                if (more) {
                    taker.accept(all.next());
                }
            } catch (ServiceConfigurationError e) {
                FAILURES.add(e.getMessage());
                LOG.warn(
                        "{}; expected public classes with a public constructor without arguments in META-INF/services/{};"
                                + " the other models are available",
                        e.getMessage(),
                        service.getName());
            }
        }
    }

    private static void provide(ModelType type) {
        if (TYPES.putIfAbsent(plain(type.name()), type) == null) {
            PROVIDED.add(plain(type.name()));
        } else {
            FAILURES.add("a second model named " + type.name());
            LOG.warn("two jars bring a model named {}; the first on the class path is used", type.name());
        }
    }

    /**
     * Registers a type by its name, from a notebook cell or a program. It replaces a type that was registered under the same
     * name before, so that a cell can be run again.
     *
     * @throws IllegalArgumentException if the toolkit or another jar brings a model of that name
     */
    public static synchronized ModelType register(ModelType type) {
        if (PROVIDED.contains(plain(type.name()))) {
            throw new IllegalArgumentException("model type " + type.name()
                    + ": a jar on the class path brings a model of that name, expected another name; rename the type");
        }
        TYPES.put(plain(type.name()), type);
        type.presets().forEach(Models::register);
        return type;
    }

    /** Removes a registered type and its presets; those that a jar brings stay. */
    public static synchronized void unregister(ModelType type) {
        if (!PROVIDED.contains(plain(type.name()))) {
            TYPES.remove(plain(type.name()));
        }
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
                + " behind it; a model of another jar is known with that jar on the class path: java -cp MINE.jar:drepmrec-0.1.0.jar"
                + " org.drepmrec.cli.ToolkitCommand ..."
                + (FAILURES.isEmpty() ? "" : " (not loaded: " + String.join("; ", FAILURES) + ")"));
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
