package org.drepmrec.analysis;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;

/** The plane of the two principal components of some rows, each turned so that its largest loading is positive. */
final class PrincipalPlane {

    private final double[] mean;
    private final RealMatrix loadings;
    private final double share;

    private PrincipalPlane(double[] mean, RealMatrix loadings, double share) {
        this.mean = mean;
        this.loadings = loadings;
        this.share = share;
    }

    static PrincipalPlane fit(double[][] rows) {
        RealMatrix covariance = new Covariance(rows).getCovarianceMatrix();
        double total = covariance.getTrace();
        for (int i = 0; i < rows[0].length; i++) {
            // Without it, the iteration does not always converge where the rank is low.
            covariance.addToEntry(i, i, total);
        }
        EigenDecomposition fitted = new EigenDecomposition(covariance);
        double share = (fitted.getRealEigenvalue(0) + fitted.getRealEigenvalue(1) - 2 * total) / total;
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += row[c] / rows.length;
            }
        }
        RealMatrix loadings = fitted.getV().getSubMatrix(0, mean.length - 1, 0, 1);
        for (int axis = 0; axis < 2; axis++) {
            double[] column = loadings.getColumn(axis);
            double largest = 0;
            for (double loading : column) {
                largest = Math.abs(loading) > Math.abs(largest) + 1e-12 ? loading : largest;
            }
            double sign = largest < 0 ? -1 : 1;
            loadings.setColumn(
                    axis, Arrays.stream(column).map(loading -> sign * loading).toArray());
        }
        return new PrincipalPlane(mean, loadings, share);
    }

    /** The share of the variance of the fitted rows that lies in the plane; 1 if they do not vary. */
    double share() {
        return Double.isNaN(share) ? 1 : share;
    }

    /** The rows in the plane, n x 2. */
    double[][] project(double[][] rows) {
        double[][] centered = new double[rows.length][mean.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < mean.length; c++) {
                centered[r][c] = rows[r][c] - mean[c];
            }
        }
        return new Array2DRowRealMatrix(centered, false).multiply(loadings).getData();
    }
}
