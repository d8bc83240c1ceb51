package org.drepmrec.analysis;

import java.util.Locale;

/** Colors of pictures: those of representations, as in charts, and paler ones to fill areas that carry text. */
final class Tints {

    /** What is given and not learned. */
    static final String GIVEN = "#666666";

    private Tints() {}

    /** The color of a representation. */
    static String of(Space space) {
        return switch (space) {
            case BEHAVIOR -> Hues.BEHAVIOR;
            case MODAL -> Hues.MODAL;
            case GENERAL -> Hues.GENERAL;
        };
    }

    /** A color mixed with white: 1 leaves it, 0 is white. */
    static String pale(String color, double share) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            mixed |= (int) Math.round(255 + ((rgb >> shift & 0xff) - 255) * share) << shift;
        }
        return String.format(Locale.ROOT, "#%06x", mixed);
    }
}
