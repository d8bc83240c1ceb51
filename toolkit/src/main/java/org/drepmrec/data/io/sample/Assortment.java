package org.drepmrec.data.io.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.drepmrec.data.io.sample.Seeds.Stream;

/** What the shop sells: the attributes of its items, and the titles that tell a part of them. */
final class Assortment {

    /** All brands. */
    static final List<String> BRANDS =
            Arrays.stream(Style.values()).flatMap(s -> s.brands().stream()).toList();

    private static final int WORDINGS = 20;

    private Assortment() {}

    static List<ShopItem> items(long seed, int n) {
        List<ShopItem> items = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            items.add(item(Seeds.random(seed, Stream.ITEM, i)));
        }
        return List.copyOf(items);
    }

    private static ShopItem item(Random random) {
        Category category = Seeds.pick(random, Category.values());
        Style house = Seeds.pick(random, Style.values());
        String brand = Seeds.pick(random, house.brands());
        Style style = random.nextDouble() < SampleShop.HOUSE_STYLE ? house : Seeds.pick(random, Style.values());
        Pattern pattern = random.nextDouble() < SampleShop.TYPICAL_PATTERN
                ? Seeds.pick(random, style.typical())
                : Seeds.pick(random, Pattern.values());
        return new ShopItem(
                category,
                random.nextBoolean(),
                Seeds.pick(random, Color.values()),
                Seeds.pick(random, Tone.values()),
                style,
                pattern,
                Seeds.pick(random, category.materials()),
                brand);
    }

    /** One title per item, no two alike. */
    static List<String> titles(long seed, List<ShopItem> items) {
        List<String> titles = new ArrayList<>(items.size());
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Random random = Seeds.random(seed, Stream.TITLE, i);
            String title = title(items.get(i), random);
            for (int tries = 1; taken.contains(title) && tries < WORDINGS; tries++) {
                title = title(items.get(i), random);
            }
            String plain = title;
            for (int number = 2; !taken.add(title); number++) {
                title = plain + ", no. " + number;
            }
            titles.add(title);
        }
        return List.copyOf(titles);
    }

    private static String title(ShopItem item, Random random) {
        boolean tellsBrand = random.nextDouble() < SampleShop.TITLE_TELLS_BRAND;
        String style = maybe(random, SampleShop.TITLE_TELLS_STYLE, item.style().words());
        String pattern =
                maybe(random, SampleShop.TITLE_TELLS_PATTERN, item.pattern().words());
        String color = maybe(random, SampleShop.TITLE_TELLS_COLOR, item.color().words());
        String material = maybe(random, SampleShop.TITLE_TELLS_MATERIAL, List.of(item.material()));
        String noun = Seeds.pick(random, item.category().nouns(item.otherForm()));
        String detail =
                maybe(random, SampleShop.TITLE_TELLS_DETAIL, item.category().details());
        String core =
                switch (random.nextInt(3)) {
                    case 0 -> words(style, pattern, color, material, noun);
                    case 1 -> joined(words(style, material, noun), ", ", words(pattern, color));
                    default -> joined(words(style, pattern, noun), " in ", words(color, material));
                };
        String told = joined(core, ", ", detail);
        if (!tellsBrand) {
            return capital(told);
        }
        return random.nextBoolean() ? item.brand() + " " + told : capital(told) + ", " + item.brand();
    }

    private static String maybe(Random random, double probability, List<String> words) {
        String word = Seeds.pick(random, words);
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
