package org.drepmrec.data.io.sample;

import static org.drepmrec.data.io.sample.Brush.INK;
import static org.drepmrec.data.io.sample.Brush.METAL;
import static org.drepmrec.data.io.sample.Brush.WHITE;
import static org.drepmrec.data.io.sample.Brush.WOOD;
import static org.drepmrec.data.io.sample.Brush.box;
import static org.drepmrec.data.io.sample.Brush.circle;
import static org.drepmrec.data.io.sample.Brush.oval;
import static org.drepmrec.data.io.sample.Brush.path;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;

/** Drawings of things made of wood, metal and clay. */
final class Homeware {

    private static final Color DRINK = new Color(0x6B4226);
    private static final Color STEAM = new Color(150, 140, 135, 120);
    private static final Color GLOW = new Color(255, 226, 130, 150);
    private static final Color LEAF = new Color(0x5E9C54);
    private static final Color LEAF_EDGE = new Color(0x3B6B37);

    private static final Shape MUG = path("M 24 34 L 70 34 L 68 78 Q 67 87 58 87 L 36 87 Q 27 87 26 78 Z");
    private static final Shape MUG_HANDLE = path("M 69 44 C 90 40 90 72 67 70");
    private static final Shape CUP = path("M 20 42 L 74 42 Q 73 78 56 80 L 38 80 Q 21 78 20 42 Z");
    private static final Shape CUP_HANDLE = path("M 73 48 C 92 46 90 68 69 67");
    private static final Shape BOTTLE =
            path("M 32 42 Q 32 33 42 29 L 58 29 Q 68 33 68 42 L 68 86 Q 68 93 60 93 L 40 93 Q 32 93 32 86 Z");
    private static final Shape POT = path("M 26 58 L 74 58 L 67 90 Q 50 94 33 90 Z");
    private static final Shape BLADE = path("M 50 56 Q 38 34 50 8 Q 62 34 50 56 Z");
    private static final Shape CACTUS_ARMS = path("M 50 44 L 34 44 L 34 32 M 50 38 L 67 38 L 67 25");
    private static final Shape SHADE = path("M 34 10 L 66 10 L 84 52 Q 50 57 16 52 Z");
    private static final Shape BEAM = path("M 20 54 L 80 54 L 92 88 L 8 88 Z");
    private static final Shape LAMP_FOOT = path("M 46 54 L 54 54 Q 70 66 60 86 L 40 86 Q 30 66 46 54 Z");
    private static final Shape BACK = path("M 27 14 Q 50 8 73 14 L 70 48 L 30 48 Z");
    private static final Shape SEAT = path("M 27 54 L 73 54 L 81 67 L 19 67 Z");
    private static final Shape CHAIR_BACK_LEGS = path("M 29 46 L 31 82 M 71 46 L 69 82");
    private static final Shape CHAIR_FRONT_LEGS = path("M 22 70 L 18 94 M 78 70 L 82 94");
    private static final Shape ARMCHAIR_BACK = path("M 24 62 L 22 24 Q 24 10 50 10 Q 76 10 78 24 L 76 62 Z");
    private static final Shape ARMCHAIR_FEET = path("M 22 84 L 19 94 M 78 84 L 81 94");

    private Homeware() {}

    static void mug(Brush brush) {
        boolean cup = brush.otherForm();
        double y = cup ? 42 : 34;
        double rx = cup ? 27 : 23;
        if (cup) {
            brush.plain(oval(47, 84, 38, 7), brush.palette().light());
        }
        brush.rod(cup ? CUP_HANDLE : MUG_HANDLE, 8, brush.palette().base());
        brush.surface(cup ? CUP : MUG);
        brush.plain(oval(47, y, rx, 6), brush.palette().light());
        brush.fill(oval(47, y + 1, rx - 4, 4), DRINK);
        brush.line(path("M 40 26 Q 35 20 40 15 Q 45 10 40 5"), 2.2, STEAM);
        brush.line(path("M 55 26 Q 50 20 55 15 Q 60 10 55 5"), 2.2, STEAM);
    }

