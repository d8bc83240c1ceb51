package org.drepmrec.notebook;

import java.util.List;
import org.drepmrec.analysis.Markup;
import org.drepmrec.analysis.ResultTable;

/** A table of results as HTML: the best value of a column bold, the second best underlined, everything escaped. */
public final class ResultTableHtml {

    private ResultTableHtml() {}

    /** All rows of the table. */
    public static String of(ResultTable table) {
        StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse;width:auto\">")
                .append("<caption style=\"caption-side:top;text-align:left;font-weight:bold\">")
                .append(Markup.escape(table.title()))
                .append("</caption><thead><tr>");
        List<String> labels = table.labels();
        for (int c = 0; c < labels.size(); c++) {
            cell(html, "th", c, Markup.escape(labels.get(c)));
        }
        html.append("</tr></thead><tbody>");
        for (int r = 0; r < table.rows().size(); r++) {
            html.append("<tr>");
            for (int c = 0; c < labels.size(); c++) {
                String text = Markup.escape(table.text(r, c));
                cell(
                        html,
                        "td",
                        c,
                        switch (table.mark(r, c)) {
                            case BEST -> "<b>" + text + "</b>";
                            case SECOND -> "<u>" + text + "</u>";
                            case NONE -> text;
                        });
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private static void cell(StringBuilder html, String tag, int column, String content) {
        String side = column == 0 ? "left" : "right";
        html.append('<')
                .append(tag)
                .append(" style=\"padding:2px 10px;text-align:")
                .append(side);
        html.append("\">").append(content).append("</").append(tag).append('>');
    }
}
