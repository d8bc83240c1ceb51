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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;
import org.junit.jupiter.api.Test;

class SampleShopTest {

    private static final MultimodalDataset SHOP = SampleShop.generate();
    private static final ShopCatalogue CATALOGUE = SampleShop.catalogue(SHOP);

    @Test
    void defaultShopHasTheDocumentedSizes() {
        assertEquals(1000, SHOP.users());
        assertEquals(500, SHOP.items());
        assertEquals(List.of(Modality.TEXTUAL, Modality.VISUAL), List.copyOf(SHOP.modalities()));
        assertEquals(256, SHOP.features(Modality.VISUAL).dimension());
        assertEquals(384, SHOP.features(Modality.TEXTUAL).dimension());
        assertEquals(500, CATALOGUE.table().rowCount());
    }

    @Test
    void usersHaveFiveInteractionsOrMoreWithAMeanNearTenAndALongTail() {
        int[] counts = IntStream.range(0, SHOP.users())
                .map(u -> Arrays.stream(Split.values())
                        .mapToInt(s -> SHOP.split(s).itemsOf(u).length)
                        .sum())
                .sorted()
                .toArray();
        assertEquals(5, counts[0]);
        // E floor(X) is about E X - 1/2 for X log-normal; deviation of the mean of 1000: 6.5 / sqrt(1000) = 0.2.
        double expected = 5 + Math.exp(SampleShop.MORE_LOG_MEAN + 0.5) - 0.5;
        assertEquals(expected, Arrays.stream(counts).average().orElseThrow(), 0.7);
        assertTrue(counts[500] < expected && counts[980] > 2.5 * counts[500], "median " + counts[500]);
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
        assertTrue(half < 0.3, "the less popular half sells " + half);
    }

    @Test
    void sameSeedGivesTheSameDataAndAnotherSeedOther() {
        MultimodalDataset a = SampleShop.builder().users(60).items(80).seed(7).build();
        MultimodalDataset b = SampleShop.builder().users(60).items(80).seed(7).build();
        MultimodalDataset c = SampleShop.builder().users(60).items(80).seed(8).build();
        assertEquals(a.provenance(), b.provenance());
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
                "010b6b17b8319f6414596ee30bf070b692fb682504bb2ad55318be9384d22b89",
                shop.provenance().sha256().get("titles"));
        assertEquals(
                "27cd9cdee370a7f1bf0334da6db0fede79674f1c316ca9c40c95301378591168",
                shop.provenance().sha256().get("interactions"));
        assertEquals(
                "fdb0c85838509719b2db2ef183890dc0742f363bcb140bef7ea5e6099e64b13e",
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
                "sample shop: found 1000 users and 20 items, expected at least 1 user and 50 items, and at most 1000000 and 100000",
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

    /** Mean cosine of pairs that share an attribute less that of pairs that do not. */
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
