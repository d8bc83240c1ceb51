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

    /** Four decimals. */
    static String value(double number) {
        return Numbers.metric(number);
    }
}
