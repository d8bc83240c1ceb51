package org.drepmrec.data.io.sample;

/**
 * The true attributes of an item, for coloring plots and for checks; features are never computed from them.
 *
 * @param category in title and picture
 * @param otherForm whether it is the second form of its category, such as an alarm clock; in the picture, and in some titles
 * @param color in the picture, and in most titles
 * @param tone in the picture only
 * @param style in most titles
 * @param pattern in the picture, and in about half of the titles
 * @param material in most titles only
 * @param brand in most titles only
 */
public record ShopItem(
        Category category,
        boolean otherForm,
        Color color,
        Tone tone,
        Style style,
        Pattern pattern,
        String material,
        String brand) {}
