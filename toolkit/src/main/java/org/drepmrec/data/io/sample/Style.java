package org.drepmrec.data.io.sample;

import java.util.List;

/** The taste that an item is made for: a word in most titles; the picture only hints at it through typical patterns. */
public enum Style {
    /** Typically striped or checked. */
    CLASSIC(Pattern.STRIPED, Pattern.CHECKED, "classic|timeless", "Havel & Sohn|Thornbury|Oakfield"),
    /** Typically plain. */
    MODERN(Pattern.PLAIN, Pattern.PLAIN, "modern|minimal", "Nordwind|Studio Kante|Lumikko"),
    /** Typically plain or checked. */
    RUSTIC(Pattern.PLAIN, Pattern.CHECKED, "rustic|farmhouse", "Brambleside|Tansy Farm|Hof Eichen"),
    /** Typically dotted or striped. */
    PLAYFUL(Pattern.DOTTED, Pattern.STRIPED, "playful|cheerful", "Petit Pois|Pip & Wren|Zazou"),
    /** Typically floral. */
    ROMANTIC(Pattern.FLORAL, Pattern.FLORAL, "romantic|cottage", "Marigold Lane|Rosalie|Maison Lilas");

    private final Pattern typical;
    private final Pattern alsoTypical;
    private final String words;
    private final String brands;

    Style(Pattern typical, Pattern alsoTypical, String words, String brands) {
        this.typical = typical;
        this.alsoTypical = alsoTypical;
        this.words = words;
        this.brands = brands;
    }

    List<Pattern> typical() {
        return List.of(typical, alsoTypical);
    }

    List<String> words() {
        return Words.of(words);
    }

    /** The brands whose house style this is. */
    List<String> brands() {
        return Words.of(brands);
    }
}
