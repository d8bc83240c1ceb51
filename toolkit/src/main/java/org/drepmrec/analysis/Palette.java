package org.drepmrec.analysis;

import java.util.Locale;

/** Grays of frames and texts, and the scale of quantities, viridis, which people with any color vision can read; things have {@link Hues}. */
final class Palette {

    static final String INK = "#333333";
    static final String FAINT = "#999999";
    static final String GRID = "#e5e5e5";

    private static final int[] VIRIDIS = {
        0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725
    };

    private Palette() {}

    /** A color of the scale; 0 is dark, 1 is light. */
    static String quantity(double share) {
        double at = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
        int low = Math.min((int) at, VIRIDIS.length - 2);
        int color = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = VIRIDIS[low] >> shift & 0xff;
            int b = VIRIDIS[low + 1] >> shift & 0xff;
            color |= (int) Math.round(a + (b - a) * (at - low)) << shift;
        }
        return String.format(Locale.ROOT, "#%06x", color);
    }

    /** Readable text on {@link #quantity}. */
    static String textOn(double share) {
        return share > 0.55 ? "#111111" : "#ffffff";
    }
}
