package org.drepmrec.analysis;

import java.util.stream.IntStream;
import smile.projection.PCA;

/** The plane of the two principal components of some rows, each turned so that its largest loading is positive. */
final class PrincipalPlane {

    private final PCA fitted;
    private final int[] sign;

    private PrincipalPlane(PCA fitted, int... sign) {
        this.fitted = fitted;
        this.sign = sign;
    }

    static PrincipalPlane fit(double[][] rows) {
        PCA fitted = PCA.fit(rows).setProjection(2);
        int[] sign = IntStream.range(0, 2)
                .map(axis -> {
                    double largest = 0;
                    for (int c = 0; c < rows[0].length; c++) {
                        double loading = fitted.getLoadings().get(c, axis);
                        largest = Math.abs(loading) > Math.abs(largest) + 1e-12 ? loading : largest;
                    }
                    return largest < 0 ? -1 : 1;
                })
                .toArray();
        return new PrincipalPlane(fitted, sign);
    }

    /** The share of the variance of the fitted rows that lies in the plane; 1 if they do not vary. */
    double share() {
        double share = fitted.getCumulativeVarianceProportion()[1];
        return Double.isNaN(share) ? 1 : share;
    }

    /** The rows in the plane, n x 2. */
    double[][] project(double[][] rows) {
        double[][] plane = fitted.project(rows);
        for (double[] row : plane) {
            row[0] *= sign[0];
            row[1] *= sign[1];
        }
        return plane;
    }
}
