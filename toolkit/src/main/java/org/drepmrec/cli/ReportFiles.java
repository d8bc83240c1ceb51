package org.drepmrec.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.analysis.Markup;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.Folders;
import org.drepmrec.notebook.PlotHtml;
import org.drepmrec.notebook.TableHtml;
import org.drepmrec.run.Report;

/**
 * A report as files: {@code NAME.tsv} with all numbers and {@code NAME.html} for each table, {@code NAME.svg} and
 * {@code NAME.chart.html} for each chart, {@code notes.txt} where there are any.
 */
final class ReportFiles {

    private ReportFiles() {}

    static void write(Report report, Path folder) {
        Folders.make(folder);
        Outputs outputs = new Outputs();
        report.tables()
                .forEach((name, table) ->
                        outputs.write(() -> text(folder.resolve(name + ".tsv"), TextTable.tabSeparated(table))));
        report.printed()
                .forEach((name, table) -> outputs.write(() -> text(
                        folder.resolve(name + ".html"), page(table.name(), TableHtml.of(table, table.rowCount(), 0)))));
        report.charts().forEach((name, chart) -> {
            outputs.write(() -> text(folder.resolve(name + ".svg"), chart.toSvg()));
            outputs.write(() -> text(
                    folder.resolve(name + ".chart.html"), page(chart.title(), PlotHtml.withLibrary(chart.figure()))));
        });
        lines(outputs, folder.resolve("findings.txt"), report.findings().sentences());
        lines(outputs, folder.resolve("notes.txt"), report.notes());
        outputs.finish();
    }

    private static void lines(Outputs outputs, Path file, List<String> lines) {
        if (!lines.isEmpty()) {
            outputs.write(() -> text(file, String.join("\n", lines) + "\n"));
        }
    }

    private static void text(Path file, String content) {
        AtomicFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String page(String title, String body) {
        return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + Markup.escape(title)
                + "</title></head><body>" + body + "</body></html>\n";
    }
}
