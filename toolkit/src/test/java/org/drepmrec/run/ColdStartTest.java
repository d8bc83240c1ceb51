package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Series;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.sample.SampleShop;
import org.junit.jupiter.api.Test;

class ColdStartTest {

    private static final MultimodalDataset SHOP =
            SampleShop.builder().users(300).items(300).build();

    private static Set<String> named(MultimodalDataset data, MultimodalDataset original, Split split) {
        Set<String> pairs = new HashSet<>();
        Interactions all = data.split(split);
        for (int k = 0; k < all.size(); k++) {
            pairs.add(all.user(k) + " " + number(data, original, all.item(k)));
        }
        return pairs;
    }

    private static int item(String pair) {
        return Integer.parseInt(pair.substring(pair.indexOf(' ') + 1));
    }

    /** The item of the original data that has the same features. */
    private static int number(MultimodalDataset data, MultimodalDataset original, int item) {
        float[] row = data.features(Modality.VISUAL).row(item);
        return IntStream.range(0, original.items())
                .filter(i ->
                        Arrays.equals(row, original.features(Modality.VISUAL).row(i)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTrainingKnowsNothingOfHiddenItemsAndTheTestNothingElse() {
        HiddenItems hidden = HiddenItems.of(SHOP, 0.1, 5);
        int n = SHOP.items();
        int late = hidden.added().ids().size();
        assertEquals(n - late, hidden.known().items());
        assertEquals(n, hidden.all().items());
        Set<Integer> gone = new HashSet<>();
        for (int item = n - late; item < n; item++) {
            gone.add(number(hidden.all(), SHOP, item));
        }
        assertEquals(late, gone.size());
        Set<String> everything = new HashSet<>();
        for (Split split : Split.values()) {
            Set<String> rest = named(SHOP, SHOP, split);
            everything.addAll(rest);
            rest.removeIf(pair -> gone.contains(item(pair)));
            assertEquals(rest, named(hidden.known(), SHOP, split));
        }
        everything.removeIf(pair -> !gone.contains(item(pair)));
        assertEquals(everything, named(hidden.all(), SHOP, Split.TEST));
        assertEquals(named(hidden.known(), SHOP, Split.TRAIN), named(hidden.all(), SHOP, Split.TRAIN));
        assertEquals(0, hidden.all().validation().size());
        assertEquals(HiddenItems.of(SHOP, 0.1, 5).added().ids(), hidden.added().ids());
    }

    @Test
    void newItemsAreRankedAmongEachOtherAndAmongAll() {
        ColdStartResult result = ColdStart.builder(SHOP, "DRepMRec")
                .share(0.2)
                .seeds(2)
                .epochs(2)
                .set("batchSize", "256")
                .engine("PyTorch")
                .device(System.getProperty("drepmrec.device", "cpu"))
                .quiet()
                .build()
                .run();
        assertEquals(
                List.of("DRepMRec", "ContentKNN", "Random"), result.amongNew().rows());
        double chance = 20.0 / HiddenItems.of(SHOP, 0.2, 999).added().ids().size();
        double random = result.amongNew().value("Random", "Recall@20");
        assertEquals(chance, random, 0.15 * chance);
        assertTrue(result.amongNew().value("ContentKNN", "Recall@20") > 1.2 * random, result.amongNew()::toString);
        assertTrue(result.amongNew().value("DRepMRec", "Recall@20") > random, result.amongNew()::toString);
        for (String name : result.amongNew().rows()) {
            assertTrue(
                    result.amongAll().value(name, "Recall@20")
                            < result.amongNew().value(name, "Recall@20"),
                    name);
        }
        assertEquals(Set.of("among-new", "among-all"), result.tables().keySet());
        assertTrue(result.findings().sentences().get(0).startsWith("Of 300 items "));
        assertArrayEquals(
                result.amongNew().numbers().doubleColumn("Recall@20").asDoubleArray(),
                ((Series.Bars) result.chart().series().get(0)).y());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertEquals(
                "cold start: found a share of 1.0, expected one above 0 and below 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ColdStart.builder(SHOP).share(1).build())
                        .getMessage());
        assertEquals(
                "cold start: found ItemKNN, expected a model with representations, such as DRepMRec; ContentKNN and Random are always"
                        + " there",
                assertThrows(IllegalArgumentException.class, () -> ColdStart.builder(SHOP, "ItemKNN")
                                .build())
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> ColdStart.builder(SHOP.only())
                .build());
        assertThrows(IllegalArgumentException.class, () -> HiddenItems.of(SHOP, 0.0001, 1));
    }
}
