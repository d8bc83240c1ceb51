package org.drepmrec.notebook;

import org.drepmrec.analysis.Markup;
import org.drepmrec.explore.Explorer;

/** The page of an explorer in a frame of its own, where neither its style nor its script meets those of the notebook. */
final class ExplorerHtml {

    private static final int HEIGHT = 860;

    private ExplorerHtml() {}

    static String of(Explorer explorer) {
        return "<iframe title=\"Explorer\" srcdoc=\"" + Markup.escape(explorer.toHtml())
                + "\" allow=\"clipboard-write\" style=\"width:100%;height:" + HEIGHT
                + "px;border:1px solid #dbe1e7\"></iframe>";
    }
}
