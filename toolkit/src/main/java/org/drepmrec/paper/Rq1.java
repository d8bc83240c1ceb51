package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.model.Models;
import org.drepmrec.run.DataOutline;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import org.drepmrec.run.SeedRuns;

/**
 * RQ1, the accuracy of the models (paper 4.5): Table 1, the data set, and Table 2, all models with Recall and NDCG at
 * 10 and 20, mean and deviation over seeds, with paired tests over users.
 */
public final class Rq1 implements Experiment {

    static final List<String> PROPOSED = List.of("DRepMRec", "DREAM");

    private final Builder spec;

    private Rq1(Builder spec) {
        this.spec = spec;
    }

    /** Starts with the nine models of the paper's table and five seeds. */
    public static Builder builder(MultimodalDataset data) {
        return new Builder(data);
    }

    @Override
    public Rq1Result run() {
        List<RunSpec> specs = new ArrayList<>();
        spec.models().forEach(m -> specs.addAll(spec.specs(m, Map.of())));
        specs.add(spec.popularity());
        List<RunRecord> runs = spec.runner(false).run(specs);
        Map<String, SeedRuns> byModel = new LinkedHashMap<>();
        int seeds = spec.seeds().length;
        for (int m = 0; m < spec.models().size(); m++) {
            byModel.put(spec.models().get(m), new SeedRuns(runs.subList(m * seeds, (m + 1) * seeds)));
        }
        return new Rq1Result(
                DataOutline.of(spec.data()), byModel, spec.proposed, Optional.of(runs.get(runs.size() - 1)));
    }

    /** Collects the settings. */
    public static final class Builder extends Experiment.Builder<Builder> {

        private boolean named;
        private List<String> proposed = PROPOSED;

        private Builder(MultimodalDataset data) {
            super(data, Models.all(), 5);
        }

        /** The models that are compared with the best of the others; DRepMRec and DREAM by default. */
        public Builder proposed(String... names) {
            named = true;
            proposed = Arrays.stream(names).map(Models::spelled).toList();
            return this;
        }

        @Override
        public Rq1 build() {
            if (data().test().size() == 0) {
                throw new IllegalArgumentException(
                        data().name() + ": 0 test interactions, expected some to compare models; split anew");
            }
            if (named && !models().containsAll(proposed)) {
                throw new IllegalArgumentException("proposed: found " + proposed
                        + ", expected models among those compared, " + models() + "; add them to models(...)");
            }
            return new Rq1(this);
        }
    }
}
