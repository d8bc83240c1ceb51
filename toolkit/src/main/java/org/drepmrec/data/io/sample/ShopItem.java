package org.drepmrec.data.io.sample;

/**
 * The true attributes of an item, for coloring plots and for checks; features are never computed from them.
 *
 * @param category in title and picture
 * @param otherForm whether it is the second form of its category, such as an alarm clock; in title and picture
 * @param color in the picture, and in most titles
 * @param tone in the picture only
 * @param style in half of the titles
 * @param pattern in the picture, and in about half of the titles
 * @param material in most titles only
 * @param brand in most titles only
 * @param series the name of the brand's series, across categories; in most titles; empty if the item belongs to none
 * @param size in some titles only
 * @param design items of one number are one thing in several colors or sizes
 */
public record ShopItem(
        Category category,
        boolean otherForm,
        Color color,
        Tone tone,
        Style style,
        Pattern pattern,
        String material,
        String brand,
        String series,
        String size,
        int design) {

    /** The same design in another color or size. */
    ShopItem with(Color otherColor, String otherSize) {
        return new ShopItem(
                category, otherForm, otherColor, tone, style, pattern, material, brand, series, otherSize, design);
    }

    /** What items of one cloth share: all of a series, or of a design without one. */
    int cloth() {
        return series.isEmpty() ? design : (brand + series).hashCode();
    }
}
