package org.drepmrec.analysis;

/** Text between the tags and in the attributes of HTML and XML. */
public final class Markup {

    private Markup() {}

    /** The text with what would be taken for markup escaped; quotes as numbers, the only form that plotly knows too. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }
}
