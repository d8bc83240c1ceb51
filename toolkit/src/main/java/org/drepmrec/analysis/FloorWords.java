package org.drepmrec.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says in a sentence what a floor's value means beside popularity's and chance. */
final class FloorWords {

    /** Differences within so many standard errors are none. */
    static final double ERRORS = 2;

    private static final double HALF = 0.5;
    private static final double ONE_AND_A_HALF = 1.5;
    private static final Map<Double, String> FRACTIONS = new LinkedHashMap<>();

    static {
        FRACTIONS.put(1 / 10d, "a tenth");
        FRACTIONS.put(1 / 8d, "an eighth");
        FRACTIONS.put(1 / 6d, "a sixth");
        FRACTIONS.put(1 / 5d, "a fifth");
        FRACTIONS.put(1 / 4d, "a quarter");
        FRACTIONS.put(1 / 3d, "a third");
        FRACTIONS.put(2 / 5d, "two fifths");
        FRACTIONS.put(1 / 2d, "half");
        FRACTIONS.put(3 / 5d, "three fifths");
        FRACTIONS.put(2 / 3d, "two thirds");
        FRACTIONS.put(3 / 4d, "three quarters");
        FRACTIONS.put(4 / 5d, "four fifths");
        FRACTIONS.put(9 / 10d, "nine tenths");
    }

    private FloorWords() {}

    /**
     * A value with the standard errors of its differences, user by user, to two others.
     *
     * @param value of the floor
     * @param popularity the value of popularity
     * @param toPopularity the standard error of the difference to it
     * @param chance the value of a random order
     * @param toChance the standard error of the difference to it
     */
    record Standing(double value, double popularity, double toPopularity, double chance, double toChance) {

        private boolean nothing() {
            return value - chance <= ERRORS * toChance;
        }

        private boolean level() {
            return Math.abs(value - popularity) <= ERRORS * toPopularity;
        }
    }

    /** What a modality alone tells, and what to expect from it. */
    static String ofModality(String modality, Standing s) {
        String expectation;
        if (s.nothing() || (!s.level() && s.value() < HALF * s.popularity())) {
            expectation = "expect nothing from it";
        } else if (s.level() || s.value() < s.popularity()) {
            expectation = "expect little from it";
        } else if (s.value() < ONE_AND_A_HALF * s.popularity()) {
            expectation = "expect a small gain from it";
        } else {
            expectation = "a model that uses it can gain by it";
        }
        return modality + " alone reaches " + compared(s) + ": " + expectation;
    }

    /** What other users' purchases tell. */
    static String ofPurchases(Standing s) {
        return "item kNN by purchases reaches " + compared(s);
    }

    /**
     * What a trained model has to beat.
     *
     * @param level other floors whose difference to it is within the errors
     */
    static String toBeat(String name, double value, List<String> level) {
        return String.format(Locale.ROOT, "the floor to beat is %s with %.4f", name, value)
                + (level.isEmpty()
                        ? ""
                        : "; within " + (int) ERRORS + " standard errors of it " + (level.size() == 1 ? "is " : "are ")
                                + String.join(" and ", level));
    }

    private static String compared(Standing s) {
        if (s.nothing()) {
            return "no more than chance";
        }
        if (s.level()) {
            return "as much as popularity, within " + (int) ERRORS + " standard errors";
        }
        if (s.popularity() == 0) {
            return "something where popularity finds nothing";
        }
        double ratio = s.value() / s.popularity();
        return (ratio < 1 ? part(ratio) : String.format(Locale.ROOT, "%.1f times", ratio))
                + " the Recall@20 of popularity";
    }

    /** The nearest usual fraction. */
    private static String part(double ratio) {
        if (ratio < 1 / 12d) {
            return "less than a tenth of";
        }
        double nearest = FRACTIONS.keySet().stream()
                .reduce((a, b) -> Math.abs(Math.log(a / ratio)) <= Math.abs(Math.log(b / ratio)) ? a : b)
                .orElseThrow();
        return ratio > 0.95 ? "nearly all of" : FRACTIONS.get(nearest) + " of";
    }

    /**
     * Whether all modalities together tell more than the best of them.
     *
     * @param best the name of the best
     * @param error the standard error of the difference
     */
    static String ofBlend(double blend, String best, double alone, double error) {
        String verdict = blend - alone > ERRORS * error
                ? "more than " + best + " alone"
                : alone - blend > ERRORS * error
                        ? "less than " + best + " alone"
                        : "as much as " + best + " alone, within " + (int) ERRORS + " standard errors";
        return String.format(
                Locale.ROOT, "blended, the modalities reach %s (%.4f against %.4f)", verdict, blend, alone);
    }
}
