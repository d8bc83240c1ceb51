package org.drepmrec.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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

    /** The claim, and that it holds, does not hold, or is not shown. */
    public String judged(String claim) {
        int seeds = all.values().iterator().next().length;
        List<String> contrary = named(sign -> sign < 0);
        List<String> open = named(sign -> sign == 0);
        if (seeds == 1) {
            return claim + (contrary.isEmpty() && open.isEmpty() ? "holds" : "does not hold")
                    + " here, by one seed; others may differ.";
        }
        if (!contrary.isEmpty()) {
            return claim + "does not hold here for " + String.join(" and ", contrary) + ".";
        }
        return open.isEmpty()
                ? claim + "holds here."
                : claim + "is not shown here: of " + seeds + " seeds, the difference for " + String.join(" and ", open)
                        + " is within their spread.";
    }

    private List<String> named(Predicate<Integer> sign) {
        return all.keySet().stream()
                .filter(name -> sign.test(sign(all.get(name))))
                .toList();
    }
}
