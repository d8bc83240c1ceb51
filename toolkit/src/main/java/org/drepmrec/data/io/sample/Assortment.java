package org.drepmrec.data.io.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.drepmrec.data.io.sample.ShopRandom.Stream;

/** What the shop sells: designs, half of them of a series, each in one or more colors or sizes. */
final class Assortment {

    private Assortment() {}

    /** In any order, so that ids tell nothing. */
    static List<ShopItem> items(long seed, int n) {
        List<ShopSeries> series = ShopSeries.of(seed, n);
        List<ShopItem> items = new ArrayList<>(n);
        for (int design = 0; items.size() < n; design++) {
            Random random = ShopRandom.random(seed, Stream.DESIGN, design);
            List<ShopItem> variants = random.nextDouble() < SampleShop.IN_SERIES
                    ? ofSeries(random, ShopRandom.pick(random, series), design)
                    : single(random, design);
            items.addAll(variants.subList(0, Math.min(variants.size(), n - items.size())));
        }
        return ShopRandom.shuffled(ShopRandom.random(seed, Stream.ORDER, 0), items);
    }

    private static List<ShopItem> ofSeries(Random random, ShopSeries series, int design) {
        Category category = ShopRandom.pick(random, Category.values());
        ShopItem first = new ShopItem(
                category,
                random.nextBoolean(),
                ShopRandom.pick(random, series.colors()),
                series.tone(),
                series.style(),
                series.pattern(),
                ShopRandom.pick(random, category.materials()),
                series.brand(),
                series.name(),
                ShopRandom.pick(random, category.sizes()),
                design);
        return variants(random, first, series.colors());
    }

    private static List<ShopItem> single(Random random, int design) {
        Category category = ShopRandom.pick(random, Category.values());
        Style house = ShopRandom.pick(random, Style.values());
        String brand = ShopRandom.pick(random, house.brands());
        Style style = random.nextDouble() < SampleShop.HOUSE_STYLE ? house : ShopRandom.pick(random, Style.values());
        Pattern pattern = random.nextDouble() < SampleShop.TYPICAL_PATTERN
                ? ShopRandom.pick(random, style.typical())
                : ShopRandom.pick(random, Pattern.values());
        ShopItem first = new ShopItem(
                category,
                random.nextBoolean(),
                ShopRandom.pick(random, Color.values()),
                ShopRandom.pick(random, Tone.values()),
                style,
                pattern,
                ShopRandom.pick(random, category.materials()),
                brand,
                "",
                ShopRandom.pick(random, category.sizes()),
                design);
        return variants(random, first, List.of(Color.values()));
    }

    /** The design in other colors or other sizes, in any order. */
    private static List<ShopItem> variants(Random random, ShopItem first, List<Color> colors) {
        int more = 0;
        while (more < 4 && random.nextDouble() < SampleShop.ANOTHER_VARIANT) {
            more++;
        }
        List<ShopItem> variants = new ArrayList<>(List.of(first));
        if (random.nextDouble() < SampleShop.VARIES_IN_COLOR) {
            for (Color color : ShopRandom.shuffled(random, colors)) {
                if (variants.size() <= more && color != first.color()) {
                    variants.add(first.with(color, first.size()));
                }
            }
        } else {
            for (String size : first.category().sizes()) {
                if (variants.size() <= more && !size.equals(first.size())) {
                    variants.add(first.with(first.color(), size));
                }
            }
        }
        return variants;
    }
}
