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

/** Tables as aligned plain text: numbers to the right, with four decimals unless whole; nothing is cut off. */
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

    private static String[] aligned(Column<?> column) {
        String[] cells = new String[column.size() + 1];
        cells[0] = column.name();
        for (int r = 0; r < column.size(); r++) {
            cells[r + 1] = column instanceof DoubleColumn numbers
                    ? String.format(Locale.ROOT, "%.4f", numbers.getDouble(r))
                    : column.getString(r);
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
