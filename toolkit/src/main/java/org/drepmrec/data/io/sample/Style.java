package org.drepmrec.data.io.sample;

import java.util.List;

/** The taste that an item is made for: a word in most titles; the picture only hints at it through typical patterns. */
public enum Style {
    /** Typically striped or checked. */
    CLASSIC(
            Pattern.STRIPED,
            Pattern.CHECKED,
            "classic|timeless",
            "Havel & Sohn|Thornbury|Oakfield",
            "Harbour|Regent|Georgian|Windsor|Highland|Regatta|Library|Orchard|Admiral|Tartan Hill|Sunday|Belgrave"),
    /** Typically plain or zigzag. */
    MODERN(
            Pattern.PLAIN,
            Pattern.ZIGZAG,
            "modern|minimal",
            "Nordwind|Studio Kante|Lumikko",
            "Fjord|Linea|Polar|Tundra|Lumi|Grid|Birch|Nova|Kontur|Loft|Saimaa|Pebble"),
    /** Typically leafy or checked. */
    RUSTIC(
            Pattern.LEAFY,
            Pattern.CHECKED,
            "rustic|farmhouse",
            "Brambleside|Tansy Farm|Hof Eichen",
            "Hedgerow|Barn Owl|Harvest|Juniper|Acorn|Mill Pond|Woodland|Haystack|Fern|Alpine|Chestnut|Old Mill"),
    /** Typically dotted or starry. */
    PLAYFUL(
            Pattern.DOTTED,
            Pattern.STARRY,
            "playful|cheerful",
            "Petit Pois|Pip & Wren|Zazou",
            "Circus|Little Fox|Moonbeam|Balloon|Confetti|Jellybean|Rocket|Hedgehog|Ladybird|Lollipop|Panda|Carnival"),
    /** Typically floral. */
    ROMANTIC(
            Pattern.FLORAL,
            Pattern.FLORAL,
            "romantic|cottage",
            "Marigold Lane|Rosalie|Maison Lilas",
            "Wildflower|Primrose|Nightingale|Lavender|Sweet Pea|Rosehip|Peony|Swan Lake|Serenade|Bluebell|Jasmine|Tea Rose");

    private final Pattern typical;
    private final Pattern alsoTypical;
    private final String words;
    private final String brands;
    private final String series;

    Style(Pattern typical, Pattern alsoTypical, String words, String brands, String series) {
        this.typical = typical;
        this.alsoTypical = alsoTypical;
        this.words = words;
        this.brands = brands;
        this.series = series;
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

    /** What its brands call their series. */
    List<String> series() {
        return Words.of(series);
    }
}
