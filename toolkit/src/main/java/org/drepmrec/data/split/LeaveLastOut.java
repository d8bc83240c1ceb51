package org.drepmrec.data.split;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Split;

/** Each user's last pair for test, the one before it for validation; of one moment, the larger item is the later. */
record LeaveLastOut() implements SplitRule {

    private static final int LEAST = 3;

    @Override
    public InteractionLog apply(Observed pairs) {
        long[] times = pairs.requireTimes("the last out");
        InteractionLog log = pairs.log();
        Integer[] order = IntStream.range(0, log.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingInt(log::user)
                        .thenComparingLong(k -> times[k])
                        .thenComparingInt(log::item));
        int[] degrees = log.userDegrees();
        byte[] labels = new byte[log.size()];
        int end = 0;
        for (int degree : degrees) {
            end += degree;
            if (degree >= LEAST) {
                labels[order[end - 1]] = (byte) Split.TEST.label();
                labels[order[end - 2]] = (byte) Split.VALIDATION.label();
            }
        }
        return pairs.labeled(labels, "no user has three interactions; choose another split");
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("split", "leave the last out per user");
    }
}
