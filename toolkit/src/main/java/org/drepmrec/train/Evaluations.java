package org.drepmrec.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Accuracy;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Mask;
import org.drepmrec.eval.Scorer;

/** Evaluates scores with every metric of accuracy. */
final class Evaluations {

    private Evaluations() {}

    /** Both held-out splits, as far as they have rows. */
    static Map<Split, Evaluation> of(MultimodalDataset data, Scorer scorer, int[] cutoffs, Mask mask) {
        Map<Split, Evaluation> all = new LinkedHashMap<>();
        for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
            if (data.split(split).size() > 0) {
                all.put(split, evaluator(data, split, cutoffs, mask).evaluate(scorer));
            }
        }
        return all;
    }

    static Evaluator evaluator(MultimodalDataset data, Split split, int[] cutoffs, Mask mask) {
        return Evaluator.builder(data)
                .split(split)
                .metrics(Accuracy.values())
                .cutoffs(cutoffs)
                .mask(mask)
                .build();
    }
}
