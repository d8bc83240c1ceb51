package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.junit.jupiter.api.Test;

class GeneratedShopTest {

    private static final ShopSize SMALL = new ShopSize("small", 300, 120, 1500, 330, 64, 16);
    private static final MultimodalDataset SHOP = GeneratedShop.of(SMALL, 7);

    @Test
    void countsAreThoseOfTheSize() {
        assertEquals(300, SHOP.users());
        assertEquals(120, SHOP.items());
        assertEquals(1500, SHOP.train().size());
        assertEquals(330, SHOP.validation().size());
        assertEquals(330, SHOP.test().size());
        assertEquals(64, SHOP.features(Modality.VISUAL).dimension());
    }

    @Test
    void everyUserAndItemTrains() {
        assertEquals(300, SHOP.train().activeUsers());
        assertEquals(120, SHOP.train().activeItems());
    }

    @Test
    void popularItemsHaveManyTimesTheMedian() {
        int[] degree =
                IntStream.range(0, SHOP.train().size()).map(SHOP.train()::item).toArray();
        int[] uses = new int[120];
        IntStream.of(degree).forEach(i -> uses[i]++);
        java.util.Arrays.sort(uses);
        assertTrue(uses[119] > 2 * uses[60], uses[119] + " against " + uses[60]);
    }

    @Test
    void visualIsSparseAndNeverNegativeAndTextIsOfNormOne() {
        float[] visual = SHOP.features(Modality.VISUAL).values();
        long positive =
                IntStream.range(0, visual.length).filter(k -> visual[k] > 0).count();
        assertTrue(IntStream.range(0, visual.length).allMatch(k -> visual[k] >= 0));
        assertEquals(0.25, (double) positive / visual.length, 0.06);
        float[] text = SHOP.features(Modality.TEXTUAL).row(5);
        double square = IntStream.range(0, text.length)
                .mapToDouble(j -> text[j] * text[j])
                .sum();
        assertEquals(1, square, 1e-5);
    }

    @Test
    void theSeedDecidesEverything() {
        assertEquals(SHOP.fingerprint(), GeneratedShop.of(SMALL, 7).fingerprint());
        assertNotEquals(SHOP.fingerprint(), GeneratedShop.of(SMALL, 8).fingerprint());
        assertArrayEquals(
                SHOP.features(Modality.VISUAL).row(3),
                GeneratedShop.of(SMALL, 7).features(Modality.VISUAL).row(3));
    }

    @Test
    void aGrownShopHasTheCategoriesOfItsSizeAndTextAlone() {
        assertEquals(
                new ShopSize("grown-200000", 500_000, 200_000, 4_000_000, 500_000, 0, 384, 1818),
                ShopSize.grown(200_000));
        assertEquals(1, ShopSize.grown(20).categories());
        MultimodalDataset shop = GeneratedShop.of(ShopSize.grown(220), 7);
        assertEquals(List.of(Modality.TEXTUAL), List.copyOf(shop.modalities()));
        assertEquals(2, kinds(shop));
    }

    /** Greedily: an item of a category has a cosine of about 1/2 with its first item, and of about 0 with any other. */
    private static int kinds(MultimodalDataset shop) {
        List<float[]> first = new ArrayList<>();
        for (int i = 0; i < shop.items(); i++) {
            float[] row = shop.features(Modality.TEXTUAL).row(i);
            if (first.stream().noneMatch(f -> cosine(f, row) > 0.25)) {
                first.add(row);
            }
        }
        return first.size();
    }

    private static double cosine(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(j -> a[j] * b[j]).sum();
    }

    @Test
    void aMultipleScalesAllButTheFeatures() {
        ShopSize twice = SMALL.times(2);
        assertEquals(new ShopSize("small-x2", 600, 240, 3000, 660, 64, 16), twice);
    }
}
