package org.drepmrec.data.io.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drepmrec.data.io.sample.ShopRandom.Stream;

/** Titles, which tell a part of an item's attributes. The variants of a design are worded alike. */
final class ShopTitles {

    private static final int WORDINGS = 20;

    private ShopTitles() {}

    /** One title per item, no two alike. */
    static List<String> of(long seed, List<ShopItem> items) {
        List<String> titles = new ArrayList<>(items.size());
        Set<String> taken = new HashSet<>();
        Map<Integer, List<ShopItem>> variants = items.stream().collect(Collectors.groupingBy(ShopItem::design));
        for (int i = 0; i < items.size(); i++) {
            ShopItem item = items.get(i);
            Random random = ShopRandom.random(seed, Stream.TITLE, item.design());
            String title = title(item, variants.get(item.design()), random);
            for (int tries = 1; taken.contains(title) && tries < WORDINGS; tries++) {
                title = title(item, variants.get(item.design()), random);
            }
            String plain = title;
            for (int number = 2; !taken.add(title); number++) {
                title = plain + ", no. " + number;
            }
            titles.add(title);
        }
        return List.copyOf(titles);
    }

    /** What tells variants apart is always told. */
    private static String title(ShopItem item, List<ShopItem> variants, Random random) {
        boolean tellsBrand = random.nextDouble() < SampleShop.TITLE_TELLS_BRAND;
        String series = maybe(random, SampleShop.TITLE_TELLS_SERIES, List.of(item.series()));
        String style = maybe(random, SampleShop.TITLE_TELLS_STYLE, item.style().words());
        String pattern =
                maybe(random, SampleShop.TITLE_TELLS_PATTERN, item.pattern().words());
        String color = maybe(
                random,
                varies(variants, ShopItem::color) ? 1 : SampleShop.TITLE_TELLS_COLOR,
                item.color().words());
        String material = maybe(random, SampleShop.TITLE_TELLS_MATERIAL, List.of(item.material()));
        String noun = ShopRandom.pick(random, item.category().nouns(item.otherForm()));
        String detail =
                maybe(random, SampleShop.TITLE_TELLS_DETAIL, item.category().details());
        String size =
                maybe(random, varies(variants, ShopItem::size) ? 1 : SampleShop.TITLE_TELLS_SIZE, List.of(item.size()));
        String core =
                switch (random.nextInt(3)) {
                    case 0 -> words(style, pattern, color, material, noun);
                    case 1 -> joined(words(style, material, noun), ", ", words(pattern, color));
                    default -> joined(words(style, pattern, noun), " in ", words(color, material));
                };
        String told = joined(joined(core, ", ", detail), ", ", size);
        String maker = tellsBrand ? words(item.brand(), series) : series;
        if (maker.isEmpty()) {
            return capital(told);
        }
        return random.nextBoolean() ? maker + " " + told : capital(told) + ", " + maker;
    }

    private static boolean varies(List<ShopItem> variants, Function<ShopItem, Object> attribute) {
        return variants.stream().map(attribute).distinct().count() > 1;
    }

    private static String maybe(Random random, double probability, List<String> words) {
        String word = ShopRandom.pick(random, words);
        return random.nextDouble() < probability ? word : "";
    }

    private static String words(String... parts) {
        return String.join(" ", Arrays.stream(parts).filter(p -> !p.isEmpty()).toList());
    }

    private static String joined(String first, String link, String second) {
        return second.isEmpty() ? first : first + link + second;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
