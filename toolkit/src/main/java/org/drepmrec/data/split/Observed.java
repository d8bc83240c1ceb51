package org.drepmrec.data.split;

import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Split;
import org.drepmrec.io.DataException;

/**
 * The distinct pairs that a rule splits. The arrays are shared, not copied.
 *
 * @param name what messages call them
 * @param log the pairs, with or without labels
 * @param times of each pair, milliseconds since 1970; null if unknown
 * @param given the part that each pair was given; null if none was
 */
public record Observed(String name, InteractionLog log, long[] times, Split[] given) {

    /** Checks the lengths. */
    public Observed {
        if ((times != null && times.length != log.size()) || (given != null && given.length != log.size())) {
            throw new IllegalArgumentException(
                    "observed: expected a time and a part for each of " + log.size() + " pairs");
        }
    }

    /** The times, which the rule needs. */
    long[] requireTimes(String rule) {
        if (times == null) {
            throw DataException.of(
                    name, "no times", "a time for each interaction, to split " + rule, "name their column: time(...)");
        }
        return times;
    }

    /** The labeled pairs, none of whose parts may be empty. */
    InteractionLog labeled(byte[] labels, String remedy) {
        int[] sizes = new int[Split.values().length];
        for (byte label : labels) {
            sizes[label]++;
        }
        for (Split split : Split.values()) {
            if (sizes[split.label()] == 0) {
                throw DataException.of(
                        name,
                        sizes[0] + " interactions for training, " + sizes[1] + " for validation and " + sizes[2]
                                + " for test",
                        "some for each",
                        remedy);
            }
        }
        return log.withLabels(labels);
    }
}
