package org.drepmrec.sparse;

import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable matrix in compressed sparse row form, with the columns of a row in ascending order and at most one entry
 * at a place.
 *
 * <p>Dense operands are row-major {@code float[]} with {@code d} columns.
 */
public final class Csr {

    private final int rows;
    private final int cols;
    private final int[] start;
    private final int[] column;
    private final float[] value;

    private Csr(int rows, int cols, int[] start, int[] column, float[] value) {
        this.rows = rows;
        this.cols = cols;
        this.start = start;
        this.column = column;
        this.value = value;
    }

    /**
     * Builds a matrix from coordinates in any order; values at the same place are added up.
     *
     * @param row row of each entry
     * @param col column of each entry
     * @param val value of each entry
     * @throws IllegalArgumentException if the arrays differ in length or a coordinate lies outside the matrix
     */
    public static Csr of(int rows, int cols, int[] row, int[] col, float[] val) {
        if (row.length != col.length || row.length != val.length) {
            throw new IllegalArgumentException("coordinates: " + row.length + " rows, " + col.length + " columns, "
                    + val.length + " values, expected three arrays of one length");
        }
        int[] count = new int[rows + 1];
        for (int e = 0; e < row.length; e++) {
            if (row[e] < 0 || row[e] >= rows || col[e] < 0 || col[e] >= cols) {
                throw new IllegalArgumentException(
                        "entry (" + row[e] + ", " + col[e] + ") lies outside a " + rows + " x " + cols + " matrix");
            }
            count[row[e] + 1]++;
        }
        for (int r = 0; r < rows; r++) {
            count[r + 1] += count[r];
        }
        int[] next = Arrays.copyOf(count, rows);
        long[] entry = new long[row.length];
        for (int e = 0; e < row.length; e++) {
            entry[next[row[e]]++] = ((long) col[e] << 32) | e;
        }
        int[] start = new int[rows + 1];
        int[] column = new int[row.length];
        float[] value = new float[row.length];
        int size = 0;
        for (int r = 0; r < rows; r++) {
            Arrays.sort(entry, count[r], count[r + 1]);
            for (int e = count[r]; e < count[r + 1]; e++) {
                int c = (int) (entry[e] >>> 32);
                float v = val[(int) entry[e]];
                if (size > start[r] && column[size - 1] == c) {
                    value[size - 1] += v;
                } else {
                    column[size] = c;
                    value[size++] = v;
                }
            }
            start[r + 1] = size;
        }
        return new Csr(rows, cols, start, Arrays.copyOf(column, size), Arrays.copyOf(value, size));
    }

    /**
     * Takes over arrays that are already in this form.
     *
     * @param start {@code rows + 1} offsets into the other two arrays
     * @throws IllegalArgumentException if offsets or columns are not ascending or lie outside the matrix
     */
    public static Csr wrap(int rows, int cols, int[] start, int[] column, float[] value) {
        boolean sound = start.length == rows + 1
                && start[0] == 0
                && start[rows] == column.length
                && column.length == value.length;
        for (int r = 0; sound && r < rows; r++) {
            sound = start[r] <= start[r + 1];
            for (int k = start[r]; sound && k < start[r + 1]; k++) {
                sound = column[k] >= 0 && column[k] < cols && (k == start[r] || column[k - 1] < column[k]);
            }
        }
        if (!sound) {
            throw new IllegalArgumentException("not a sparse matrix of " + rows + " x " + cols
                    + ": offsets and the columns of each row must ascend and lie inside it");
        }
        return new Csr(rows, cols, start, column, value);
    }

    /** A matrix whose entry at each given place is 1, however often the place is named. */
    public static Csr binary(int rows, int cols, int[] row, int[] col) {
        float[] ones = new float[row.length];
        Arrays.fill(ones, 1f);
        Csr summed = of(rows, cols, row, col, ones);
        Arrays.fill(summed.value, 1f);
        return summed;
    }

    /** The n x n identity. */
    public static Csr identity(int n) {
        int[] diagonal = new int[n];
        Arrays.setAll(diagonal, i -> i);
        return binary(n, n, diagonal, diagonal);
    }

    /** The matrix with {@code upper} at the top left, {@code lower} at the bottom right and nothing else. */
    public static Csr blockDiagonal(Csr upper, Csr lower) {
        int[] shifted = new int[lower.column.length];
        Arrays.setAll(shifted, k -> lower.column[k] + upper.cols);
        return new Csr(lower.rows, upper.cols + lower.cols, lower.start, shifted, lower.value)
                .below(new Csr(upper.rows, upper.cols + lower.cols, upper.start, upper.column, upper.value));
    }

