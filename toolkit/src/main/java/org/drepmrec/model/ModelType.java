package org.drepmrec.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.drepmrec.data.Modality;
import org.drepmrec.graph.Graphs;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.option.Setting;

/**
 * What a kind of model is: its name, its options, how it is trained and scored, and the net that a training opens.
 * Immutable; each method gives a changed copy. {@link Models#register} makes it known by its name.
 *
 * <pre>{@code
 * public static final ModelType TYPE = ModelType.named("LightGCN")
 *         .options(LAYERS, SharedOptions.LAMBDA.defaulting(1e-4, "LightGCN 4.1.2"))
 *         .training(Schedule.CONSTANT)
 *         .opens(Net.class, Net::open);
 * }</pre>
 */
public final class ModelType {

    private final String name;
    private final List<Function<Set<Modality>, List<Option<?>>>> options;
    private final List<Setting<?>> settings;
    private final Map<String, List<Setting<?>>> presets;
    private final List<Consumer<Recommender>> checks;
    private final Schedule schedule;
    private final Scoring scoring;
    private final boolean contrastsLines;
    private final List<Class<?>> code;
    private final RecommenderNet.Opening opening;

    private ModelType(Draft d) {
        name = d.name;
        options = List.copyOf(d.options);
        settings = List.copyOf(d.settings);
        presets = Collections.unmodifiableMap(d.presets);
        checks = List.copyOf(d.checks);
        schedule = d.schedule;
        scoring = d.scoring;
        contrastsLines = d.contrastsLines;
        code = List.copyOf(d.code);
        opening = d.opening;
    }

    /**
     * A type with the option {@link SharedOptions#EMBEDDING_SIZE} alone, a {@linkplain Schedule#DECAYING decaying} learning rate
     * and dot products as scores.
     *
     * @param name the one spelling of the name: in tables, files and on the command line
     * @throws IllegalArgumentException if the name is blank or holds {@code " + "}, which stands before a plug-in's name
     */
    public static ModelType named(String name) {
        Draft d = new Draft();
        d.name = named(name, "a model type");
        d.options.add(ignored -> List.of(SharedOptions.EMBEDDING_SIZE));
        return new ModelType(d);
    }

    private static String named(String name, String what) {
        if (name.isBlank() || name.contains(ModelPlugin.SIGN) || !name.equals(name.strip())) {
            throw new IllegalArgumentException("name of " + what + ": found \"" + name
                    + "\", expected one without blanks around it and without \"" + ModelPlugin.SIGN + "\"");
        }
        return name;
    }

    private ModelType changed(Consumer<Draft> change) {
        Draft d = new Draft();
        d.name = name;
        d.options.addAll(options);
        d.settings.addAll(settings);
        d.presets.putAll(presets);
        d.checks.addAll(checks);
        d.schedule = schedule;
        d.scoring = scoring;
        d.contrastsLines = contrastsLines;
        d.code.addAll(code);
        d.opening = opening;
        change.accept(d);
        return new ModelType(d);
    }

    /** With these options more. */
    public ModelType options(Option<?>... more) {
        return options(ignored -> List.of(more));
    }

    /** With options more that depend on the modalities of the data. */
    public ModelType options(Function<Set<Modality>, List<Option<?>>> more) {
        return changed(d -> d.options.add(more));
    }

    /** With a weight for each modality, see {@link ModalWeights}; that they sum to 1 is checked. */
    public ModelType modalWeights(double visual, String source) {
        return options(modalities -> ModalWeights.options(modalities, visual, source))
                .checks(ModalWeights::read);
    }

    /** How the learning rate falls, unless the trainer is told otherwise. */
    public ModelType training(Schedule protocol) {
        return changed(d -> d.schedule = protocol);
    }

    /** With scores of its own instead of dot products. */
    public ModelType scores(Scoring own) {
        return changed(d -> {
            d.code.add(0, own.getClass());
            d.scoring = own;
        });
    }

    /**
     * With a check of every model before it is built.
     *
     * @param check throws an {@link IllegalArgumentException} that says what was found and what is expected
     */
    public ModelType checks(Consumer<Recommender> check) {
        return changed(d -> d.checks.add(check));
    }

    /** For a model that cannot do without features: a data set without a modality is refused. */
    public ModelType needsModality() {
        return checks(model -> {
            if (model.modalities().isEmpty()) {
                throw new IllegalArgumentException(model.name() + ": data set "
                        + model.data().name() + " has no modality, expected at least one; add a feature file");
            }
        });
    }

