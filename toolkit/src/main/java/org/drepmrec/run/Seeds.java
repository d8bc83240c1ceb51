package org.drepmrec.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.drepmrec.analysis.Space;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.model.Representations;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;

/**
 * The same training with several seeds, 999, 1000, ..., for a comparison in a few lines. Nothing is stored; experiments of
 * many models with a store are {@link Experiment}s.
 */
public final class Seeds {

    private final int count;

    private Seeds(int count) {
        this.count = count;
    }

    /**
     * So many seeds.
     *
     * @throws IllegalArgumentException if there is not at least one
     */
    public static Seeds of(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("seeds: found " + count + ", expected at least 1");
        }
        return new Seeds(count);
    }

    /** One model for each seed. */
    public List<TrainedModel> fit(Trainer.Builder training) {
        long first = TrainOptions.SEED.defaultValue();
        List<TrainedModel> models = new ArrayList<>();
        LongStream.range(first, first + count)
                .forEach(seed -> models.add(training.seed(seed).build().fit()));
        return models;
    }

    /**
     * Models that are trained already, on the test split: the first, which gives its name, against the others.
     *
     * @param runs one for each seed; of a model without anything random the same one for each
     * @throws IllegalArgumentException if there are fewer than two lists, two of one name, or not as many runs in each
     */
    @SafeVarargs
    public static SeedComparison compare(List<TrainedModel>... runs) {
        Map<String, List<TrainedModel>> named = new LinkedHashMap<>();
        List<String> found = new ArrayList<>();
        boolean even = true;
        for (List<TrainedModel> each : runs) {
            String name = each.isEmpty() ? "nothing" : each.get(0).name();
            named.put(name, each);
            found.add(each.size() + " of " + name);
            even &= each.size() == runs[0].size();
        }
        if (!even || named.size() < 2 || named.size() < runs.length) {
            throw new IllegalArgumentException(
                    "comparison: found " + found + ", expected at least two models with as many runs each");
        }
        return compare(named);
    }

    private static SeedComparison compare(Map<String, List<TrainedModel>> runs) {
        Map<String, List<Evaluation>> found = new LinkedHashMap<>();
        runs.forEach((name, models) -> found.put(
                name, models.stream().map(run -> run.evaluation(Split.TEST)).toList()));
        return new SeedComparison(found);
    }

    /** Trains two settings and compares them on the test split. */
    public SeedComparison compare(String nameA, Trainer.Builder a, String nameB, Trainer.Builder b) {
        Map<String, List<TrainedModel>> runs = new LinkedHashMap<>();
        runs.put(nameA, fit(a));
        runs.put(nameB, fit(b));
        return compare(runs);
    }

    /**
     * The general representation of each run against its behavior and its modal one, on the test split.
     *
     * @throws IllegalArgumentException if the model does not tell them apart
     */
    public static SeedComparison lines(List<TrainedModel> runs) {
        Map<String, List<Evaluation>> found = new LinkedHashMap<>();
        for (Space space : List.of(Space.GENERAL, Space.BEHAVIOR, Space.MODAL)) {
            found.put(
                    space.label(),
                    runs.stream().map(run -> evaluate(run, space)).toList());
        }
        return new SeedComparison(found);
    }

    private static Evaluation evaluate(TrainedModel run, Space space) {
        Representations.Line line = space.in(run.representations());
        return run.evaluator(Split.TEST).build().evaluate(run.scorer(line));
    }
}
