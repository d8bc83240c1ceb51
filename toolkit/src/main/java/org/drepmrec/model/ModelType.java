package org.drepmrec.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.drepmrec.data.Modality;
import org.drepmrec.graph.Graphs;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.option.Setting;

/**
 * A kind of model: its name, options, training schedule, scoring, and the net that training opens, or instead of a net
 * the {@link ClosedForm} that gives its scores without training. Immutable; each method returns a changed copy. {@link Models#register} makes it available by name.
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
    private final boolean multimodal;
    private final boolean categories;
    private final boolean regions;
    private final List<Class<?>> code;
    private final RecommenderNet.Opening opening;
    private final ClosedForm closedForm;
    private final Publication publication;

    private ModelType(Draft d) {
        name = d.name;
        options = List.copyOf(d.options);
        settings = List.copyOf(d.settings);
        presets = Collections.unmodifiableMap(d.presets);
        checks = List.copyOf(d.checks);
        schedule = d.schedule;
        scoring = d.scoring;
        contrastsLines = d.contrastsLines;
        multimodal = d.multimodal;
        categories = d.categories;
        regions = d.regions;
        code = List.copyOf(d.code);
        opening = d.opening;
        closedForm = d.closedForm;
        publication = d.publication;
    }

    /**
     * A type with only the option {@link SharedOptions#EMBEDDING_SIZE}, a {@linkplain Schedule#DECAYING decaying}
     * learning rate and dot-product scores.
     *
     * @param name the name as it appears in tables, files and on the command line
     * @throws IllegalArgumentException if the name is blank or contains {@code " + "}, which separates it from the name
     *     of a plug-in
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
        d.multimodal = multimodal;
        d.categories = categories;
        d.regions = regions;
        d.code.addAll(code);
        d.opening = opening;
        d.closedForm = closedForm;
        d.publication = publication;
        change.accept(d);
        return new ModelType(d);
    }

    /** Says where it was published; the page of models lists those that do. */
    public ModelType published(int year, String venue, String idea, String data) {
        return changed(d -> d.publication = new Publication(year, venue, idea, data));
    }

    /** Adds options. */
    public ModelType options(Option<?>... more) {
        return options(ignored -> List.of(more));
    }

    /** Adds options that depend on the modalities of the data. */
    public ModelType options(Function<Set<Modality>, List<Option<?>>> more) {
        return changed(d -> d.options.add(more));
    }

    /** Adds a weight per modality, see {@link ModalWeights}, and checks that they sum to 1. */
    public ModelType modalWeights(double visual, String source) {
        return options(modalities -> ModalWeights.options(modalities, visual, source))
                .checks(ModalWeights::read);
    }

    /** Sets the default learning-rate schedule; options of the trainer override it. */
    public ModelType training(Schedule protocol) {
        return changed(d -> d.schedule = protocol);
    }

    /** Replaces dot products by another score. */
    public ModelType scores(Scoring own) {
        return changed(d -> {
            d.code.add(0, own.getClass());
            d.scoring = own;
        });
    }

    /**
     * Adds a check that every model of this type must pass before it is built.
     *
     * @param check throws an {@link IllegalArgumentException} that states what was found and what is expected
     */
    public ModelType checks(Consumer<Recommender> check) {
        return changed(d -> d.checks.add(check));
    }

    /** Requires features: a data set without a modality is refused. */
    public ModelType needsModality() {
        return changed(d -> d.multimodal = true).checks(model -> {
            if (model.modalities().isEmpty()) {
                throw new IllegalArgumentException(model.name() + ": data set "
                        + model.data().name() + " has no modality, expected at least one; add a feature file");
            }
        });
    }

    /** Requires features of regions: a data set is refused if no modality has several in a row. */
    public ModelType needsRegions() {
        return changed(d -> d.multimodal = true)
                .checks(model -> {
                    if (model.modalities().stream()
                            .allMatch(m -> model.data().features(m).regions() == 1)) {
                        throw new IllegalArgumentException(model.name() + ": found one row of numbers per item in "
                                + model.modalities() + " of data set "
                                + model.data().name()
                                + ", expected features of several regions of each picture in one of them; give an .npy file of shape"
                                + " (items, regions, d), or cut pictures with PictureRegions or sample --regions");
                    }
                })
                .changed(d -> d.regions = true);
    }

    /**
     * Declares that the model's own loss already contrasts its two lines. Alignment then starts without Inter-Alignment
     * (β = 0).
     */
    public ModelType contrastingLines() {
        return changed(d -> d.contrastsLines = true);
    }

    /** Declares that the model reads the categories of items, so that runs with others are other runs. */
    public ModelType readingCategories() {
        return changed(d -> d.categories = true);
    }

    /**
     * Sets the net that training opens.
     *
     * @param net the class whose code, with everything it refers to, decides the model's numbers
     * @param how creates the net
     */
    public ModelType opens(Class<? extends RecommenderNet> net, RecommenderNet.Opening how) {
        return changed(d -> {
            d.code.add(how.getClass());
            d.code.add(net);
            d.opening = how;
        });
    }

    /**
     * Sets scores that need no training. The type then opens no net and has no embedding size.
     *
     * @param form the class whose code, with everything it refers to, decides the model's numbers
     * @param how computes the scores
     */
    public ModelType computes(Class<?> form, ClosedForm how) {
        return changed(d -> {
            if (d.closedForm == null) {
                d.options.remove(0); // the embedding size, which named(...) put there
            }
            d.code.add(how.getClass());
            d.code.add(form);
            d.closedForm = how;
        });
    }

    /** Adds a form {@code NAME-preset} with other defaults for some options; {@link #preset(String)} returns it. */
    public ModelType preset(String preset, Setting<?>... values) {
        return changed(d -> d.presets.put(named(preset, "a preset"), List.of(values)));
    }

    /** A type with another name and other defaults for some options. */
    public ModelType as(String other, Setting<?>... values) {
        return changed(d -> {
            d.name = named(other, "a model type");
            d.settings.addAll(List.of(values));
            d.presets.clear();
        });
    }

    /** The presets, each as a type of its own. */
    public List<ModelType> presets() {
        return presets.keySet().stream().map(this::preset).toList();
    }

    /**
     * The form with the values of a preset, {@code NAME-preset}.
     *
     * @throws IllegalArgumentException if there is no such preset
     */
    public ModelType preset(String preset) {
        List<Setting<?>> values = presets.get(preset);
        if (values == null) {
            throw new IllegalArgumentException(
                    name + ": found preset \"" + preset + "\", expected one of " + presets.keySet());
        }
        return as(name + "-" + preset, values.toArray(Setting<?>[]::new));
    }

    /**
     * This type with a plug-in, named {@code NAME + plug-in}, with the plug-in's options added and its net wrapped
     * around this one.
     *
     * @throws IllegalArgumentException if this type opens no net
     */
    public ModelType with(
            String plugin,
            Function<Set<Modality>, List<Option<?>>> more,
            List<Setting<?>> values,
            Class<? extends RecommenderNet> net,
            RecommenderNet.Opening how) {
        if (closedForm != null) {
            throw new IllegalArgumentException(name + ModelPlugin.SIGN + plugin + ": " + name
                    + " has nothing to train, expected a model with representations, such as VBPR + BMA");
        }
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
     * All options for a data set with these modalities, at the defaults of this type.
     *
     * @throws IllegalArgumentException if two options share a key
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

    /** The default learning-rate schedule. */
    public Schedule schedule() {
        return schedule;
    }

    /** How items are scored. */
    public Scoring scoring() {
        return scoring;
    }

    /** How its scores are computed without training; empty if training opens a net. */
    public Optional<ClosedForm> closedForm() {
        return Optional.ofNullable(closedForm);
    }

    /** Whether it reads the categories of items, see {@link #readingCategories}. */
    public boolean readsCategories() {
        return categories;
    }

    /** Whether it refuses data without features of regions, see {@link #needsRegions}. */
    public boolean readsRegions() {
        return regions;
    }

    /** Where it was published, if it says so. */
    public Optional<Publication> publication() {
        return Optional.ofNullable(publication);
    }

    /** Whether its own loss contrasts its two lines. */
    public boolean contrastsLines() {
        return contrastsLines;
    }

    /** Whether it refuses data without a modality, see {@link #needsModality}. */
    public boolean isMultimodal() {
        return multimodal;
    }

    /**
     * The classes whose code, with everything they refer to, decides the model's numbers: those of custom scoring, of
     * the opener and of the net or the closed form, and likewise of plug-ins. The net comes last.
     */
    public List<Class<?>> code() {
        return code;
    }

    /** Whether its net separates the losses of its lines, see {@link TwoLines}. */
    public boolean tellsLinesApart() {
        return !code.isEmpty() && TwoLines.class.isAssignableFrom(code.get(code.size() - 1));
    }

    /** Starts a model on graphs. */
    public Recommender.Builder<?> builder(Graphs graphs) {
        return new Recommender.Plain(this, graphs);
    }

    RecommenderNet.Opening opening() {
        if (opening == null) {
            throw new IllegalStateException("model type " + name
                    + (closedForm == null
                            ? " opens no net; say which by opens(...)"
                            : " has nothing to train, so it opens no net; its scores are those of Trainer.fit()"));
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

    /** A mutable copy. */
    private static final class Draft {
        private String name;
        private final List<Function<Set<Modality>, List<Option<?>>>> options = new ArrayList<>();
        private final List<Setting<?>> settings = new ArrayList<>();
        private final Map<String, List<Setting<?>>> presets = new LinkedHashMap<>();
        private final List<Consumer<Recommender>> checks = new ArrayList<>();
        private Schedule schedule = Schedule.DECAYING;
        private Scoring scoring = Scoring.DOT_PRODUCT;
        private boolean contrastsLines;
        private boolean multimodal;
        private boolean categories;
        private boolean regions;
        private final List<Class<?>> code = new ArrayList<>();
        private RecommenderNet.Opening opening;
        private ClosedForm closedForm;
        private Publication publication;
    }
}
