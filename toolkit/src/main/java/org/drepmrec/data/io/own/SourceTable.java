package org.drepmrec.data.io.own;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Sha256;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table and what messages call it.
 *
 * @param where the place of a row, such as {@code orders.csv line 17}
 * @param sha256 hash of the file that it is the content of; null if it is of no file
 */
record SourceTable(Table table, String name, IntFunction<String> where, String sha256) {

    /** From here on a floating-point number of double, or of single precision, no longer tells neighboring whole numbers apart. */
    private static final double EXACT = 1L << 53;

    private static final double EXACT_SINGLE = 1L << 24;

    private static final int LONGEST_ID = 256;

    /** A table of a user's own. */
    static SourceTable of(Table table, String otherwise) {
        String name = table.name() == null || table.name().isBlank() ? otherwise : table.name();
        return new SourceTable(table, name, row -> name + " row " + (row + 1), null);
    }

    int rows() {
        return table.rowCount();
    }

    /**
     * The column of a name, to the letter.
     *
     * @throws DataException if there is none of that name, listing those that there are
     */
    Column<?> column(String column) {
        int place = table.columnNames().indexOf(column);
        if (place < 0) {
            throw DataException.of(
                    name,
                    "columns " + table.columnNames(),
                    "\"" + column + "\" as asked for",
                    "name a column that the table has");
        }
        return table.column(place);
    }

    /** What a cell says, blanks around it cut off; empty if it is missing. Whole numbers have no decimal point. */
    static String text(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        Object value = column.get(row);
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number)
                    ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                    : value.toString();
        }
        return value.toString().strip();
    }

    /**
     * The id in a cell.
     *
     * @throws DataException if it is missing, too long, has control characters, or lost digits as a floating-point number
     */
    String id(Column<?> column, int row) {
        String id = text(column, row);
        if (id.isEmpty() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw refused(
                    column,
                    row,
                    DataException.quote(id),
                    "an id of 1 to " + LONGEST_ID + " characters",
                    "mend or remove the row");
        }
        double exact = column instanceof DoubleColumn
                ? EXACT
                : column instanceof FloatColumn ? EXACT_SINGLE : Double.POSITIVE_INFINITY;
        if (Double.isFinite(exact) && Math.abs(((Number) column.get(row)).doubleValue()) >= exact) {
            throw refused(
                    column,
                    row,
                    "the floating-point number " + id,
                    "ids with all their digits",
                    "read the column as text or as whole numbers");
        }
        return id;
    }

    DataException refused(Column<?> column, int row, String found, String expected, String remedy) {
        return DataException.of(where.apply(row) + ", column " + column.name(), found, expected, remedy);
    }

    /** The hash of the file, or of the content of some columns. */
    String hash(List<Column<?>> columns) {
        if (sha256 != null) {
            return sha256;
        }
        Sha256 hash = new Sha256();
        for (Column<?> column : columns) {
            hash.add(column.name());
            for (int row = 0; row < rows(); row++) {
                hash.add(text(column, row));
            }
        }
        return hash.hex();
    }
}
