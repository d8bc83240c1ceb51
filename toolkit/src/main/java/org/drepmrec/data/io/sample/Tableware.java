package org.drepmrec.data.io.sample;

import static org.drepmrec.data.io.sample.Brush.box;
import static org.drepmrec.data.io.sample.Brush.circle;
import static org.drepmrec.data.io.sample.Brush.oval;
import static org.drepmrec.data.io.sample.Brush.path;

import java.awt.Color;
import java.awt.Shape;

/** Drawings of teapots and jugs. */
final class Tableware {

    private static final Color MILK = new Color(0xFFFDF5);

    private static final Shape POT = path("M 50 34 Q 78 34 79 60 Q 79 86 62 89 L 38 89 Q 21 86 21 60 Q 22 34 50 34 Z");
    private static final Shape SPOUT = path("M 76 72 Q 90 66 90 48 L 98 44 Q 100 74 76 84 Z");
    private static final Shape POT_HANDLE = path("M 25 48 C 2 42 2 80 25 76");
    private static final Shape LID = path("M 34 36 Q 50 18 66 36 Q 50 41 34 36 Z");
    private static final Shape JUG =
            path("M 30 20 L 78 14 L 70 28 Q 68 40 73 56 Q 78 82 66 90 L 36 90 Q 24 82 29 56 Q 34 40 30 20 Z");
    private static final Shape JUG_HANDLE = path("M 31 30 C 6 28 8 74 29 70");
    private static final Shape JUG_MOUTH = path("M 31 21 Q 50 24 76 15 Q 62 12 31 21 Z");

    private Tableware() {}

    static void teapot(Brush brush) {
        if (brush.otherForm()) {
            brush.rod(JUG_HANDLE, 7, brush.palette().lining());
            brush.surface(JUG);
            brush.plain(JUG_MOUTH, MILK);
            brush.plain(box(34, 86, 34, 6, 4), brush.palette().base());
        } else {
            brush.plain(SPOUT, brush.palette().base());
            brush.rod(POT_HANDLE, 7, brush.palette().lining());
            brush.surface(POT);
            brush.plain(LID, brush.palette().lining());
            brush.plain(circle(50, 23, 5), brush.palette().accent());
            brush.plain(oval(50, 90, 17, 3), brush.palette().lining());
        }
    }
}
