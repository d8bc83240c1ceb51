package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void aMultipleScalesAllButTheFeatures() {
        ShopSize twice = SMALL.times(2);
        assertEquals(new ShopSize("small-x2", 600, 240, 3000, 660, 64, 16), twice);
    }
}
