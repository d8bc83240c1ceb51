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
        return of(evaluators(data, cutoffs, mask), scorer);
    }

    static Map<Split, Evaluation> of(Map<Split, Evaluator> evaluators, Scorer scorer) {
        Map<Split, Evaluation> all = new LinkedHashMap<>();
        evaluators.forEach((split, evaluator) -> all.put(split, evaluator.evaluate(scorer)));
        return all;
    }

    /** Of both held-out splits, as far as they have rows. */
    static Map<Split, Evaluator> evaluators(MultimodalDataset data, int[] cutoffs, Mask mask) {
        Map<Split, Evaluator> all = new LinkedHashMap<>();
        for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
            if (data.split(split).size() > 0) {
                all.put(split, evaluator(data, split, cutoffs, mask));
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
