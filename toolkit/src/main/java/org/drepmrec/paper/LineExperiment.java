package org.drepmrec.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.LineProbes;
import org.drepmrec.run.RunSpec;

/**
 * What the experiments about DRepMRec's two lines share. What several of them look at they observe by the same probes, so that
 * one store holds each run once for all figures.
 *
 * @param <B> the builder's own type
 */
abstract class LineExperiment<B extends LineExperiment<B>> extends Experiment.Builder<B> {

    /** What stands behind the name of a model with Behavior-Modal Alignment. */
    static final String BMA = " + BMA";

    private static final String[] PROBES = {LineProbes.DISTANCE, LineProbes.MEMORY, LineProbes.CONFLICT};

    LineExperiment(MultimodalDataset data, String... models) {
        super(data, List.of(models), 1);
    }

    /** The model that is looked at. */
    final String model() {
        return models().get(0);
    }

    final void requireOneModel(String experiment) {
        if (models().size() != 1) {
            throw new IllegalArgumentException(experiment + ": found models " + models()
                    + ", expected one, such as DRepMRec or DREAM; run the experiment once for each");
        }
    }

    /** Runs of a model with alignment; the settings of the model alone are its settings too. */
    final List<RunSpec> aligned(String model) {
        Map<String, String> both = new LinkedHashMap<>(settings(model));
        both.putAll(settings(model + BMA));
        return specs(model + BMA, both);
    }

    /** A run for each seed with the probes of both lines. */
    final List<RunSpec> observed(String model, Map<String, String> changes) {
        return specs(model, changes).stream().map(s -> s.probes(PROBES)).toList();
    }
}
