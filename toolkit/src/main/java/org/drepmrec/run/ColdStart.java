package org.drepmrec.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Scorer;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;

/**
 * What a model recommends of items that come after its training. A share of the items is hidden with all of their interactions, a
 * model is trained on the rest, and then the items are added by their features ({@link TrainedModel#withItems}), without training.
 * Beside it is what needs no purchases of an item: content kNN, by the features and the users' other purchases, and a random order.
 *
 * <p>Every user with an interaction of a hidden item is asked twice: for a list of hidden items alone, and for one of all items that
 * she has not bought, where new ones compete with trained ones.
 */
public final class ColdStart implements Experiment {

    /** The floors. */
    static final List<String> FLOORS = List.of("ContentKNN", "Random");

    private static final long ITEMS_SEED = 999;

    private final Builder spec;
    private final Runner runner;

    private ColdStart(Builder spec) {
        this.spec = spec;
        this.runner = spec.runner(true);
    }

    /** Starts with DRepMRec or the models named, a tenth of the items, and three seeds; the items are the same for all seeds. */
    public static Builder builder(MultimodalDataset data, String... models) {
        return new Builder(data, models.length == 0 ? List.of("DRepMRec") : List.of(models));
    }

    @Override
    public ColdStartResult run() {
        HiddenItems hidden = HiddenItems.of(spec.data(), spec.share, ITEMS_SEED);
        Evaluator evaluator = Evaluator.builder(hidden.all()).build();
        int first = hidden.known().items();
        Map<String, List<Scorer>> scorers = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        for (String model : spec.models()) {
            List<RunRecord> runs = runner.on(hidden.known()).run(spec.specs(model, Map.of()));
            if (runs.stream().anyMatch(run -> run.status() == RunRecord.Status.FAILED)) {
                failures.add(model + ": a run failed, so it is left out");
                continue;
            }
            scorers.put(
                    model,
                    runs.stream()
                            .map(run -> run.model().withItems(hidden.added()).scorer())
                            .toList());
        }
        for (String floor : FLOORS) {
            scorers.put(floor, Collections.nCopies(spec.seeds().length, floor(floor, hidden.all())));
        }
        return new ColdStartResult(
                spec.data().name(),
                hidden.added().ids().size(),
                spec.data().items(),
                measured(scorers, scorer -> evaluator.evaluate(new Among(scorer, first))),
                measured(scorers, evaluator::evaluate),
                failures);
    }

    private static SeedComparison measured(Map<String, List<Scorer>> scorers, Function<Scorer, Evaluation> evaluate) {
        Map<String, List<Evaluation>> found = new LinkedHashMap<>();
        scorers.forEach(
                (name, each) -> found.put(name, each.stream().map(evaluate).toList()));
        return new SeedComparison(found);
    }

    private static Scorer floor(String name, MultimodalDataset data) {
        return Trainer.builder(
                        Models.builder(name, Graphs.builder(data).build()).build())
                .quiet()
                .build()
                .fit()
                .scorer();
    }

    /** Ranks the items from a number on before all others. */
    private record Among(Scorer scorer, int first) implements Scorer {

        @Override
        public int users() {
            return scorer.users();
        }

        @Override
        public int items() {
            return scorer.items();
        }

        @Override
        public void score(int[] user, int count, float[] out) {
            scorer.score(user, count, out);
            for (int row = 0; row < count; row++) {
                Arrays.fill(out, row * items(), row * items() + first, Float.NEGATIVE_INFINITY);
            }
        }
    }

    /** Collects the settings. */
    public static final class Builder extends Experiment.Builder<Builder> {

        private double share = 0.1;

        private Builder(MultimodalDataset data, List<String> models) {
            super(data, models, 3);
        }

        /** The share of the items that are hidden from the training; 0.1 by default. */
        public Builder share(double ofItems) {
            share = ofItems;
            return this;
        }

        /**
         * Makes the experiment.
         *
         * @throws IllegalArgumentException if the share is not between 0 and 1, the data have no modality, or a model has nothing to
         *     train and so no representations that new items could have
         */
        @Override
        public ColdStart build() {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "cold start: found a share of " + share + ", expected one above 0 and below 1");
            }
            if (data().modalities().isEmpty()) {
                throw new IllegalArgumentException("cold start: found no modality in " + data().name()
                        + ", expected one by which new items are known; add a feature file");
            }
            for (String model : models()) {
                if (Models.type(model).closedForm().isPresent()) {
                    throw new IllegalArgumentException("cold start: found " + model
                            + ", expected a model with representations, such as DRepMRec; "
                            + String.join(" and ", FLOORS)
                            + " are always there");
                }
            }
            return new ColdStart(this);
        }
    }
}
