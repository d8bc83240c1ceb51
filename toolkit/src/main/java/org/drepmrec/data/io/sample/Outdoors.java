package org.drepmrec.data.io.sample;

import static org.drepmrec.data.io.sample.Brush.METAL;
import static org.drepmrec.data.io.sample.Brush.WOOD;
import static org.drepmrec.data.io.sample.Brush.box;
import static org.drepmrec.data.io.sample.Brush.circle;
import static org.drepmrec.data.io.sample.Brush.oval;
import static org.drepmrec.data.io.sample.Brush.path;

import java.awt.Color;
import java.awt.Shape;

/** Drawings of what one takes outside. */
final class Outdoors {

    private static final Color STRAP = new Color(0x7A5236);

    private static final Shape PACK =
            path("M 24 36 Q 24 12 50 12 Q 76 12 76 36 L 80 82 Q 80 92 70 92 L 30 92 Q 20 92 20 82 Z");
    private static final Shape PACK_HANDLE = path("M 41 14 C 41 2 59 2 59 14");
    private static final Shape PACK_FLAP = path("M 24 34 Q 26 13 50 13 Q 74 13 76 34 Q 76 48 50 48 Q 24 48 24 34 Z");
    private static final Shape SATCHEL = path("M 12 38 L 88 38 L 90 82 Q 90 88 84 88 L 16 88 Q 10 88 10 82 Z");
    private static final Shape SATCHEL_FLAP = path("M 10 32 Q 50 26 90 32 L 88 58 Q 50 68 12 58 Z");
    private static final Shape SATCHEL_HANDLE = path("M 36 32 L 38 20 L 62 20 L 64 32");
    private static final Shape BOBBLE_HAT = path("M 16 70 Q 14 24 50 22 Q 86 24 84 70 Q 50 78 16 70 Z");
    private static final Shape HAT_CUFF = path("M 13 66 Q 50 76 87 66 L 88 82 Q 50 93 12 82 Z");
    private static final Shape CROWN = path("M 28 66 Q 26 28 50 27 Q 74 28 72 66 Q 50 74 28 66 Z");
    private static final Shape RIBBON = path("M 27 56 Q 50 65 73 56 L 72.5 67 Q 50 75 27.5 67 Z");
    private static final Shape CANOPY =
            path("M 6 54 Q 10 12 50 12 Q 90 12 94 54 Q 86 45 79 54 Q 71 45 64 54 Q 57 45 50 54 Q 43 45 36 54"
                    + " Q 29 45 21 54 Q 14 45 6 54 Z");
    private static final Shape RIBS =
            path("M 50 12 Q 34 24 36 54 M 50 12 Q 66 24 64 54 M 50 12 Q 18 24 21 54 M 50 12 Q 82 24 79 54");
    private static final Shape CROOK = path("M 50 52 L 50 84 C 50 96 66 96 66 85");
    private static final Shape ROLLED = path("M 50 6 L 61 66 Q 50 72 39 66 Z");
    private static final Shape ROLLED_FOLDS = path("M 50 12 L 46 67 M 50 12 L 55 67");

    private Outdoors() {}

    static void backpack(Brush brush) {
        if (brush.otherForm()) {
            brush.rod(SATCHEL_HANDLE, 5, STRAP);
            brush.surface(SATCHEL);
            brush.plain(SATCHEL_FLAP, brush.palette().lining());
            for (int x : new int[] {28, 66}) {
                brush.plain(box(x, 44, 6, 28, 2), STRAP);
                brush.plain(box(x - 1.5, 62, 9, 8, 2), METAL);
            }
        } else {
            brush.rod(PACK_HANDLE, 5, STRAP);
            brush.rod(path("M 20 44 Q 8 60 18 84 M 80 44 Q 92 60 82 84"), 6, STRAP);
            brush.surface(PACK);
            brush.plain(PACK_FLAP, brush.palette().lining());
            brush.plain(box(46, 42, 8, 12, 3), METAL);
            brush.plain(box(32, 62, 36, 22, 8), brush.palette().base());
            brush.line(path("M 34 68 L 66 68"), 1.6, brush.palette().outline());
        }
    }

    static void hat(Brush brush) {
        if (brush.otherForm()) {
            brush.plain(oval(50, 68, 46, 15), brush.palette().base());
            brush.surface(CROWN);
            brush.plain(RIBBON, brush.palette().accent());
        } else {
            brush.surface(BOBBLE_HAT);
            brush.plain(HAT_CUFF, brush.palette().lining());
            for (int x = 20; x <= 80; x += 10) {
                brush.line(
                        path("M " + x + " 74 L " + x + " 84"),
                        1.4,
                        brush.palette().outline());
            }
            brush.plain(circle(50, 17, 12), brush.palette().accent());
        }
    }

    static void umbrella(Brush brush) {
        if (brush.otherForm()) {
            brush.rod(path("M 50 64 L 50 82 C 50 97 69 97 68 84"), 5, WOOD);
            brush.surface(ROLLED);
            brush.line(ROLLED_FOLDS, 1.4, brush.palette().outline());
            brush.plain(box(40, 48, 20, 5, 3), brush.palette().accent());
        } else {
            brush.rod(CROOK, 5, WOOD);
            brush.rod(path("M 50 6 L 50 13"), 4, METAL);
            brush.surface(CANOPY);
            brush.line(RIBS, 1.3, brush.palette().outline());
        }
    }
}
