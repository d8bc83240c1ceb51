package org.drepmrec.data.io.sample;

import static org.drepmrec.data.io.sample.Brush.INK;
import static org.drepmrec.data.io.sample.Brush.METAL;
import static org.drepmrec.data.io.sample.Brush.WHITE;
import static org.drepmrec.data.io.sample.Brush.box;
import static org.drepmrec.data.io.sample.Brush.circle;
import static org.drepmrec.data.io.sample.Brush.oval;
import static org.drepmrec.data.io.sample.Brush.path;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;

/** Drawings of things made of cloth, leather and plush. */
final class Softgoods {

    private static final Color LEATHER = new Color(0x8A5A36);

    private static final Shape CUSHION = path("M 12 14 Q 50 24 88 14 Q 78 50 88 86 Q 50 76 12 86 Q 22 50 12 14 Z");
    private static final Shape SHIRT =
            path("M 36 14 Q 50 27 64 14 L 72 18 Q 78 20 82 27 L 95 46 L 80 56 L 73 45 L 74 88 Q 50 92 26 88"
                    + " L 27 45 L 20 56 L 5 46 L 18 27 Q 22 20 28 18 Z");
    private static final Shape SHIRT_NECK = path("M 36 14 Q 50 27 64 14");
    private static final Shape SHIRT_SEAMS = path("M 27 45 Q 25 36 29 27 M 73 45 Q 75 36 71 27");
    private static final Shape TOTE = path("M 20 40 L 80 40 L 88 90 Q 50 94 12 90 Z");
    private static final Shape TOTE_HANDLE = path("M 35 46 C 34 2 66 2 65 46");
    private static final Shape HANDBAG =
            path("M 18 44 L 82 44 Q 92 66 90 84 Q 90 90 82 90 L 18 90 Q 10 90 10 84 Q 8 66 18 44 Z");
    private static final Shape FLAP = path("M 17 43 L 83 43 Q 84 66 50 68 Q 16 66 17 43 Z");
    private static final Shape HANDBAG_HANDLE = path("M 30 44 C 30 8 70 8 70 44");
    private static final Shape SNEAKER = path(
            "M 10 38 Q 18 32 26 36 Q 33 47 42 43 L 54 32 Q 60 40 64 48 Q 72 57 85 60 Q 95 63 95 76 L 8 76 Q 5 54 10 38 Z");
    private static final Shape SNEAKER_LACES = path("M 50 47 L 58 40 M 55 53 L 64 47 M 61 59 L 71 53");
    private static final Shape SNEAKER_COLLAR = path("M 10 38 Q 18 32 26 36 Q 33 47 42 43");
    private static final Shape BOOT =
            path("M 12 18 Q 28 13 46 17 Q 45 36 54 44 Q 69 55 85 59 Q 95 62 95 76 L 8 76 Q 12 46 12 18 Z");
    private static final Shape BOOT_LACES =
            path("M 36 26 L 46 24 M 36 35 L 47 33 M 41 44 L 52 41 M 50 52 L 60 47 M 60 57 L 69 52");
    private static final Shape BOOT_COLLAR = path("M 12 18 Q 28 13 46 17");
    private static final Shape SOLE = path("M 6 75 L 96 75 Q 98 87 90 87 L 13 87 Q 5 87 6 75 Z");
    private static final Shape TOE = path("M 80 58.5 Q 95 62 95 75 L 76 75 Q 74 65 80 58.5 Z");
    private static final Shape ROMPER = path(
            "M 40 10 Q 50 18 60 10 L 67 12 Q 72 14 75 18 L 91 37 Q 90 45 82 47 L 69 35 Q 67 48 71 58 L 77 82 Q 82 86 78 92"
                    + " Q 69 96 61 91 L 53 68 L 47 68 L 39 91 Q 31 96 22 92 Q 18 86 23 82 L 29 58 Q 33 48 31 35 L 18 47 Q 10 45 9 37"
                    + " L 25 18 Q 28 14 33 12 Z");
    private static final Shape ROMPER_NECK = path("M 40 10 Q 50 18 60 10");
    private static final Shape ROMPER_CUFFS =
            path("M 11 35 L 20 45 M 89 35 L 80 45 M 23 82 Q 32 80 41 84 M 77 82 Q 68 80 59 84");
    private static final Shape COLLAR = path(
            "M 40 10 Q 40 22 48 23 Q 50 20 50 15 Q 44 14 40 10 Z M 60 10 Q 60 22 52 23 Q 50 20 50 15 Q 56 14 60 10 Z");
    private static final Shape BOW = path("M 50 54 L 36 47 L 36 62 Z M 50 54 L 64 47 L 64 62 Z");
    private static final Shape LEFT_ARM =
            AffineTransform.getRotateInstance(0.6, 25, 62).createTransformedShape(oval(25, 62, 8, 15));
    private static final Shape RIGHT_ARM =
            AffineTransform.getRotateInstance(-0.6, 75, 62).createTransformedShape(oval(75, 62, 8, 15));