    /**
     * This matrix below another one.
     *
     * @throws IllegalArgumentException if their widths differ
     */
    public Csr below(Csr upper) {
        if (cols != upper.cols) {
            throw new IllegalArgumentException(this + " below " + upper + ", expected one width");
        }
        int size = upper.column.length;
        int[] s = Arrays.copyOf(upper.start, upper.rows + rows + 1);
        for (int r = 1; r <= rows; r++) {
            s[upper.rows + r] = size + start[r];
        }
        int[] c = Arrays.copyOf(upper.column, size + column.length);
        System.arraycopy(column, 0, c, size, column.length);
        float[] v = Arrays.copyOf(upper.value, size + value.length);
        System.arraycopy(value, 0, v, size, value.length);
        return new Csr(upper.rows + rows, cols, s, c, v);
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The number of columns. */
    public int cols() {
        return cols;
    }

    /** The number of stored entries. */
    public int nonZeros() {
        return column.length;
    }

    /** Position of the first entry of a row; {@code start(rows())} is {@link #nonZeros()}. */
    public int start(int row) {
        return start[row];
    }

    /** The number of entries of a row. */
    public int degree(int row) {
        return start[row + 1] - start[row];
    }

    /** Column of the entry at a position. */
    public int column(int position) {
        return column[position];
    }

    /** Value of the entry at a position. */
    public float value(int position) {
        return value[position];
    }

    /** The columns of a row, ascending; a copy. */
    public int[] columns(int row) {
        return Arrays.copyOfRange(column, start[row], start[row + 1]);
    }

    /** All row offsets, columns or values, copied, for an engine that wants its own. */
    public int[] starts() {
        return start.clone();
    }

    /** All columns, copied. */
    public int[] columns() {
        return column.clone();
    }

    /** All values, copied. */
    public float[] values() {
        return value.clone();
    }

    /** Whether there is an entry at a place. */
    public boolean contains(int row, int col) {
        return Arrays.binarySearch(column, start[row], start[row + 1], col) >= 0;
    }

    /** The value at a place, 0 where nothing is stored. */
    public float get(int row, int col) {
        int k = Arrays.binarySearch(column, start[row], start[row + 1], col);
        return k < 0 ? 0f : value[k];
    }

    /** The transpose, cols x rows. */
    public Csr transpose() {
        int[] s = new int[cols + 1];
        for (int c : column) {
            s[c + 1]++;
        }
        for (int c = 0; c < cols; c++) {
            s[c + 1] += s[c];
        }
        int[] next = Arrays.copyOf(s, cols);
        int[] c2 = new int[column.length];
        float[] v2 = new float[column.length];
        for (int r = 0; r < rows; r++) {
            for (int k = start[r]; k < start[r + 1]; k++) {
                int p = next[column[k]]++;
                c2[p] = r;
                v2[p] = value[k];
            }
        }
        return new Csr(cols, rows, s, c2, v2);
    }

    /** The sum of each row, added in double precision. */
    public double[] rowSums() {
        double[] sums = new double[rows];
        for (int r = 0; r < rows; r++) {
            for (int k = start[r]; k < start[r + 1]; k++) {
                sums[r] += value[k];
            }
        }
        return sums;
    }

    /** The sum of each column, added in double precision. */
    public double[] columnSums() {
        double[] sums = new double[cols];
        for (int k = 0; k < column.length; k++) {
            sums[column[k]] += value[k];
        }
        return sums;
    }

    /** This matrix with entry (r, c) multiplied by {@code left[r] * right[c]}. */
    public Csr scale(double[] left, double[] right) {
        float[] v = new float[value.length];
        for (int r = 0; r < rows; r++) {
            for (int k = start[r]; k < start[r + 1]; k++) {
                v[k] = (float) (value[k] * left[r] * right[column[k]]);
            }
        }
        return new Csr(rows, cols, start, column, v);
    }

    /** This matrix with each row divided by its sum; rows that sum to 0 stay as they are. */
    public Csr rowMean() {
        double[] left = rowSums();
        double[] right = new double[cols];
        Arrays.fill(right, 1);
        for (int r = 0; r < rows; r++) {
            left[r] = left[r] == 0 ? 1 : 1 / left[r];
        }
        return scale(left, right);
    }

    /** The sum of this matrix and another; a place stored by either is stored by the result. */
    public Csr plus(Csr other) {
        if (rows != other.rows || cols != other.cols) {
            throw new IllegalArgumentException("sum of " + this + " and " + other + ": expected equal shapes");
        }
        int[] s = new int[rows + 1];
        int[] c = new int[Math.addExact(column.length, other.column.length)];
        float[] v = new float[c.length];
        int size = 0;
        for (int r = 0; r < rows; r++) {
            int a = start[r];
            int b = other.start[r];
            while (a < start[r + 1] || b < other.start[r + 1]) {
                int ca = a < start[r + 1] ? column[a] : cols;
                int cb = b < other.start[r + 1] ? other.column[b] : cols;
                c[size] = Math.min(ca, cb);
                v[size++] = (ca <= cb ? value[a++] : 0f) + (cb <= ca ? other.value[b++] : 0f);
            }
            s[r + 1] = size;
        }
        return new Csr(rows, cols, s, Arrays.copyOf(c, size), Arrays.copyOf(v, size));
    }

    /** This matrix with every entry multiplied by a number. */
    public Csr times(double factor) {
        float[] v = new float[value.length];
        for (int k = 0; k < v.length; k++) {
            v[k] = (float) (value[k] * factor);
        }
        return new Csr(rows, cols, start, column, v);
    }

    /** The product of this matrix and a dense one of {@code cols() x d}: {@code rows() x d}. */
    public float[] multiply(float[] x, int d) {
        float[] out = new float[Math.multiplyExact(rows, d)];
        multiply(x, d, out);
        return out;
    }

    /**
     * As {@link #multiply(float[], int)} into {@code out}, which is overwritten.
     *
     * @throws IllegalArgumentException if an operand has not the size that the shapes ask for
     */
    public void multiply(float[] x, int d, float[] out) {
        if (x.length != (long) cols * d || out.length != (long) rows * d) {
            throw new IllegalArgumentException("product of " + rows + " x " + cols + " with d = " + d + ": operand has "
                    + x.length + " numbers and result " + out.length + ", expected " + (long) cols * d + " and "
                    + (long) rows * d);
        }
        float[][] row = new float[cols][];
        for (int r = 0; r < cols; r++) {
            row[r] = Arrays.copyOfRange(x, r * d, (r + 1) * d);
        }
        multiply(row, d, (r, sum) -> System.arraycopy(sum, 0, out, r * d, d));
    }

    /** Takes a row of a product; the array is used again for the next. */
    @FunctionalInterface
    public interface RowSink {
        /** Called once for each row, by several threads. */
        void accept(int row, float[] sum);
    }

    /**
     * The product of this matrix and a dense one given as {@code cols()} arrays of {@code d} numbers, three times as fast as
     * with one array for all; several threads, the same result with any number of them.
     */
    public void multiply(float[][] x, int d, RowSink out) {
        Parallel.forRanges(rows, 256, (from, to) -> {
            float[] sum = new float[d];
            for (int r = from; r < to; r++) {
                Arrays.fill(sum, 0f);
                addRow(r, x, sum);
                out.accept(r, sum);
            }
        });
    }

    /** Adds the product of a row of this matrix and a dense one, whose rows may be shorter than {@code sum}. */
    public void addShortRows(int row, float[][] x, float[] sum) {
        for (int k = start[row]; k < start[row + 1]; k++) {
            Fused.addShort(value[k], x[column[k]], sum);
        }
    }

    /** The matrix of the named columns, each named once, in that order. */
    public Csr selectColumns(int... which) {
        return transpose().selectRows(which).transpose();
    }

    /** The matrix of the named rows, in that order, repeats allowed. */
    public Csr selectRows(int... which) {
        int[] s = new int[which.length + 1];
        for (int b = 0; b < which.length; b++) {
            s[b + 1] = s[b] + start[which[b] + 1] - start[which[b]];
        }
        int[] c = new int[s[which.length]];
        float[] v = new float[c.length];
        for (int b = 0; b < which.length; b++) {
            System.arraycopy(column, start[which[b]], c, s[b], s[b + 1] - s[b]);
            System.arraycopy(value, start[which[b]], v, s[b], s[b + 1] - s[b]);
        }
        return new Csr(which.length, cols, s, c, v);
    }

    /**
     * Adds the product of a row of this matrix and a dense one, given as one array per row, to {@code sum}. Entries are
     * added in their order, one {@link MultiplyAdd} each.
     */
    public void addRow(int row, float[][] x, float[] sum) {
        int k = start[row];
        int end = start[row + 1];
        for (; k + 4 <= end; k += 4) {
            Fused.addFour(
                    value[k],
                    x[column[k]],
                    value[k + 1],
                    x[column[k + 1]],
                    value[k + 2],
                    x[column[k + 2]],
                    value[k + 3],
                    x[column[k + 3]],
                    sum);
        }
        if (k + 2 <= end) {
            Fused.addTwo(value[k], x[column[k]], value[k + 1], x[column[k + 1]], sum);
            k += 2;
        }
        if (k < end) {
            Fused.addOne(value[k], x[column[k]], sum);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Csr o
                && rows == o.rows
                && cols == o.cols
                && Arrays.equals(start, o.start)
                && Arrays.equals(column, o.column)
                && Arrays.equals(value, o.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, cols, Arrays.hashCode(column));
    }

    @Override
    public String toString() {
        return "Csr[" + rows + " x " + cols + ", " + column.length + " entries]";
    }
}
