package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.List;

/** The area within one error of a curve. */
final class Band {

    private Band() {}

    /** Closed outlines of x and y, one for each stretch of the curve that has errors. */
    static List<double[][]> pieces(Series curve) {
        List<double[][]> pieces = new ArrayList<>();
        int n = curve.error().length;
        for (int from = 0; from < n; from++) {
            int to = from;
            while (to < n && Double.isFinite(curve.y()[to]) && Double.isFinite(curve.error()[to])) {
                to++;
            }
            if (to - from > 1) {
                pieces.add(outline(curve, from, to));
            }
            from = to;
        }
        return pieces;
    }

    private static double[][] outline(Series curve, int from, int to) {
        int length = to - from;
        double[][] outline = new double[2 * length][];
        for (int i = 0; i < length; i++) {
            double x = curve.x()[from + i];
            double y = curve.y()[from + i];
            double error = curve.error()[from + i];
            outline[i] = new double[] {x, y + error};
            outline[2 * length - 1 - i] = new double[] {x, y - error};
        }
        return outline;
    }
}
