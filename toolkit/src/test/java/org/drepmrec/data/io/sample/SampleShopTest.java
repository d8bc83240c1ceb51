package org.drepmrec.data.io.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;
import org.junit.jupiter.api.Test;

class SampleShopTest {

    private static final MultimodalDataset SHOP =
            SampleShop.builder().users(1000).items(500).build();
    private static final ShopCatalogue CATALOGUE = SampleShop.catalogue(SHOP);

    @Test
    void defaultShopHasTheDocumentedSizes() {
        MultimodalDataset shop = SampleShop.generate();
        assertEquals(5000, shop.users());
        assertEquals(2500, shop.items());
        assertEquals(List.of(Modality.TEXTUAL, Modality.VISUAL), List.copyOf(shop.modalities()));
        assertEquals(256, shop.features(Modality.VISUAL).dimension());
        assertEquals(384, shop.features(Modality.TEXTUAL).dimension());
        assertEquals(2500, SampleShop.catalogue(shop).table().rowCount());
    }

    @Test
    void usersHaveFiveInteractionsOrMoreWithAMedianOfSixAndALongTail() {
        int[] counts = IntStream.range(0, SHOP.users())
                .map(u -> Arrays.stream(Split.values())
                        .mapToInt(s -> SHOP.split(s).itemsOf(u).length)
                        .sum())
                .sorted()
                .toArray();
        assertEquals(5, counts[0]);
        // floor(X) >= 2 for X log-normal where z >= (ln 2 - 0.45) / 1.35 = 0.18: for 43 % of the users.
        assertEquals(6, counts[500]);
        assertEquals(0.43, Arrays.stream(counts).filter(n -> n >= 7).count() / 1000.0, 0.05);
        // z = 2.33 for one user in a hundred: 5 + exp(0.45 + 2.33 x 1.35) = 41.
        assertTrue(counts[990] > 30 && counts[990] < 60, "99th percentile " + counts[990]);
    }

    @Test
    void splitsFollowTheRuleOfTheField() {
        for (int u = 0; u < SHOP.users(); u++) {
            int[] found = {
                SHOP.train().itemsOf(u).length,
                SHOP.validation().itemsOf(u).length,
                SHOP.test().itemsOf(u).length
            };
            assertArrayEquals(RandomSplit.sizes(Arrays.stream(found).sum()), found);
        }
        assertEquals(1000, SHOP.validation().activeUsers());
        assertEquals(1000, SHOP.test().activeUsers());
    }

    @Test
    void fewItemsSellMuch() {
        double[] sold = SHOP.train().matrix().columnSums();
        Arrays.sort(sold);
        double half = Arrays.stream(sold).limit(250).sum() / SHOP.train().size();
        assertTrue(half < 0.25, "the less popular half sells " + half);
    }

    @Test
    void sameSeedGivesTheSameDataAndAnotherSeedOther() {
        MultimodalDataset a = SampleShop.builder().users(60).items(80).seed(7).build();
        MultimodalDataset b = SampleShop.builder().users(60).items(80).seed(7).build();
        MultimodalDataset c = SampleShop.builder().users(60).items(80).seed(8).build();
        assertEquals(a.provenance(), b.provenance());
        MultimodalDataset named =
                SampleShop.builder().name("small").users(60).items(80).seed(7).build();
        assertEquals("small", named.name());
        assertEquals(a.provenance(), named.provenance(), "a name changes nothing else");
        for (Split split : Split.values()) {
            assertEquals(a.split(split).matrix(), b.split(split).matrix());
            assertNotEquals(a.split(split).matrix(), c.split(split).matrix());
        }
        for (Modality m : a.modalities()) {
            assertEquals(
                    -1, Arrays.mismatch(a.features(m).values(), b.features(m).values()));
        }
        a.provenance()
                .sha256()
                .forEach((part, hash) ->
                        assertNotEquals(hash, c.provenance().sha256().get(part), part));
    }

    @Test
    void titlesAndInteractionsAreTheSameOnEveryMachine() {
        MultimodalDataset shop =
                SampleShop.builder().users(50).items(50).seed(1).build();
        assertEquals(
                "cb207a4bd26bf60011d3bfe769a5bf384e29a569ab15861902385aec28baf1ff",
                shop.provenance().sha256().get("titles"));
        assertEquals(
                "13f2865c4676f75f0ddac1933421c3eac033eb7b63b67838320d9090df4ff0bd",
                shop.provenance().sha256().get("interactions"));
        assertEquals(
                "80f04c137190b36b8a4da8b1cc8696bd22ec8c2c2b2b0c17bb4044d466f9aa86",
                shop.provenance().sha256().get("text_feat.npy"));
    }