    /** For a model whose own loss contrasts its two lines: alignment then leaves Inter-Alignment out unless asked for it. */
    public ModelType contrastingLines() {
        return changed(d -> d.contrastsLines = true);
    }

    /**
     * With the net that a training opens.
     *
     * @param net the class whose code, with all that it refers to, decides the model's numbers
     * @param how makes the net
     */
    public ModelType opens(Class<? extends RecommenderNet> net, RecommenderNet.Opening how) {
        return changed(d -> {
            d.code.add(how.getClass());
            d.code.add(net);
            d.opening = how;
        });
    }

    /** With another form, {@code NAME-preset}, in which some options start with other values; see {@link #preset(String)}. */
    public ModelType preset(String preset, Setting<?>... values) {
        return changed(d -> d.presets.put(named(preset, "a preset"), List.of(values)));
    }

    /** This type under another name; some options start with other values. */
    public ModelType as(String other, Setting<?>... values) {
        return changed(d -> {
            d.name = named(other, "a model type");
            d.settings.addAll(List.of(values));
            d.presets.clear();
        });
    }

    /** The forms that were added, each a type of its own. */
    public List<ModelType> presets() {
        return presets.keySet().stream().map(this::preset).toList();
    }

    /**
     * One of the forms that were added.
     *
     * @throws IllegalArgumentException if there is no such form
     */
    public ModelType preset(String preset) {
        List<Setting<?>> values = presets.get(preset);
        if (values == null) {
            throw new IllegalArgumentException(
                    name + ": found preset \"" + preset + "\", expected one of " + presets.keySet());
        }
        return as(name + "-" + preset, values.toArray(Setting<?>[]::new));
    }

    /** This type with a plug-in: under {@code NAME + plug-in}, with the plug-in's options and net beside its own. */
    public ModelType with(
            String plugin,
            Function<Set<Modality>, List<Option<?>>> more,
            List<Setting<?>> values,
            Class<? extends RecommenderNet> net,
            RecommenderNet.Opening how) {
        return changed(d -> {
            d.name = name + ModelPlugin.SIGN + named(plugin, "a plug-in");
            d.options.add(more);
            d.settings.addAll(values);
            d.presets.clear();
            d.code.add(how.getClass());
            d.code.add(net);
            d.opening = how;
        });
    }

    /** The name. */
    public String name() {
        return name;
    }

    /**
     * All options on a data set with these modalities, with the values that the type starts with.
     *
     * @throws IllegalArgumentException if two options have one key
     */
    public Options options(Set<Modality> modalities) {
        Options all = Options.of(
                name,
                options.stream().flatMap(o -> o.apply(modalities).stream()).toList());
        for (Setting<?> setting : settings) {
            all = all.with(setting);
        }
        return all;
    }

    /** How the learning rate falls. */
    public Schedule schedule() {
        return schedule;
    }

    /** How items are scored. */
    public Scoring scoring() {
        return scoring;
    }

    /** Whether its own loss contrasts its two lines. */
    public boolean contrastsLines() {
        return contrastsLines;
    }

    /**
     * The classes whose code, with all that they refer to, decides the model's numbers: of scoring of its own, of what opens the
     * net, of the net, and likewise of plug-ins. The net comes last.
     */
    public List<Class<?>> code() {
        return code;
    }

    /** Whether its net tells its lines' losses apart, see {@link TwoLines}. */
    public boolean tellsLinesApart() {
        return !code.isEmpty() && TwoLines.class.isAssignableFrom(code.get(code.size() - 1));
    }

    /** Starts a model on graphs. */
    public Recommender.Builder<?> builder(Graphs graphs) {
        return new Recommender.Plain(this, graphs);
    }

    RecommenderNet.Opening opening() {
        if (opening == null) {
            throw new IllegalStateException("model type " + name + " opens no net; say which by opens(...)");
        }
        return opening;
    }

    void check(Recommender model) {
        checks.forEach(c -> c.accept(model));
    }

    @Override
    public String toString() {
        return name;
    }

    /** A copy under change. */
    private static final class Draft {
        private String name;
        private final List<Function<Set<Modality>, List<Option<?>>>> options = new ArrayList<>();
        private final List<Setting<?>> settings = new ArrayList<>();
        private final Map<String, List<Setting<?>>> presets = new LinkedHashMap<>();
        private final List<Consumer<Recommender>> checks = new ArrayList<>();
        private Schedule schedule = Schedule.DECAYING;
        private Scoring scoring = Scoring.DOT_PRODUCT;
        private boolean contrastsLines;
        private final List<Class<?>> code = new ArrayList<>();
        private RecommenderNet.Opening opening;
    }
}
