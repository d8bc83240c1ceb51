package org.drepmrec.paper;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.run.RunRecord;

/**
 * A probe's values in two variants at the last epoch that all their runs reached.
 *
 * @param epoch counted from 1
 * @param first the first variant's, one of each seed that both have
 * @param second the second's, in the same order
 */
record LastEpoch(int epoch, double[] first, double[] second) {

    /** Empty if no seed has this probe in both. */
    static Optional<LastEpoch> of(Variants runs, String first, String second, String probe) {
        Map<Long, RunRecord> a = bySeed(runs, first, probe);
        Map<Long, RunRecord> b = bySeed(runs, second, probe);
        a.keySet().retainAll(b.keySet());
        b.keySet().retainAll(a.keySet());
        if (a.isEmpty()) {
            return Optional.empty();
        }
        int last = Math.min(shortest(a), shortest(b)) - 1;
        List<Long> seeds = List.copyOf(a.keySet());
        return Optional.of(new LastEpoch(last + 1, at(last, probe, seeds, a), at(last, probe, seeds, b)));
    }

    private static Map<Long, RunRecord> bySeed(Variants runs, String name, String probe) {
        Map<Long, RunRecord> all = new LinkedHashMap<>();
        runs.finished(name).stream()
                .filter(r -> !r.probes().isEmpty() && r.probes().stream().allMatch(p -> p.containsKey(probe)))
                .forEach(r -> all.put(r.spec().seed(), r));
        return all;
    }

    private static int shortest(Map<Long, RunRecord> runs) {
        return runs.values().stream().mapToInt(r -> r.probes().size()).min().orElseThrow();
    }

    private static double[] at(int epoch, String probe, List<Long> seeds, Map<Long, RunRecord> runs) {
        return seeds.stream()
                .mapToDouble(s -> runs.get(s).probes().get(epoch).get(probe))
                .toArray();
    }

    double firstMean() {
        return Arrays.stream(first).average().orElseThrow();
    }

    double secondMean() {
        return Arrays.stream(second).average().orElseThrow();
    }
}
