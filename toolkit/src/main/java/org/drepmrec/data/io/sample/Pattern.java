package org.drepmrec.data.io.sample;

import java.util.List;

/** The pattern of an item's surface: always in its picture, in about half of the titles. */
public enum Pattern {
    /** One color. */
    PLAIN("plain|solid"),
    /** Parallel bars. */
    STRIPED("striped|stripy"),
    /** Round dots on a grid. */
    DOTTED("dotted|polka-dot"),
    /** Gingham. */
    CHECKED("checked|gingham"),
    /** Strewn flowers. */
    FLORAL("floral|flowered"),
    /** Strewn stars. */
    STARRY("starry|star-print"),
    /** Strewn leaves. */
    LEAFY("leafy|leaf-print"),
    /** Zigzag lines. */
    ZIGZAG("zigzag|chevron");

    private final String words;

    Pattern(String words) {
        this.words = words;
    }

    List<String> words() {
        return Words.of(words);
    }
}
