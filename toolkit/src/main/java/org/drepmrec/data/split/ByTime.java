package org.drepmrec.data.split;

import java.util.Arrays;
import java.util.Map;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Split;

/** Two moments cut all pairs. */
record ByTime(double train, double validation) implements SplitRule {

    ByTime {
        if (!(train > 0) || !(validation > 0) || !(train + validation < 1)) {
            throw new IllegalArgumentException("split by time: found shares " + train + " and " + validation
                    + ", expected both above 0 and a rest for test, such as 0.8 and 0.1");
        }
    }

    @Override
    public InteractionLog apply(Observed pairs) {
        long[] times = pairs.requireTimes("by time");
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        long first = sorted[(int) (train * sorted.length)];
        long second = sorted[(int) ((train + validation) * sorted.length)];
        byte[] labels = new byte[times.length];
        for (int k = 0; k < labels.length; k++) {
            Split part = times[k] < first ? Split.TRAIN : times[k] < second ? Split.VALIDATION : Split.TEST;
            labels[k] = (byte) part.label();
        }
        return pairs.labeled(
                labels, "too many share a moment, or they are too few; choose other shares or another split");
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("split", "by time, " + train + " for training and " + validation + " for validation");
    }
}