    private Softgoods() {}

    static void cushion(Brush brush) {
        if (brush.otherForm()) {
            for (int corner = 0; corner < 4; corner++) {
                brush.plain(
                        circle(corner % 2 == 0 ? 11 : 89, corner < 2 ? 13 : 87, 5),
                        brush.palette().accent());
            }
        }
        brush.surface(CUSHION);
        if (!brush.otherForm()) {
            brush.line(CUSHION, 3.2, brush.palette().lining());
            brush.plain(circle(50, 50, 4), brush.palette().lining());
        }
    }

    static void tShirt(Brush brush) {
        brush.surface(SHIRT);
        brush.line(SHIRT_SEAMS, 1.3, brush.palette().outline());
        brush.line(SHIRT_NECK, 4, brush.palette().outline());
        if (brush.otherForm()) {
            brush.plain(box(55, 40, 13, 14, 3), brush.palette().lining());
        }
    }

    static void bag(Brush brush) {
        if (brush.otherForm()) {
            brush.rod(HANDBAG_HANDLE, 6, LEATHER);
            brush.surface(HANDBAG);
            brush.plain(FLAP, brush.palette().lining());
            brush.plain(circle(50, 66, 5), METAL);
        } else {
            brush.surface(TOTE);
            brush.rod(TOTE_HANDLE, 5.5, LEATHER);
            brush.fill(circle(35, 47, 2.4), METAL);
            brush.fill(circle(65, 47, 2.4), METAL);
        }
    }

    static void shoe(Brush brush) {
        boolean boot = brush.otherForm();
        brush.surface(boot ? BOOT : SNEAKER);
        brush.plain(TOE, WHITE);
        brush.plain(SOLE, WHITE);
        brush.line(path("M 8 80 L 94 80"), 1.4, brush.palette().base());
        brush.line(boot ? BOOT_COLLAR : SNEAKER_COLLAR, 4, brush.palette().lining());
        brush.line(boot ? BOOT_LACES : SNEAKER_LACES, 4.4, brush.palette().outline());
        brush.line(boot ? BOOT_LACES : SNEAKER_LACES, 2.6, WHITE);
    }

    static void teddy(Brush brush) {
        Color fur = brush.palette().base();
        Color soft = brush.palette().light();
        for (int side = -1; side <= 1; side += 2) {
            brush.plain(circle(50 + side * 20, 15, 10), fur);
            brush.fill(circle(50 + side * 20, 15, 5.5), soft);
            brush.plain(oval(50 + side * 22, 86, 13, 10), fur);
            brush.fill(oval(50 + side * 24, 87, 7, 5.5), soft);
        }
        brush.plain(LEFT_ARM, fur);
        brush.plain(RIGHT_ARM, fur);
        brush.surface(oval(50, 69, 24, 23));
        brush.plain(circle(50, 33, 24), fur);
        brush.fill(oval(50, 41, 11, 9), soft);
        brush.fill(circle(40, 29, 2.9), INK);
        brush.fill(circle(60, 29, 2.9), INK);
        brush.fill(oval(50, 37, 4.4, 3.1), INK);
        brush.line(path("M 50 39 L 50 43 M 45 44 Q 50 48 55 44"), 1.4, INK);
        if (brush.otherForm()) {
            brush.plain(BOW, brush.palette().accent());
            brush.plain(circle(50, 54.5, 3.2), brush.palette().accent());
        }
    }

    static void romper(Brush brush) {
        brush.surface(ROMPER);
        brush.line(ROMPER_CUFFS, 2, brush.palette().outline());
        brush.line(ROMPER_NECK, 3, brush.palette().outline());
        if (brush.otherForm()) {
            brush.plain(COLLAR, WHITE);
        }
        for (int y = 30; y <= 60; y += 10) {
            brush.plain(circle(50, y, 2.6), WHITE);
        }
    }
}
