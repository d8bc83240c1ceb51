package org.drepmrec.cli;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables as text, tab-separated or aligned; aligned, numbers to the right, with four decimals unless whole; nothing is cut off, digits are 0 to 9. */
public final class TextTable {

    private TextTable() {}

    /** The names of the columns, then one line per row. */
    public static String of(Table table) {
        String[][] columns = table.columns().stream().map(TextTable::aligned).toArray(String[][]::new);
        return IntStream.rangeClosed(0, table.rowCount())
                .mapToObj(r -> IntStream.range(0, columns.length)
                        .mapToObj(c -> columns[c][r])
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** As tab-separated text with a header: all digits, nothing where a value is missing, the same in every locale. */
    static String tabSeparated(Table table) {
        return IntStream.range(-1, table.rowCount())
                .mapToObj(r -> table.columns().stream()
                        .map(c -> r < 0 ? c.name() : cell(c, r))
                        .collect(Collectors.joining("\t", "", "\n")))
                .collect(Collectors.joining());
    }

    private static String cell(Column<?> column, int row) {
        // Columns of numbers format them by the locale, unless asked not to.
        return column.isMissing(row) ? "" : column.getUnformattedString(row).replaceAll("[\\t\\r\\n]+", " ");
    }

    private static String[] aligned(Column<?> column) {
        String[] cells = new String[column.size() + 1];
        cells[0] = column.name();
        for (int r = 0; r < column.size(); r++) {
            cells[r + 1] = column instanceof DoubleColumn numbers
                    ? String.format(Locale.ROOT, "%.4f", numbers.getDouble(r))
                    // A title may hold anything; a terminal must not obey it.
                    : column.getUnformattedString(r).replaceAll("\\p{Cc}+", " ");
        }
        int width = IntStream.range(0, cells.length)
                .map(r -> cells[r].codePointCount(0, cells[r].length()))
                .max()
                .orElse(0);
        for (int r = 0; r < cells.length; r++) {
            String blank = " ".repeat(width - cells[r].codePointCount(0, cells[r].length()));
            cells[r] = column instanceof NumericColumn<?> ? blank + cells[r] : cells[r] + blank;
        }
        return cells;
    }

    /** One row per metric and one column per split. */
    static String ofMetrics(Map<String, Map<String, Double>> bySplit) {
        Table table = Table.create("metrics", StringColumn.create("metric"));
        bySplit.values().stream().findFirst().ifPresent(values -> values.keySet()
                .forEach(table.stringColumn("metric")::append));
        bySplit.forEach((split, values) -> table.addColumns(DoubleColumn.create(
                split, values.values().stream().mapToDouble(v -> v).toArray())));
        return of(table);
    }
}
