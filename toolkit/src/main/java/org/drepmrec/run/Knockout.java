package org.drepmrec.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.Models;
import org.drepmrec.model.drepmrec.DRepMRecOptions;

/**
 * Whether a model uses its features or only their noise. Each modality is shuffled among the items, replaced by noise or
 * by a constant, or left out, and so are all at once; the model is trained anew each time with the same settings. Features
 * that tell nothing are not refused here.
 *
 * <p>Source: Zhou, Zhou, Zeng and Shen, A Comprehensive Survey on Multimodal Recommender Systems (2023), ask for such
 * ablations; with shuffling, the features keep their distribution and lose their meaning alone.
 */
public final class Knockout implements Experiment {

    /** The condition without a change. */
    public static final String AS_IS = "as is";

    /** What stands behind the name of a modality without which the model was trained. */
    public static final String LEFT_OUT = "left out";

    /** What stands for all modalities together. */
    public static final String ALL = "all";

    private final Builder spec;
    private final Runner runner;

    private Knockout(Builder spec) {
        this.spec = spec;
        this.runner = spec.runner(false);
    }

    /** Starts with one model or several, and three seeds. */
    public static Builder builder(MultimodalDataset data, String... models) {
        return new Builder(data, models.length == 0 ? List.of("DRepMRec") : List.of(models));
    }

    @Override
    public KnockoutResult run() {
        Map<String, Map<String, SeedRuns>> found = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        for (String model : spec.models()) {
            Map<String, SeedRuns> conditions = new LinkedHashMap<>();
            conditions.put(AS_IS, new SeedRuns(runner.run(spec.specs(model, Map.of()))));
            targets().forEach((target, modalities) -> {
                for (FeatureChange change : FeatureChange.values()) {
                    conditions.put(target + " " + change, new SeedRuns(changed(model, modalities, change)));
                }
                Set<Modality> kept = new LinkedHashSet<>(spec.data().modalities());
                kept.removeAll(modalities);
                if (kept.isEmpty() && Models.type(model).isMultimodal()) {
                    skipped.add(model + ": " + target + " cannot be left out, since the model needs a modality");
                } else {
                    conditions.put(target + " " + LEFT_OUT, leftOut(model, kept));
                }
            });
            found.put(model, conditions);
        }
        RunRecord popularity = runner.run(List.of(spec.popularity())).get(0);
        return new KnockoutResult(spec.data().name(), found, skipped, Optional.of(popularity));
    }

    /** Each modality, and all of them where there are several. */
    private Map<String, Set<Modality>> targets() {
        Map<String, Set<Modality>> targets = new LinkedHashMap<>();
        Set<Modality> all = spec.data().modalities();
        all.forEach(m -> targets.put(m.name(), Set.of(m)));
        if (all.size() > 1) {
            targets.put(ALL, all);
        }
        return targets;
    }

    /** What draws random numbers draws others for each seed, so that the deviation holds them too. */
    private List<RunRecord> changed(String model, Set<Modality> modalities, FeatureChange change) {
        List<RunSpec> specs = spec.specs(model, Map.of());
        if (!change.random()) {
            return runner.on(change.of(spec.data(), modalities, 0)).run(specs);
        }
        return specs.stream()
                .map(s ->
                        runner.on(change.of(spec.data(), modalities, s.seed())).run(s))
                .toList();
    }

    private SeedRuns leftOut(String model, Set<Modality> kept) {
        Runner rest = runner.on(spec.data().only(kept.toArray(Modality[]::new)));
        List<RunSpec> specs = spec.specs(model, Map.of());
        return new SeedRuns(
                rest.run(specs.stream().map(s -> reweighted(s, kept)).toList()));
    }

    /** Weights that were set for all modalities, scaled so that those of the kept ones sum to 1. */
    private RunSpec reweighted(RunSpec of, Set<Modality> kept) {
        Map<String, String> settings = new LinkedHashMap<>(of.settings());
        Set<String> weights = spec.data().modalities().stream()
                .map(m -> ModalWeights.of(m).key())
                .collect(Collectors.toSet());
        if (settings.keySet().removeAll(weights)) {
            Map<Modality, Double> was = ModalWeights.read(
                    Setup.of(spec.data(), of.model(), of.settings()).model());
            double sum = kept.stream().mapToDouble(was::get).sum();
            kept.forEach(m -> settings.put(
                    ModalWeights.of(m).key(), Double.toString(sum == 0 ? 1.0 / kept.size() : was.get(m) / sum)));
        }
        // DRepMRec can do without its modal line, but must be told.
        if (kept.isEmpty() && Models.type(of.model()).options(Set.of()).knows(DRepMRecOptions.MODAL.key())) {
            settings.put(DRepMRecOptions.MODAL.key(), "false");
        }
        return new RunSpec(of.model(), settings, of.seed(), of.probes());
    }

    /** Collects the settings. */
    public static final class Builder extends Experiment.Builder<Builder> {

        private Builder(MultimodalDataset data, List<String> models) {
            super(data, models, 3);
        }

        /**
         * Makes the experiment.
         *
         * @throws IllegalArgumentException if the data set has no modality or no test interactions
         */
        @Override
        public Knockout build() {
            if (data().modalities().isEmpty()) {
                throw new IllegalArgumentException(
                        data().name() + ": no modality, expected one to knock out; add a feature file");
            }
            return new Knockout(this);
        }
    }
}
