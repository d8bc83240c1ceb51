package org.drepmrec.analysis;

import java.util.Locale;

/** Colors of pictures: one for each thing, as in charts, and paler ones to fill areas that carry text. */
final class Tints {

    static final String BEHAVIOR = of(0);
    static final String MODAL = of(1);
    static final String GENERAL = of(2);

    /** What is given and not learned. */
    static final String GIVEN = "#666666";

    private Tints() {}

    /** A color of the palette; after the last one it begins again. */
    static String of(int index) {
        return Palette.category(index);
    }

    /** The color of a representation. */
    static String of(Space space) {
        return switch (space) {
            case BEHAVIOR -> BEHAVIOR;
            case MODAL -> MODAL;
            case GENERAL -> GENERAL;
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
