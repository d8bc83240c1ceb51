package org.drepmrec.notebook;

import java.util.stream.Collectors;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Markup;

/** Sentences as an HTML list, everything escaped. */
final class FindingsHtml {

    private FindingsHtml() {}

    static String of(Findings findings) {
        if (findings.isEmpty()) {
            return "<p>" + findings + "</p>";
        }
        return findings.sentences().stream()
                .map(s -> "<li>" + Markup.escape(s) + "</li>")
                .collect(Collectors.joining("", "<ul>", "</ul>"));
    }
}