    static void bottle(Brush brush) {
        if (brush.otherForm()) {
            brush.rod(path("M 44 14 C 44 -2 66 0 60 18"), 4, INK);
        }
        brush.plain(box(43, 21, 14, 9, 2), WHITE);
        brush.plain(box(39, 9, 22, 14, 6), brush.otherForm() ? brush.palette().accent() : METAL);
        brush.surface(BOTTLE);
        brush.line(path("M 38 44 L 38 82"), 2.6, new Color(255, 255, 255, 110));
    }

    static void plantPot(Brush brush) {
        if (brush.otherForm()) {
            brush.line(CACTUS_ARMS, 12, LEAF_EDGE);
            brush.line(CACTUS_ARMS, 9, LEAF);
            brush.fill(box(40, 10, 20, 50, 20), LEAF_EDGE);
            brush.fill(box(41.5, 11.5, 17, 47, 17), LEAF);
            brush.line(path("M 46 20 L 46 50 M 54 20 L 54 50"), 1.2, LEAF_EDGE);
            brush.fill(circle(50, 10, 4.5), new Color(0xE8799B));
        } else {
            for (int k : new int[] {-2, 2, -1, 1, 0}) {
                Shape blade =
                        AffineTransform.getRotateInstance(k * 0.52, 50, 56).createTransformedShape(BLADE);
                brush.fill(blade, k % 2 == 0 ? LEAF : new Color(0x78B468));
                brush.line(blade, 1.4, LEAF_EDGE);
            }
        }
        brush.surface(POT);
        brush.plain(box(22, 51, 56, 11, 4), brush.palette().base());
    }

    static void lamp(Brush brush) {
        brush.fill(BEAM, GLOW);
        if (brush.otherForm()) {
            brush.plain(LAMP_FOOT, brush.palette().lining());
            brush.plain(box(34, 85, 32, 6, 4), WOOD);
        } else {
            brush.rod(path("M 50 50 L 50 86"), 6, WOOD);
            brush.plain(oval(50, 88, 22, 5), WOOD);
        }
        brush.line(path("M 62 52 L 62 66"), 1.2, INK);
        brush.fill(circle(62, 67, 2.2), METAL);
        brush.surface(SHADE);
    }

    static void chair(Brush brush) {
        if (brush.otherForm()) {
            brush.rod(ARMCHAIR_FEET, 6, WOOD);
            brush.surface(ARMCHAIR_BACK);
            brush.plain(box(16, 70, 68, 16, 6), brush.palette().lining());
            brush.surface(box(24, 58, 52, 16, 9));
            brush.surface(box(9, 45, 18, 41, 14));
            brush.surface(box(73, 45, 18, 41, 14));
        } else {
            brush.rod(CHAIR_BACK_LEGS, 5, WOOD);
            brush.rod(CHAIR_FRONT_LEGS, 6, WOOD);
            brush.surface(BACK);
            brush.surface(SEAT);
            brush.plain(box(18.5, 66, 63, 6, 3), brush.palette().lining());
        }
    }

    static void clock(Brush brush) {
        double y = 50;
        double r = 42;
        if (brush.otherForm()) {
            y = 57;
            r = 34;
            brush.rod(path("M 30 82 L 22 95 M 70 82 L 78 95"), 6, METAL);
            brush.rod(path("M 50 24 L 50 12"), 5, METAL);
            brush.plain(circle(27, 23, 11), METAL);
            brush.plain(circle(73, 23, 11), METAL);
        }
        brush.surface(circle(50, y, r));
        brush.plain(circle(50, y, r * 0.66), WHITE);
        for (int hour = 0; hour < 12; hour++) {
            double length = hour % 3 == 0 ? 0.12 : 0.05;
            brush.line(
                    hand(y, hour * StrictMath.PI / 6, r * (0.58 - length), r * 0.58), hour % 3 == 0 ? 2.2 : 1.3, INK);
        }
        brush.line(hand(y, brush.turn() / 12, 0, r * 0.32), 3, INK);
        brush.line(hand(y, brush.turn(), 0, r * 0.48), 2, INK);
        brush.fill(circle(50, y, 2.6), brush.palette().base());
    }

    private static Shape hand(double y, double angle, double from, double to) {
        double dx = StrictMath.sin(angle);
        double dy = -StrictMath.cos(angle);
        return new Line2D.Double(50 + from * dx, y + from * dy, 50 + to * dx, y + to * dy);
    }
}
