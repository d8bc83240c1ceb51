package org.drepmrec.notebook;

import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Markup;
import org.drepmrec.analysis.ResultTable;
import tech.tablesaw.api.Table;

/** A part of a card, in each of its forms. */
interface CardPart {

    String html();

    String markdown();

    /** A heading of a level. */
    static CardPart heading(String text, int level) {
        return new Both(
                "<h" + level + ">" + Markup.escape(text) + "</h" + level + ">",
                "#".repeat(level) + " " + MarkdownTable.escape(text) + "\n");
    }

    /** A list of sentences; nothing where there is none. */
    static CardPart sentences(Findings findings) {
        if (findings.isEmpty()) {
            return new Both("", "");
        }
        StringBuilder lines = new StringBuilder();
        findings.forEach(s -> lines.append("- ").append(MarkdownTable.escape(s)).append('\n'));
        return new Both(FindingsHtml.of(findings), lines.toString());
    }

    /** All rows of a table. */
    static CardPart table(Table table) {
        return new Both(TableHtml.of(table, table.rowCount(), 0), MarkdownTable.of(table));
    }

    /** A table of results. */
    static CardPart table(ResultTable table) {
        return new Both(ResultTableHtml.of(table), MarkdownTable.of(table));
    }

    /** Lines to be copied. */
    static CardPart code(String language, String lines) {
        return new Both(
                "<pre><code>" + Markup.escape(lines) + "</code></pre>", "```" + language + "\n" + lines + "\n```\n");
    }

    /** What is one in both forms. */
    record Both(String html, String markdown) implements CardPart {}
}