    @Test
    void noTwoItemsShareATitleOrAPicture() {
        Set<String> titles = new HashSet<>();
        Set<List<Integer>> pictures = new HashSet<>();
        for (int i = 0; i < SHOP.items(); i++) {
            titles.add(CATALOGUE.label(i));
            pictures.add(Arrays.stream(Painter.pixels(CATALOGUE.picture(i).orElseThrow()))
                    .boxed()
                    .toList());
        }
        assertEquals(500, titles.size());
        assertEquals(500, pictures.size());
    }

    @Test
    void titleNamesTheCategoryAndNeverTheTone() {
        for (int i = 0; i < SHOP.items(); i++) {
            ShopItem item = CATALOGUE.attributes(i);
            String title = CATALOGUE.label(i);
            assertTrue(
                    item.category().nouns(item.otherForm()).stream()
                            .anyMatch(n -> title.toLowerCase(Locale.ROOT).contains(n.toLowerCase(Locale.ROOT))),
                    title);
            assertTrue(!title.toLowerCase(Locale.ROOT).matches(".*\\b(pastel|vivid|deep)\\b.*"), title);
        }
    }

    @Test
    void aPictureHandedOutIsACopy() {
        CATALOGUE.picture(3).orElseThrow().setRGB(0, 0, 0x123456);
        assertNotEquals(0x123456, CATALOGUE.picture(3).orElseThrow().getRGB(0, 0) & 0xFFFFFF);
    }

    @Test
    void visualFeaturesAreNotNegativeAndVaryInNearlyEveryDimension() {
        Features features = SHOP.features(Modality.VISUAL);
        int[] used = new int[features.dimension()];
        for (int k = 0; k < features.values().length; k++) {
            assertTrue(features.values()[k] >= 0);
            used[k % features.dimension()] += features.values()[k] > 0 ? 1 : 0;
        }
        assertTrue(Arrays.stream(used).filter(n -> n > 0).count() >= 0.95 * features.dimension());
    }

    @Test
    void textualFeaturesHaveUnitLength() {
        for (int i = 0; i < SHOP.items(); i++) {
            assertEquals(1, squared(SHOP.features(Modality.TEXTUAL).row(i)), 1e-5);
        }
    }

    @Test
    void variantsOfADesignDifferInColorOrInSizeAndSayInWhich() {
        Map<Integer, List<Integer>> designs = IntStream.range(0, SHOP.items())
                .boxed()
                .collect(Collectors.groupingBy(i -> CATALOGUE.attributes(i).design()));
        assertTrue(designs.values().stream().anyMatch(variants -> variants.size() > 2));
        for (List<Integer> variants : designs.values()) {
            List<ShopItem> items = variants.stream().map(CATALOGUE::attributes).toList();
            long colors = items.stream().map(ShopItem::color).distinct().count();
            long sizes = items.stream().map(ShopItem::size).distinct().count();
            assertEquals(
                    1, items.stream().map(i -> i.with(Color.RED, "")).distinct().count());
            assertEquals(items.size(), Math.max(colors, sizes));
            assertEquals(1, Math.min(colors, sizes));
            for (int i : variants) {
                ShopItem item = CATALOGUE.attributes(i);
                String title = CATALOGUE.label(i).toLowerCase(Locale.ROOT);
                assertTrue(colors == 1 || item.color().words().stream().anyMatch(title::contains), title);
                assertTrue(sizes == 1 || title.contains(item.size().toLowerCase(Locale.ROOT)), title);
            }
        }
    }

    @Test
    void aSeriesHasOneStylePatternAndToneInThreeColorsAcrossCategories() {
        Map<String, List<ShopItem>> series = IntStream.range(0, SHOP.items())
                .mapToObj(CATALOGUE::attributes)
                .filter(item -> !item.series().isEmpty())
                .collect(Collectors.groupingBy(item -> item.brand() + " " + item.series()));
        assertEquals(25, series.size());
        for (List<ShopItem> items : series.values()) {
            assertEquals(1, items.stream().map(ShopItem::style).distinct().count());
            assertEquals(1, items.stream().map(ShopItem::pattern).distinct().count());
            assertEquals(1, items.stream().map(ShopItem::tone).distinct().count());
            assertTrue(items.stream().map(ShopItem::color).distinct().count() <= 3);
            assertTrue(items.stream().map(ShopItem::category).distinct().count() > 1);
        }
    }

