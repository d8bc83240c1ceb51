package org.drepmrec.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of one epoch.
 *
 * @param epoch its place in the history, from 0; people are shown {@link #number}
 * @param losses mean over batches of each unweighted term, and of the weighted sum as {@code total}
 * @param selection metrics of the split that selects, by label such as {@code Recall@20}
 * @param learningRate of this epoch
 * @param trainSeconds seconds in training
 * @param evaluationSeconds seconds in evaluation
 * @param best whether it was the best so far
 */
public record EpochRecord(
        int epoch,
        Map<String, Double> losses,
        Map<String, Double> selection,
        double learningRate,
        double trainSeconds,
        double evaluationSeconds,
        boolean best) {

    /** Freezes the maps. */
    public EpochRecord {
        losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
        selection = Collections.unmodifiableMap(new LinkedHashMap<>(selection));
    }

    /** The epoch counted from 1, as tables, charts and messages show it. */
    public int number() {
        return epoch + 1;
    }
}
