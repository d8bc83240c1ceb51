package org.drepmrec.data.io.sample;

import java.awt.Color;
import java.util.Random;

/** The colors of one picture, mixed from the item's color and tone with a little chance; the cloth decides the accent. */
record PictureColors(Color base, Color lining, Color outline, Color light, Color accent, Color backdrop) {

    static PictureColors mix(ShopItem item, Random random, Random cloth) {
        float hue = item.color().hue + (float) ShopRandom.between(random, -0.012, 0.012);
        float s = item.color().saturation * item.tone().saturation * (float) ShopRandom.between(random, 0.9, 1.08);
        float b = item.color().brightness * item.tone().brightness * (float) ShopRandom.between(random, 0.94, 1.06);
        boolean dark = b < 0.62;
        Color accent = cloth.nextInt(3) == 0
                ? hsb(hue + 0.45f, 0.45f, dark ? 0.95f : 0.72f)
                : item.tone() == Tone.PASTEL && cloth.nextBoolean()
                        ? hsb(hue, s + 0.3f, b * 0.72f)
                        : hsb(0.11f, 0.1f, 0.99f);
        return new PictureColors(
                hsb(hue, s, b),
                hsb(hue, s, b * 0.78f),
                hsb(hue, Math.min(1, s + 0.1f), b * 0.48f),
                hsb(hue, s * 0.4f, 0.7f + 0.3f * b),
                accent,
                hsb(random.nextFloat(), (float) ShopRandom.between(random, 0.03, 0.09), (float)
                        ShopRandom.between(random, 0.95, 1)));
    }

    private static Color hsb(float hue, float saturation, float brightness) {
        return Color.getHSBColor(hue, Math.min(1, saturation), Math.min(1, brightness));
    }
}
