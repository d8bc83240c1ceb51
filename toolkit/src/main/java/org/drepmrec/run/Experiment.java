package org.drepmrec.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.model.Models;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.train.TrainOptions;

/** Performs runs and reports their results. Repeating it with the same store repeats no run. */
public interface Experiment {

    /**
     * Performs the missing runs and reports on all of them.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; the store keeps finished runs
     */
    Report run();

    /**
     * The settings that all experiments share.
     *
     * @param <B> the builder's own type
     */
    abstract class Builder<B extends Builder<B>> {

        private static final int MOST_SEEDS = 1000;
        private static final String POPULARITY = "Popularity";

        private final Runner.Builder runner;
        private final MultimodalDataset data;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final Map<String, Map<String, String>> modelSettings = new LinkedHashMap<>();
        private List<String> models;
        private long[] seeds;

        /**
         * Starts an experiment.
         *
         * @param models the models compared by default
         * @param seeds the default number of seeds
         */
        protected Builder(MultimodalDataset data, List<String> models, int seeds) {
            this.data = data;
            this.runner = Runner.builder(data);
            this.models = List.copyOf(models);
            seeds(seeds);
        }

        /** The models to compare. */
        public final B models(List<String> names) {
            models = names.stream().map(Models::spelled).distinct().toList();
            return self();
        }

        /** The models to compare. */
        public final B models(String... names) {
            return models(Arrays.asList(names));
        }

        /** Trains each model with so many seeds, at most 1000: 999, 1000, ... */
        public final B seeds(int count) {
            if (count < 1 || count > MOST_SEEDS) {
                throw new IllegalArgumentException("seeds: found " + count + ", expected 1 to " + MOST_SEEDS);
            }
            long first = TrainOptions.SEED.defaultValue();
            return seeds(LongStream.range(first, first + count).toArray());
        }

        /** Trains each model with these seeds. */
        public final B seeds(long... each) {
            seeds = each.clone();
            return self();
        }

        /** Stores finished runs in a folder, so that no run is repeated; without one they are kept in memory. */
        public final B store(Path folder) {
            runner.store(folder);
            return self();
        }

        /** {@code MXNet} or {@code PyTorch}. */
        public final B engine(String name) {
            runner.engine(name);
            return self();
        }

        /** {@code cpu}, {@code gpu}, {@code gpu:1}; by default a GPU if the engine sees one. */
        public final B device(String name) {
            runner.device(name);
            return self();
        }

        /** Shows no progress. */
        public final B quiet() {
            runner.quiet();
            return self();
        }

        /** The most epochs of every run; 1000 by default (paper 4.4). */
        public final B epochs(int most) {
            return set(TrainOptions.EPOCHS.key(), Integer.toString(most));
        }

        /** Sets an option of graphs, model or training for every run. */
        public final B set(String key, String value) {
            settings.put(key, value);
            return self();
        }

        /** Sets options of graphs, model or training for every run. */
        public final B set(Map<String, String> values) {
            settings.putAll(values);
            return self();
        }

        /** Sets options for the runs of one model, for example those that a search found best. */
        public final B set(String model, Map<String, String> values) {
            modelSettings
                    .computeIfAbsent(Models.spelled(model), m -> new LinkedHashMap<>())
                    .putAll(values);
            return self();
        }

        /** The data set. */
        public final MultimodalDataset data() {
            return data;
        }

        /** The models to compare. */
        public final List<String> models() {
            return models;
        }

        /** The settings of every run. */
        final Map<String, String> settings() {
            return settings;
        }

        /** The seeds to use. */
        public final long[] seeds() {
            return seeds.clone();
        }

        /** A runner with these settings. */
        public final Runner runner(boolean keepModels) {
            return runner.keepModels(keepModels).build();
        }

        /** The settings of one model's runs alone. */
        public final Map<String, String> settings(String model) {
            return modelSettings.getOrDefault(Models.spelled(model), Map.of());
        }

        /** A run of a model for each seed: general settings, then the model's own, then these changes. */
        public final List<RunSpec> specs(String model, Map<String, String> changes) {
            List<RunSpec> all = new ArrayList<>();
            Map<String, String> shared = new LinkedHashMap<>(settings);
            if (Models.type(model).closedForm().isPresent()) {
                shared.remove(SharedOptions.EMBEDDING_SIZE.key()); // all other models have one
            }
            for (long seed : seeds) {
                all.add(RunSpec.of(model)
                        .with(shared)
                        .with(settings(model))
                        .with(changes)
                        .seed(seed));
            }
            return all;
        }

        /** The run of popularity, a floor that charts show, with those of the settings that it knows. */
        public final RunSpec popularity() {
            Map<String, String> known = new LinkedHashMap<>(settings);
            known.keySet().retainAll(Setup.keys(POPULARITY, data.modalities()));
            return RunSpec.of(POPULARITY).with(known).with(settings(POPULARITY)).seed(seeds[0]);
        }

        @SuppressWarnings("unchecked")
        private B self() {
            return (B) this;
        }

        /** Validates the settings and builds the experiment. */
        public abstract Experiment build();
    }
}
