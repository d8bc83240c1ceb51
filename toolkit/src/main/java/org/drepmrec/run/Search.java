package org.drepmrec.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Accuracy;
import org.drepmrec.eval.Metrics;
import org.drepmrec.model.Models;
import org.drepmrec.train.TrainOptions;

/**
 * A search for the best settings of a model, on the validation split only. Every trial is a run, so with a store an
 * interrupted search resumes where it stopped.
 */
public final class Search implements Experiment {

    private static final int MOST_TRIALS = 10_000;

    private final Builder spec;

    private Search(Builder spec) {
        this.spec = spec;
    }

    /** Starts a search over the default grid of a model in {@link Grids}, with one seed. */
    public static Builder builder(MultimodalDataset data, String model) {
        return new Builder(data, model);
    }

    /** How combinations are chosen. */
    private enum Way {
        ALL,
        RANDOM,
        COORDINATES
    }

    @Override
    public SearchResult run() {
        Runner runner = spec.runner(false);
        Map<List<String>, Trial> trials = new LinkedHashMap<>();
        switch (spec.way) {
            case ALL -> run(runner, spec.grid.combinations(), trials);
            case RANDOM -> run(runner, spec.grid.sample(spec.samples, spec.sampleSeed), trials);
            case COORDINATES -> coordinates(runner, trials);
        }
        String title =
                "search of " + spec.models().get(0) + " on " + spec.data().name();
        return new SearchResult(title, spec.grid, spec.metric.label(spec.cutoff), List.copyOf(trials.values()));
    }

    /** The most runs that it may take, one for each combination and seed. */
    public long size() {
        long trials =
                switch (spec.way) {
                    case ALL -> spec.grid.size();
                    case RANDOM -> Math.min(spec.samples, spec.grid.size());
                    case COORDINATES ->
                        1L
                                + (long) spec.rounds
                                        * spec.grid.varied().stream()
                                                .mapToLong(key -> spec.grid
                                                        .values()
                                                        .get(key)
                                                        .size())
                                                .sum();
                };
        return trials * spec.seeds().length;
    }

    /** One option at a time, the others at the best values so far, beginning with the model's defaults. */
    private void coordinates(Runner runner, Map<List<String>, Trial> trials) {
        Map<String, String> fixed = new LinkedHashMap<>();
        spec.grid.values().forEach((key, values) -> {
            if (values.size() == 1) {
                fixed.put(key, values.get(0));
            }
        });
        Trial best = run(runner, List.of(fixed), trials).get(0);
        for (int round = 0; round < spec.rounds; round++) {
            List<String> before = best.keys();
            for (String key : spec.grid.varied()) {
                List<Map<String, String>> candidates = new ArrayList<>();
                for (String value : spec.grid.values().get(key)) {
                    Map<String, String> changed = new LinkedHashMap<>(best.settings());
                    changed.put(key, value);
                    candidates.add(changed);
                }
                for (Trial trial : run(runner, candidates, trials)) {
                    best = trial.beats(best, spec.metric.label(spec.cutoff)) ? trial : best;
                }
            }
            if (best.keys().equals(before)) {
                return;
            }
        }
    }

    /** Runs combinations; one that says the same as an earlier one in other words is that one. */
    private List<Trial> run(Runner runner, List<Map<String, String>> combinations, Map<List<String>, Trial> trials) {
        List<RunSpec> specs = combinations.stream()
                .flatMap(c -> spec.specs(spec.models().get(0), c).stream())
                .toList();
        List<RunRecord> runs = runner.run(specs);
        int seeds = spec.seeds().length;
        List<Trial> made = new ArrayList<>();
        for (int c = 0; c < combinations.size(); c++) {
            List<RunRecord> each = runs.subList(c * seeds, (c + 1) * seeds);
            Trial trial = new Trial(combinations.get(c), List.copyOf(each));
            trials.putIfAbsent(trial.keys(), trial);
            made.add(trials.get(trial.keys()));
        }
        return made;
    }

    /** Collects what is searched and how. */
    public static final class Builder extends Experiment.Builder<Builder> {