    @Test
    void bothModalitiesTellCategoryAndColor() {
        for (Modality m : SHOP.modalities()) {
            assertTrue(margin(m, ShopItem::category) > 0.1, m + " " + margin(m, ShopItem::category));
            assertTrue(margin(m, ShopItem::color) > 0.04, m + " " + margin(m, ShopItem::color));
        }
    }

    @Test
    void onlyPicturesTellToneAndOnlyTitlesTellBrand() {
        assertTrue(margin(Modality.VISUAL, ShopItem::tone) > 0.025);
        assertEquals(0, margin(Modality.TEXTUAL, ShopItem::tone), 0.01);
        assertTrue(margin(Modality.TEXTUAL, ShopItem::brand) > 0.05);
        assertEquals(0, margin(Modality.VISUAL, ShopItem::brand), 0.015);
    }

    @Test
    void heldOutItemsShareCategoriesWithTrainingItemsMoreOftenThanByChance() {
        double[] share = new double[Category.values().length];
        List<Category> categories = List.of(Category.values());
        for (int i = 0; i < SHOP.items(); i++) {
            share[categories.indexOf(CATALOGUE.attributes(i).category())] += 1.0 / SHOP.items();
        }
        double chance = Arrays.stream(share).map(s -> s * s).sum();
        double mean = 0;
        for (int u = 0; u < SHOP.users(); u++) {
            mean += sharedCategory(SHOP.train(), SHOP.test(), u) / SHOP.users();
        }
        assertTrue(mean > 1.5 * chance, "shared " + mean + ", chance " + chance);
        assertTrue(mean < 0.5, "category must not decide everything, shared " + mean);
    }

    @Test
    void tooSmallAShopIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> SampleShop.builder().items(20).build())
                .getMessage();
        assertEquals(
                "sample shop: found 5000 users and 20 items, expected at least 1 user and 50 items, and at most 1000000 and 100000",
                message);
    }

    @Test
    void otherDataSetsHaveNoAttributes() {
        Interactions none = new Interactions(1, 1, new int[0], new int[0]);
        MultimodalDataset other = MultimodalDataset.builder("tiny", 1, 1)
                .train(none)
                .validation(none)
                .test(none)
                .build();
        assertThrows(IllegalArgumentException.class, () -> SampleShop.catalogue(other));
    }

    private static double sharedCategory(Interactions train, Interactions test, int user) {
        int shared = 0;
        int pairs = 0;
        for (int i : train.itemsOf(user)) {
            for (int j : test.itemsOf(user)) {
                pairs++;
                shared += CATALOGUE.attributes(i).category()
                                == CATALOGUE.attributes(j).category()
                        ? 1
                        : 0;
            }
        }
        return shared / (double) pairs;
    }

    /** Mean cosine of pairs that share an attribute less that of pairs that do not; series, alike in much, aside. */
    private static double margin(Modality modality, Function<ShopItem, Object> attribute) {
        float[][] rows = IntStream.range(0, SHOP.items())
                .mapToObj(SHOP.features(modality)::row)
                .toArray(float[][]::new);
        double[] norm =
                Arrays.stream(rows).mapToDouble(r -> Math.sqrt(squared(r))).toArray();
        double[] sum = new double[2];
        int[] pairs = new int[2];
        for (int i = 0; i < rows.length; i++) {
            Object mine = attribute.apply(CATALOGUE.attributes(i));
            for (int j = 0; j < i; j++) {
                if (CATALOGUE.attributes(i).cloth() == CATALOGUE.attributes(j).cloth()) {
                    continue;
                }
                int same = mine.equals(attribute.apply(CATALOGUE.attributes(j))) ? 1 : 0;
                sum[same] += dot(rows[i], rows[j]) / (norm[i] * norm[j]);
                pairs[same]++;
            }
        }
        return sum[1] / pairs[1] - sum[0] / pairs[0];
    }

    private static double squared(float[] row) {
        return dot(row, row);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }
}
