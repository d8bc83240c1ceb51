package org.drepmrec.data.io.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.drepmrec.data.io.sample.ShopRandom.Stream;

/** A brand's series: one style and pattern in a few colors, across categories. */
record ShopSeries(String brand, String name, Style style, Pattern pattern, List<Color> colors, Tone tone) {

    /** About one series for this many items. */
    private static final int ITEMS = 20;

    private static final int LEAST = 5;

    private static final int COLORS = 3;

    /** The series of a shop with n items: from 5 to all that the brands have names for. */
    static List<ShopSeries> of(long seed, int n) {
        List<ShopSeries> all = new ArrayList<>();
        for (Style style : Style.values()) {
            for (String brand : style.brands()) {
                for (String name : style.series()) {
                    all.add(series(ShopRandom.random(seed, Stream.SERIES, all.size()), brand, name, style));
                }
            }
        }
        return ShopRandom.shuffled(ShopRandom.random(seed, Stream.SERIES, -1), all)
                .subList(0, Math.min(all.size(), Math.max(LEAST, n / ITEMS)));
    }

    private static ShopSeries series(Random random, String brand, String name, Style style) {
        Pattern pattern = random.nextDouble() < SampleShop.TYPICAL_SERIES_PATTERN
                ? ShopRandom.pick(random, style.typical())
                : ShopRandom.pick(random, Pattern.values());
        List<Color> colors =
                ShopRandom.shuffled(random, List.of(Color.values())).subList(0, COLORS);
        return new ShopSeries(brand, name, style, pattern, colors, ShopRandom.pick(random, Tone.values()));
    }
}