        private Grid grid;
        private Way way = Way.ALL;
        private int samples;
        private long sampleSeed;
        private int rounds;
        private Accuracy metric = Metrics.RECALL;
        private int cutoff = 20;

        private Builder(MultimodalDataset data, String model) {
            super(data, List.of(Models.spelled(model)), 1);
        }

        /** Values to try; the preset of the model by default. */
        public Builder grid(Grid values) {
            grid = values;
            return this;
        }

        /** Tries this many combinations, drawn with a seed, instead of all. */
        public Builder random(int count, long seed) {
            if (count < 1) {
                throw new IllegalArgumentException("random: found " + count + " combinations, expected at least 1");
            }
            way = Way.RANDOM;
            samples = count;
            sampleSeed = seed;
            return this;
        }

        /** Tries one option at a time in the order of the grid, once. */
        public Builder coordinateWise() {
            return coordinateWise(1);
        }

        /**
         * Tries one option at a time in the order of the grid, repeatedly until nothing changes, but at most this many
         * times.
         */
        public Builder coordinateWise(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("coordinateWise: found " + most + " rounds, expected at least 1");
            }
            way = Way.COORDINATES;
            rounds = most;
            return this;
        }

        /** The metric to maximize on the validation split; Recall@20 by default. */
        public Builder metric(Accuracy measured, int k) {
            metric = measured;
            cutoff = k;
            return this;
        }

        /**
         * Makes the search.
         *
         * @throws IllegalArgumentException if it would let the selection see the test split, measures at a cut-off that
         *     runs do not, has more than 10,000 combinations to try, or an option is in the grid and set
         */
        @Override
        public Search build() {
            grid = grid == null ? Grids.of(models().get(0)) : grid;
            if (models().size() != 1) {
                throw new IllegalArgumentException(
                        "search: found models " + models() + ", expected one; search for each in turn");
            }
            boolean leaks = grid.values()
                            .getOrDefault(TrainOptions.SELECT_ON.key(), List.of())
                            .contains("test")
                    || specs(models().get(0), Map.of()).stream()
                            .anyMatch(s -> "test".equals(s.settings().get(TrainOptions.SELECT_ON.key())));
            if (leaks) {
                throw new IllegalArgumentException(
                        "search: found " + TrainOptions.SELECT_ON
                                + "=test, expected selection on validation only; for MMRec's habit see testSelected() of the result");
            }
            if (cutoff != 10 && cutoff != 20) {
                throw new IllegalArgumentException(
                        "search: found " + metric.label(cutoff) + ", expected a cut-off that runs measure, 10 or 20");
            }
            long trials =
                    switch (way) {
                        case ALL -> grid.size();
                        case RANDOM -> Math.min(samples, grid.size());
                        case COORDINATES -> 1;
                    };
            if (trials > MOST_TRIALS) {
                String found = trials == Long.MAX_VALUE ? trials + " or more" : Long.toString(trials);
                throw new IllegalArgumentException(
                        "search: found " + found + " combinations, expected at most " + MOST_TRIALS
                                + "; give fewer values, draw some (--random N), or try one option at a time (--coordinates)");
            }
            for (String key : grid.values().keySet()) {
                if (settings().containsKey(key) || settings(models().get(0)).containsKey(key)) {
                    throw new IllegalArgumentException("search: option " + key
                            + " is in the grid and set, expected one of the two; leave one out");
                }
            }
            return new Search(this);
        }
    }

    /** A combination and its runs, one for each seed. */
    record Trial(Map<String, String> settings, List<RunRecord> runs) {

        List<String> keys() {
            return runs.stream().map(RunRecord::key).toList();
        }

        /** Mean over seeds; NaN if one failed. */
        double mean(Split split, String label) {
            return runs.stream()
                    .mapToDouble(r -> r.metric(split, label))
                    .average()
                    .orElse(Double.NaN);
        }

        double score(String label) {
            return mean(Split.VALIDATION, label);
        }

        boolean beats(Trial other, String label) {
            return score(label) > other.score(label)
                    || (Double.isNaN(other.score(label)) && !Double.isNaN(score(label)));
        }
    }
}
