package org.drepmrec.notebook;

import org.drepmrec.analysis.Explanation;

/** The item, the sentences about its score, the purchases that carry it as cards, and the terms where there are some. */
final class ExplanationHtml {

    private static final int MOST = 7;

    private ExplanationHtml() {}

    static String of(Explanation why) {
        return Items.of(why.data(), why.item()).html()
                + FindingsHtml.of(why.findings())
                + Items.carrying(why, MOST).html()
                + TableHtml.of(why.purchases())
                + why.terms().map(TableHtml::of).orElse("")
                + why.byModality().map(TableHtml::of).orElse("");
    }
}
