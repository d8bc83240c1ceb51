package org.drepmrec.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.analysis.Space;
import org.drepmrec.data.Split;
import org.drepmrec.train.TrainedModel;

/** The accuracy on the test split of each representation of a model alone (paper Figure 5). */
public final class LineAccuracy {

    private static final String ALONE = " alone";

    private LineAccuracy() {}

    /**
     * The test metrics of each representation by its name, with the run's own cut-offs and mask: measured if the run has its
     * model, read if it was recorded; empty if neither, or if the model does not separate lines.
     */
    public static Map<Space, Map<String, Double>> of(RunRecord run) {
        return run.hasModel() ? measured(run.model()) : recorded(run.metrics());
    }

    private static Map<Space, Map<String, Double>> measured(TrainedModel model) {
        Map<Space, Map<String, Double>> all = new LinkedHashMap<>();
        List<Space> spaces = model.isComputed() ? List.of() : Space.of(model.representations());
        if (spaces.containsAll(List.of(Space.BEHAVIOR, Space.MODAL))) {
            for (Space space : List.of(Space.BEHAVIOR, Space.MODAL, Space.GENERAL)) {
                all.put(
                        space,
                        model.evaluator(Split.TEST)
                                .build()
                                .evaluate(model.scorer(space.in(model.representations())))
                                .asMap());
            }
        }
        return all;
    }

    private static Map<Space, Map<String, Double>> recorded(Map<String, Map<String, Double>> metrics) {
        Map<Space, Map<String, Double>> all = new LinkedHashMap<>();
        for (Space space : List.of(Space.BEHAVIOR, Space.MODAL, Space.GENERAL)) {
            if (metrics.containsKey(space.label() + ALONE)) {
                all.put(space, metrics.get(space.label() + ALONE));
            }
        }
        return all;
    }

    /** Metrics of a run with those of its representations alone beside the splits', as {@link #of} reads them back. */
    static Map<String, Map<String, Double>> added(RunRecord run) {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>(run.metrics());
        of(run).forEach((space, values) -> all.put(space.label() + ALONE, values));
        return all;
    }
}
