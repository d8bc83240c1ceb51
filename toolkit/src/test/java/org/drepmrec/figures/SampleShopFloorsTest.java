package org.drepmrec.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.data.io.sample.ShopCatalogue;
import org.drepmrec.data.io.sample.ShopItem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The targets of the sample shop in {@code data/README.md}, all without training, and the values of the real sets that they
 * were taken from, written to {@code target/figures}.
 */
class SampleShopFloorsTest {

    @Test
    void theShopLooksAsRealOnesDoWithoutTraining() throws IOException {
        MultimodalDataset shop = SampleShop.generate();
        Map<String, Double> found = written(shop);
        within(found, "ItemKNN x popularity", 2, 4);
        within(found, "ContentKNN textual x popularity", 1.4, 3.3);
        within(found, "ContentKNN visual x popularity", 1, found.get("ContentKNN textual x popularity"));
        within(found, "ContentKNN", found.get("ContentKNN textual") + found.get("ContentKNN textual error"), 1);
        for (String floor : List.of("ItemKNN", "ContentKNN textual", "ContentKNN")) {
            double error = found.get(floor + " error") / found.get(floor);
            assertTrue(error < 0.0305, floor + ": relative standard error " + error);
        }
        assertRealDegreesAndConcentration(found);
        double chance = found.get("others with the same pair, by chance");
        within(found, "others with the same pair", 0.3 + chance, 0.8 + chance);
        assertEquals(3.3, categories(shop), 0.7, "pairs of one category, by the share expected by chance");
    }

    /** The ranges are those of these sets. */
    @ParameterizedTest
    @ValueSource(strings = {"toys", "sports", "art"})
    @Tag("slow")
    void realShopsLookSo(String name) throws IOException {
        String folder = System.getProperty("real.data.dir", "");
        assumeFalse(folder.isEmpty(), "skipped: set -Dreal.data.dir=FOLDER with " + name + "/ inside");
        Map<String, Double> found = written(Datasets.load(name, Path.of(folder, name)));
        within(found, "ItemKNN x popularity", 1.6, 4.3);
        within(found, "ContentKNN textual x popularity", 1.6, 5.2);
        assertRealDegreesAndConcentration(found);
    }

    private static void assertRealDegreesAndConcentration(Map<String, Double> found) {
        within(found, "purchases of a user, median", 6, 8);
        within(found, "purchases of a user, mean", 6.9, 9);
        within(found, "purchases of a user, 99 %", 26, 45);
        within(found, "sales of an item, median", 9, 12);
        within(found, "sales of an item, mean", 14, 19);
        within(found, "sales of an item, 99 %", 80, 142);
        within(found, "Gini of sales", 0.43, 0.54);
        within(found, "sales of the top 1 %", 0.08, 0.16);
        within(found, "pairs alike by textual", 0.017, 0.065);
    }

    private static Map<String, Double> written(MultimodalDataset data) throws IOException {
        Map<String, Double> figures = WithoutTraining.of(data);
        FigureFile file = new FigureFile("without-training-" + data.name() + ".tsv", "figure", "value");
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
            file.line(figure.getKey(), figure.getValue());
        }
        return figures;
    }

    /** How much more often than by chance two purchases of a user are of one category. */
    private static double categories(MultimodalDataset shop) {
        ShopCatalogue catalogue = SampleShop.catalogue(shop);
        List<ShopItem> items =
                IntStream.range(0, shop.items()).mapToObj(catalogue::attributes).toList();
        int[][] bought = IntStream.range(0, shop.users())
                .mapToObj(u -> shop.train().itemsOf(u))
                .toArray(int[][]::new);
        double found = WithoutTraining.shareOfPairs(
                bought,
                p -> items.get((int) (p >> 32)).category() == items.get((int) p).category());
        Map<Object, Double> sold = new HashMap<>();
        double[] sales = shop.train().matrix().columnSums();
        for (int i = 0; i < sales.length; i++) {
            sold.merge(items.get(i).category(), sales[i] / shop.train().size(), Double::sum);
        }
        double chance = sold.values().stream().mapToDouble(s -> s * s).sum();
        return found / chance;
    }

    private static void within(Map<String, Double> figures, String name, double least, double most) {
        double value = figures.get(name);
        assertTrue(least <= value && value <= most, name + ": " + value + ", expected " + least + " to " + most);
    }
}
