package org.drepmrec.notebook;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.analysis.ResultTable;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables as Markdown, with the cells that {@link TableHtml} and {@link ResultTableHtml} show. */
final class MarkdownTable {

    private MarkdownTable() {}

    /** All rows, the title above them. */
    static String of(Table table) {
        List<Column<?>> columns = TableHtml.shown(table);
        return title(table.name())
                + row(columns.stream().map(Column::name))
                + raw(columns.stream().map(c -> c instanceof NumericColumn<?> ? "---:" : "---"))
                + IntStream.range(0, table.rowCount())
                        .mapToObj(r -> row(columns.stream().map(c -> TableHtml.text(table, c, r))))
                        .collect(Collectors.joining());
    }

    /** The best value of a column bold, the second best in italics. */
    static String of(ResultTable table) {
        int columns = table.labels().size();
        return title(table.title())
                + row(table.labels().stream())
                + raw(IntStream.range(0, columns).mapToObj(c -> c == 0 ? "---" : "---:"))
                + IntStream.range(0, table.rows().size())
                        .mapToObj(r -> raw(IntStream.range(0, columns).mapToObj(c -> marked(table, r, c))))
                        .collect(Collectors.joining());
    }

    private static String marked(ResultTable table, int row, int column) {
        String text = escape(table.text(row, column));
        return switch (table.mark(row, column)) {
            case BEST -> "**" + text + "**";
            case SECOND -> "_" + text + "_";
            case NONE -> text;
        };
    }

    private static String title(String text) {
        return "**" + escape(text) + "**\n\n";
    }

    private static String row(Stream<String> cells) {
        return raw(cells.map(MarkdownTable::escape));
    }

    private static String raw(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Text that Markdown shows as it is: no markup, no HTML, no new lines. */
    static String escape(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1");
    }
}
