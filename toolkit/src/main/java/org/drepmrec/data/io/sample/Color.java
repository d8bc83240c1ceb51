package org.drepmrec.data.io.sample;

import java.util.List;

/** The color family of an item: always in its picture, usually in its title. */
public enum Color {
    /** Hue 355 degrees. */
    RED(355, 1, 1, "red|cherry red"),
    /** Hue 26 degrees. */
    ORANGE(26, 1, 1, "orange|apricot orange"),
    /** Hue 48 degrees. */
    YELLOW(48, 0.95f, 1, "yellow|honey yellow"),
    /** Hue 110 degrees. */
    GREEN(110, 0.75f, 0.85f, "green|moss green"),
    /** Hue 174 degrees. */
    TEAL(174, 0.85f, 0.85f, "teal|lagoon teal"),
    /** Hue 216 degrees. */
    BLUE(216, 0.9f, 1, "blue|cornflower blue"),
    /** Hue 275 degrees. */
    PURPLE(275, 0.7f, 0.9f, "purple|plum purple"),
    /** Hue 332 degrees. */
    PINK(332, 0.62f, 1, "pink|rose pink"),
    /** Hue 26 degrees, dull and dark. */
    BROWN(26, 0.62f, 0.72f, "brown|hazel brown"),
    /** Almost without hue. */
    GREY(215, 0.1f, 0.78f, "grey|pebble grey");

    final float hue;
    final float saturation;
    final float brightness;
    private final String words;

    Color(float degrees, float saturation, float brightness, String words) {
        this.hue = degrees / 360;
        this.saturation = saturation;
        this.brightness = brightness;
        this.words = words;
    }

    List<String> words() {
        return Words.of(words);
    }
}
