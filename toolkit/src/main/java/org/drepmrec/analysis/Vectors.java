package org.drepmrec.analysis;

import java.util.Arrays;
import org.drepmrec.data.Features;
import org.drepmrec.data.Side;
import org.drepmrec.model.Representations;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.TopK;

/**
 * Rows of numbers.
 *
 * @param values rows x size, row-major
 */
record Vectors(int rows, int size, float[] values) {

    private static final int BLOCK = 64;

    static Vectors of(Representations r, Space space, Side side) {
        Representations.Line line = space.in(r);
        return side == Side.USER
                ? new Vectors(r.users(), line.size(), r.users(line))
                : new Vectors(r.items(), line.size(), r.items(line));
    }

    static Vectors of(Features features) {
        return new Vectors(features.rows(), features.dimension(), features.values());
    }

    double dot(int a, Vectors other, int b) {
        double sum = 0;
        for (int c = 0; c < size; c++) {
            sum += (double) values[a * size + c] * other.values[b * size + c];
        }
        return sum;
    }

    double norm(int row) {
        return Math.sqrt(dot(row, this, row));
    }

    double[] norms() {
        double[] norms = new double[rows];
        Arrays.setAll(norms, this::norm);
        return norms;
    }

    /** 0 with a zero vector. */
    double cosine(int a, Vectors other, int b) {
        double norms = norm(a) * other.norm(b);
        return norms == 0 ? 0 : Math.max(-1, Math.min(1, dot(a, other, b) / norms));
    }

    /** Between the rows scaled to length 1, where a zero vector stays what it is. */
    double squaredUnitDistance(int a, Vectors other, int b) {
        return (norm(a) > 0 ? 1 : 0) + (other.norm(b) > 0 ? 1 : 0) - 2 * cosine(a, other, b);
    }

    /** Rows of length 1; zero vectors stay. */
    Vectors unit() {
        float[] unit = new float[values.length];
        for (int r = 0; r < rows; r++) {
            double norm = norm(r);
            for (int c = 0; c < size && norm > 0; c++) {
                unit[r * size + c] = (float) (values[r * size + c] / norm);
            }
        }
        return new Vectors(rows, size, unit);
    }

    Vectors subset(int[] chosen) {
        float[] some = new float[chosen.length * size];
        for (int r = 0; r < chosen.length; r++) {
            System.arraycopy(values, chosen[r] * size, some, r * size, size);
        }
        return new Vectors(chosen.length, size, some);
    }

    /** For each query row its k nearest other rows by cosine, nearest first; of equals the lower row first. */
    int[][] nearest(int[] queries, int k) {
        if (k < 1 || k >= rows) {
            throw new IllegalArgumentException("neighbors: found k = " + k + ", expected 1 to " + (rows - 1) + " ("
                    + rows + " rows, the row itself excluded)");
        }
        float[] unit = unit().values;
        int[][] nearest = new int[queries.length][];
        TopK top = new TopK(k);
        for (int from = 0; from < queries.length; from += BLOCK) {
            int[] some = Arrays.copyOfRange(queries, from, Math.min(queries.length, from + BLOCK));
            float[] block = new Vectors(rows, size, unit).subset(some).values;
            float[] cosines = new float[some.length * rows];
            DenseProduct.JAVA.multiply(block, 0, some.length, unit, 0, rows, size, cosines);
            for (int q = 0; q < some.length; q++) {
                top.clear();
                for (int r = 0; r < rows; r++) {
                    if (r != some[q]) {
                        top.offer(r, cosines[q * rows + r]);
                    }
                }
                nearest[from + q] = top.ids();
            }
        }
        return nearest;
    }

    double[][] asDoubles() {
        double[][] all = new double[rows][size];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < size; c++) {
                all[r][c] = values[r * size + c];
            }
        }
        return all;
    }
}
