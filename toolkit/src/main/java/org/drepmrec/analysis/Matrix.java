package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.drepmrec.data.Summarized;
import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A small dense matrix in double precision, for computing an equation by hand and comparing it with the toolkit's
 * result. Immutable; simple rather than fast.
 */
public final class Matrix implements Summarized {

    private final double[][] rows;

    private Matrix(double[][] rows) {
        this.rows = rows;
    }

    /**
     * A matrix from its rows.
     *
     * @throws IllegalArgumentException if there is no row, or rows differ in length
     */
    public static Matrix of(double[]... rows) {
        if (rows.length == 0 || Arrays.stream(rows).anyMatch(r -> r.length != rows[0].length)) {
            throw new IllegalArgumentException("matrix: rows of "
                    + Arrays.toString(
                            Arrays.stream(rows).mapToInt(r -> r.length).toArray())
                    + " numbers, expected at least one row and one length");
        }
        return new Matrix(Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new));
    }

    /** A matrix from row-major values, such as those of a parameter, of features or of a representation. */
    public static Matrix of(float[] values, int columns) {
        if (columns < 1 || values.length == 0 || values.length % columns != 0) {
            throw new IllegalArgumentException("matrix: " + values.length + " values in rows of " + columns
                    + ", expected a positive multiple; give the number of columns");
        }
        return from(values.length / columns, columns, (r, c) -> values[r * columns + c]);
    }

    /** A matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return from(rows, columns, (r, c) -> 0);
    }

    /** A sparse matrix written out. */
    public static Matrix of(Csr sparse) {
        double[][] all = new double[sparse.rows()][sparse.cols()];
        for (int r = 0; r < sparse.rows(); r++) {
            for (int e = sparse.start(r); e < sparse.start(r + 1); e++) {
                all[r][sparse.column(e)] += sparse.value(e);
            }
        }
        return new Matrix(all);
    }

    private interface Entry {
        double at(int row, int column);
    }

    private static Matrix from(int rows, int columns, Entry entry) {
        double[][] all = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                all[r][c] = entry.at(r, c);
            }
        }
        return new Matrix(all);
    }

    /** The number of rows. */
    public int rowCount() {
        return rows.length;
    }

    /** The number of columns. */
    public int columnCount() {
        return rows[0].length;
    }

    /** One entry. */
    public double get(int row, int column) {
        return rows[row][column];
    }

    /** The matrix product. */
    public Matrix times(Matrix other) {
        if (other.rowCount() != columnCount()) {
            throw new IllegalArgumentException("product: " + shape() + " with " + other.shape() + ", expected "
                    + columnCount() + " rows on the right; transpose one of them?");
        }
        return from(rowCount(), other.columnCount(), (r, c) -> IntStream.range(0, columnCount())
                .mapToDouble(k -> rows[r][k] * other.rows[k][c])
                .sum());
    }

    /** The product of entries in the same places, ⊙. */
    public Matrix hadamard(Matrix other) {
        requireShape(other, "elementwise product");
        return from(rowCount(), columnCount(), (r, c) -> rows[r][c] * other.rows[r][c]);
    }

    /** The sum. */
    public Matrix plus(Matrix other) {
        requireShape(other, "sum");
        return from(rowCount(), columnCount(), (r, c) -> rows[r][c] + other.rows[r][c]);
    }

    /** The difference. */
    public Matrix minus(Matrix other) {
        return plus(other.scale(-1));
    }

    /** Adds the one row of another matrix to each row. */
    public Matrix plusRow(Matrix row) {
        if (row.rowCount() != 1 || row.columnCount() != columnCount()) {
            throw new IllegalArgumentException(
                    "row sum: " + shape() + " with " + row.shape() + ", expected 1 x " + columnCount());
        }
        return from(rowCount(), columnCount(), (r, c) -> rows[r][c] + row.rows[0][c]);
    }

    /** Every entry times a number. */
    public Matrix scale(double factor) {
        return map(x -> factor * x);
    }

    /** A function of every entry. */
    public Matrix map(DoubleUnaryOperator function) {
        return from(rowCount(), columnCount(), (r, c) -> function.applyAsDouble(rows[r][c]));
    }

    /** The logistic function σ of every entry. */
    public Matrix sigmoid() {
        return map(x -> 1 / (1 + Math.exp(-x)));
    }

    /** The transpose. */
    public Matrix transpose() {
        return from(columnCount(), rowCount(), (r, c) -> rows[c][r]);
    }

    /** The named rows, in that order, repeats allowed. */
    public Matrix rows(int... index) {
        return new Matrix(Arrays.stream(index).mapToObj(i -> rows[i]).toArray(double[][]::new));
    }

    /** The rows from {@code from} to before {@code to}. */
    public Matrix rowRange(int from, int to) {
        return rows(IntStream.range(from, to).toArray());
    }

    /** This matrix with another one below. */
    public Matrix above(Matrix other) {
        return from(
                rowCount() + other.rowCount(),
                columnCount(),
                (r, c) -> r < rowCount() ? rows[r][c] : other.rows[r - rowCount()][c]);
    }

    /** This matrix with another one to its right. */
    public Matrix beside(Matrix other) {
        return transpose().above(other.transpose()).transpose();
    }

    /** Every row divided by its length; a zero row stays zero. */
    public Matrix normalizeRows() {
        double[] length =
                Arrays.stream(rows).mapToDouble(r -> Math.max(1e-12, norm(r))).toArray();
        return from(rowCount(), columnCount(), (r, c) -> rows[r][c] / length[r]);
    }

    /** The softmax of every row. */
    public Matrix softmaxRows() {
        Matrix e = from(
                rowCount(),
                columnCount(),
                (r, c) -> Math.exp(rows[r][c] - Arrays.stream(rows[r]).max().orElseThrow()));
        double[] sum =
                Arrays.stream(e.rows).mapToDouble(r -> Arrays.stream(r).sum()).toArray();
        return from(rowCount(), columnCount(), (r, c) -> e.rows[r][c] / sum[r]);
    }

    /** The entries on the diagonal, as one column. */
    public Matrix diagonal() {
        return from(Math.min(rowCount(), columnCount()), 1, (r, c) -> rows[r][r]);
    }

    /** The sum of every row, as one column. */
    public Matrix rowSums() {
        return from(rowCount(), 1, (r, c) -> Arrays.stream(rows[r]).sum());
    }

    /** The mean of all entries. */
    public double mean() {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).average().orElseThrow();
    }

    /** The Frobenius norm. */
    public double norm() {
        return norm(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
    }

    /** The largest absolute difference between entries in the same places. */
    public double difference(Matrix other) {
        return Arrays.stream(minus(other).rows)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
    }

    private void requireShape(Matrix other, String what) {
        if (other.rowCount() != rowCount() || other.columnCount() != columnCount()) {
            throw new IllegalArgumentException(
                    what + ": " + shape() + " with " + other.shape() + ", expected one shape");
        }
    }

    private String shape() {
        return rowCount() + " x " + columnCount();
    }

    /** The entries to three decimals, a table row for each row. */
    @Override
    public Table summary() {
        Table table = Table.create(shape());
        for (int c = 0; c < columnCount(); c++) {
            int column = c;
            table.addColumns(DoubleColumn.create(
                    Integer.toString(c),
                    Arrays.stream(rows)
                            .mapToDouble(r -> Math.rint(r[column] * 1000) / 1000)
                            .toArray()));
        }
        return table;
    }

    /** {@link #summary()} with a name before each row, such as {@code user 0}. */
    public Table summary(List<String> rowNames) {
        return summary(
                rowNames,
                IntStream.range(0, columnCount()).mapToObj(Integer::toString).toList());
    }

    /**
     * {@link #summary()} with a name before each row and above each column.
     *
     * @throws IllegalArgumentException unless there is a name for each
     */
    public Table summary(List<String> rowNames, List<String> columnNames) {
        if (rowNames.size() != rowCount() || columnNames.size() != columnCount()) {
            throw new IllegalArgumentException(rowNames.size() + " names of rows and " + columnNames.size()
                    + " of columns, expected one for each of " + shape());
        }
        Table table = summary();
        for (int c = 0; c < columnCount(); c++) {
            table.column(c).setName(columnNames.get(c));
        }
        return table.insertColumn(0, StringColumn.create("", rowNames));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(shape());
        for (double[] row : rows) {
            text.append('\n');
            for (double value : row) {
                text.append(String.format(Locale.ROOT, "%9.3f", value));
            }
        }
        return text.toString();
    }
}
