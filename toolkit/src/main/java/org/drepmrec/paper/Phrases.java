package org.drepmrec.paper;

import org.drepmrec.analysis.Numbers;

/** Pieces of the sentences that are made from results: the test split, Recall@20, tests over users at the level of 5 %. */
final class Phrases {

    /** A difference counts if its corrected p-value is below this. */
    static final double LEVEL = 0.05;

    private Phrases() {}

    static String significance(double p) {
        return " (" + Numbers.p(p) + (p < LEVEL ? ", significant)" : ", not significant)");
    }

    /** {@code third}, or {@code number 4}. */
    static String ordinal(int place) {
        return switch (place) {
            case 1 -> "first";
            case 2 -> "second";
            case 3 -> "third";
            default -> "number " + place;
        };
    }

    /** {@code 1 seed}, {@code 3 seeds}. */
    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /**
     * A claim and how it fares.
     *
     * @param contrary for what it does not hold; empty if there is nothing
     * @param open for what it is not shown; likewise
     */
    static String judged(String claim, String contrary, String open) {
        if (contrary.isEmpty() && open.isEmpty()) {
            return claim + "holds here.";
        }
        return claim
                + (contrary.isEmpty() ? "" : "does not hold here for " + contrary)
                + (contrary.isEmpty() || open.isEmpty() ? "" : ", and ")
                + (open.isEmpty() ? "" : "is not shown here for " + open)
                + ".";
    }

    /** Four decimals. */
    static String value(double number) {
        return Numbers.metric(number);
    }
}
