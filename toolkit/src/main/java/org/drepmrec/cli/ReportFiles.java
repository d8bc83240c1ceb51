package org.drepmrec.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Markup;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.notebook.PlotHtml;
import org.drepmrec.notebook.TableHtml;
import org.drepmrec.run.Report;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A report as files: {@code NAME.tsv} with all numbers and {@code NAME.html} for each table, {@code NAME.svg} and
 * {@code NAME.chart.html} for each chart, {@code notes.txt} where there are any.
 */
final class ReportFiles {

    private ReportFiles() {}

    static void write(Report report, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw DataException.of(
                    folder.toString(),
                    "not a folder that can be made (" + e.getMessage() + ")",
                    "a folder that can be written",
                    "choose another place",
                    e);
        }
        report.tables().forEach((name, table) -> text(folder.resolve(name + ".tsv"), tabSeparated(table)));
        report.printed()
                .forEach((name, table) -> text(
                        folder.resolve(name + ".html"), page(table.name(), TableHtml.of(table, table.rowCount(), 0))));
        report.charts().forEach((name, chart) -> {
            text(folder.resolve(name + ".svg"), chart.toSvg());
            text(folder.resolve(name + ".chart.html"), page(chart.title(), PlotHtml.withLibrary(chart.figure())));
        });
        if (!report.notes().isEmpty()) {
            text(folder.resolve("notes.txt"), String.join("\n", report.notes()) + "\n");
        }
    }

    private static void text(Path file, String content) {
        AtomicFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String page(String title, String body) {
        return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + Markup.escape(title)
                + "</title></head><body>" + body + "</body></html>\n";
    }

    private static String tabSeparated(Table table) {
        return IntStream.range(-1, table.rowCount())
                .mapToObj(r -> table.columns().stream()
                        .map(c -> r < 0 ? c.name() : cell(c, r))
                        .collect(Collectors.joining("\t", "", "\n")))
                .collect(Collectors.joining());
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        String text = column instanceof DoubleColumn numbers
                ? Double.toString(numbers.getDouble(row))
                : column.getString(row);
        return text.replaceAll("[\\t\\r\\n]+", " ");
    }
}
