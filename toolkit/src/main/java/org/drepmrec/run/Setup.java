package org.drepmrec.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.GraphOptions;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Options;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.Trainer;

/**
 * Builds graphs, a model and its trainer from one list of settings by name; each setting goes to the part that has the
 * option. No native library is loaded before training.
 */
public final class Setup {

    private final Recommender model;
    private final Trainer.Builder trainer;
    private final Map<String, Options> areas;

    private Setup(Recommender model, Trainer.Builder trainer, Map<String, Options> areas) {
        this.model = model;
        this.trainer = trainer;
        this.areas = Collections.unmodifiableMap(areas);
    }

    /**
     * Sets up a training.
     *
     * @param model one of {@link Models#names}
     * @param settings values by option key; others keep their defaults
     * @throws IllegalArgumentException if the model or an option is unknown, listing the known ones, or values are not
     *     acceptable
     */
    public static Setup of(MultimodalDataset data, String model, Map<String, String> settings) {
        return of(model, settings, options -> Graphs.builder(data)
                .options(options)
                .build());
    }

    /** As {@link #of(MultimodalDataset, String, Map)}, on graphs that may have been made before. */
    static Setup of(String model, Map<String, String> settings, Function<Options, Graphs> graphs) {
        String name = Models.spelled(model);
        Options graphOptions = GraphOptions.defaults();
        for (Map.Entry<String, String> e : known(graphOptions, settings).entrySet()) {
            graphOptions = graphOptions.with(e.getKey(), e.getValue());
        }
        Graphs built = graphs.apply(graphOptions);
        Recommender.Builder<?> builder = Models.builder(name, built);
        Options training = TrainOptions.defaults();
        refuseCommon(name, builder.options(), List.of(built.options(), training));
        refuseUnknown(settings, name, List.of(built.options(), builder.options(), training));
        builder.set(known(builder.options(), settings));
        Recommender recommender = builder.build();
        Trainer.Builder trainer = Trainer.builder(recommender);
        known(training, settings).forEach(trainer::set);
        Map<String, Options> areas = new LinkedHashMap<>();
        areas.put("graphs", built.options());
        areas.put("model", recommender.options());
        areas.put("training", trainer.options());
        return new Setup(recommender, trainer, areas);
    }

    /** A name used in two places would be set in both. */
    private static void refuseCommon(String model, Options own, List<Options> taken) {
        for (String key : own.known().keySet()) {
            if (taken.stream().anyMatch(o -> o.knows(key))) {
                throw new IllegalArgumentException(
                        "option " + key + " of " + model
                                + " is the name of an option of graphs or training too, expected another name; rename it in the model");
            }
        }
    }

    /** The names of all options of a model, its graphs and its training. */
    static Set<String> keys(String model, Set<Modality> modalities) {
        return Stream.of(GraphOptions.defaults(), Models.type(model).options(modalities), TrainOptions.defaults())
                .flatMap(options -> options.known().keySet().stream())
                .collect(Collectors.toSet());
    }

    private static Map<String, String> known(Options options, Map<String, String> settings) {
        Map<String, String> chosen = new LinkedHashMap<>(settings);
        chosen.keySet().removeIf(key -> !options.knows(key));
        return chosen;
    }

    private static void refuseUnknown(Map<String, String> settings, String model, List<Options> all) {
        for (String key : settings.keySet()) {
            if (all.stream().noneMatch(o -> o.knows(key))) {
                throw new IllegalArgumentException("option \"" + key + "\" is unknown; graphs know "
                        + keys(all.get(0)) + "; " + model + " knows " + keys(all.get(1)) + "; training knows "
                        + keys(all.get(2)));
            }
        }
    }

    private static String keys(Options options) {
        return options.known().keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    /** The model, with its graphs. */
    public Recommender model() {
        return model;
    }

    /** The trainer, to which engine, device and listeners may be added. */
    public Trainer.Builder trainer() {
        return trainer;
    }

    /** All options with their values: those of {@code graphs}, {@code model} and {@code training}. */
    public Map<String, Options> areas() {
        return areas;
    }
}
