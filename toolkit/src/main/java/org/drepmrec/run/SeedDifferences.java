package org.drepmrec.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.drepmrec.analysis.Significance;

/**
 * Differences of numbers that a run has one of, not one per user, each seed's from its own counterpart; and whether a claim
 * that all are positive can be made of so many seeds. A difference is told from 0 by a t-test over seeds at 5 %, of a single
 * seed by its sign alone, which is then said.
 */
public final class SeedDifferences {

    private static final double LEVEL = 0.05;

    private final Map<String, double[]> all = new LinkedHashMap<>();

    /** A difference by its name in sentences; both with a value per seed, in the same order. */
    public SeedDifferences add(String name, double[] larger, double[] smaller) {
        double[] differences = new double[larger.length];
        Arrays.setAll(differences, s -> larger[s] - smaller[s]);
        all.put(name, differences);
        return this;
    }

    /** 1 above 0, -1 below 0, 0 where the seeds do not tell. */
    public static int sign(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return told(values, mean) ? (int) Math.signum(mean) : 0;
    }

    private static boolean told(double[] values, double mean) {
        return values.length == 1
                ? mean != 0
                : Significance.test(values, new double[values.length]).tP() < LEVEL;
    }

    /** The claim, and that it holds, does not hold, or is not shown; of several seeds with the differences, mean ± deviation. */
    public String judged(String claim) {
        int seeds = all.values().iterator().next().length;
        boolean contrary = all.values().stream().anyMatch(values -> sign(values) < 0);
        boolean open = all.values().stream().anyMatch(values -> sign(values) == 0);
        if (seeds == 1) {
            return claim + (contrary || open ? "does not hold" : "holds") + " here, by one seed; others may differ.";
        }
        String by = ", by " + seeds + " seeds.";
        if (contrary) {
            return claim + "does not hold here for " + named(sign -> sign < 0) + by;
        }
        return open
                ? claim + "is not shown here: of " + seeds + " seeds, the difference for " + named(sign -> sign == 0)
                        + " is not told from 0 by a t-test at 5 %."
                : claim + "holds here for " + named(sign -> true) + by;
    }

    private String named(IntPredicate wanted) {
        return all.entrySet().stream()
                .filter(e -> wanted.test(sign(e.getValue())))
                .map(e -> e.getKey() + " (" + amount(e.getValue()) + ")")
                .collect(Collectors.joining(" and "));
    }

    private static String amount(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return String.format(Locale.ROOT, "%+.4f ± %.4f", mean, SeedRuns.deviation(values));
    }
}
