package org.drepmrec.paper;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables of the pages that are made of records. */
final class PageTable {

    private static final String DEVIATION = " sd";
    private static final List<String> FEW_DIGITS = List.of("hours", "best epoch", "seconds an epoch");

    private PageTable() {}

    /**
     * A table as Markdown: numbers to the right, with four decimals unless whole, deviations beside their means; the second
     * best in italics.
     */
    static String of(Table table) {
        List<Column<?>> columns = table.columns().stream()
                .filter(c -> !isDeviation(table, c.name()))
                .toList();
        StringBuilder rows = new StringBuilder();
        rows.append(row(columns.stream().map(Column::name)))
                .append(row(columns.stream().map(c -> c instanceof NumericColumn<?> ? "---:" : "---")));
        IntStream.range(0, table.rowCount())
                .forEach(r -> rows.append(row(columns.stream().map(c -> cell(table, c, r)))));
        return rows.toString();
    }

    private static boolean isDeviation(Table table, String name) {
        return name.endsWith(DEVIATION) && table.containsColumn(name.substring(0, name.length() - DEVIATION.length()));
    }

    private static String row(Stream<String> cells) {
        return cells.map(c -> c.replaceAll("^__(.*)__$", "_$1_").replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String cell(Table table, Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        if (!(column instanceof DoubleColumn numbers)) {
            return column.getUnformattedString(row);
        }
        String format = FEW_DIGITS.contains(column.name()) ? "%.1f" : "%.4f";
        String mean = String.format(Locale.ROOT, format, numbers.getDouble(row));
        String deviation = column.name() + DEVIATION;
        return !table.containsColumn(deviation) || table.column(deviation).isMissing(row)
                ? mean
                : mean + " ± "
                        + String.format(
                                Locale.ROOT,
                                format,
                                table.doubleColumn(deviation).getDouble(row));
    }
}
