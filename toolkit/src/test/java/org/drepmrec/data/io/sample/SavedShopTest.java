package org.drepmrec.data.io.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.data.io.own.OwnData;
import org.drepmrec.data.io.own.OwnFiles;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedShopTest {

    @TempDir
    Path folder;

    @Test
    void shopComesBackIdentical() {
        assertComesBack(SampleShop.builder().users(1000).items(500).build());
    }

    @Test
    void shopWithUnsoldItemsAndAnUnsoldLastItemComesBackIdentical() {
        MultimodalDataset shop = IntStream.range(0, 100)
                .mapToObj(seed ->
                        SampleShop.builder().users(12).items(60).seed(seed).build())
                .filter(s -> sold(s)[s.items() - 1] == 0)
                .findFirst()
                .orElseThrow();
        long unsold = IntStream.of(sold(shop)).filter(n -> n == 0).count();
        assertTrue(unsold > 1, unsold + " unsold items");
        assertEquals(
                "sample.inter: gaps in ids, 0 of 12 user ids and " + unsold + " of 60 item ids occur in no row",
                shop.warnings().get(0));
        assertComesBack(shop);
    }

    @Test
    void filesOfAShopAreReadLikeAnyShops() {
        MultimodalDataset shop = SampleShop.builder().users(40).items(50).build();
        SampleShop.writeCsv(shop, folder);
        OwnData own = OwnFiles.builder("own", folder.resolve("orders.csv"), "customer", "article")
                .pictures(folder.resolve("photos"))
                .texts(folder.resolve("articles.csv"), "article", "title")
                .core(1)
                .build()
                .read();
        assertEquals(interactions(shop), interactions(own.data()));
        int sold = shop.train().item(0);
        int item = own.items().indexOf("ART" + (7000 + sold));
        assertEquals(
                shop.catalogue().label(sold).strip(), own.data().catalogue().label(item));
        assertTrue(own.data().catalogue().picture(item).isPresent());
        String message = assertThrows(
                        DataException.class, () -> SampleShop.writeCsv(shop, folder.resolve("orders.csv")))
                .getMessage();
        assertTrue(message.contains("choose another folder"), message);
    }

    private static int interactions(MultimodalDataset data) {
        return data.train().size() + data.validation().size() + data.test().size();
    }

    @Test
    void itemsWithoutTrainingRowsAreCountedInOneWarning() {
        MultimodalDataset shop =
                SampleShop.builder().users(40).items(500).seed(3).build();
        int untrained = shop.items() - shop.train().activeItems();
        assertTrue(untrained > 0);
        String sentence =
                "sample.inter: 0 users and " + untrained + " items have no training row; the items stay candidates";
        assertEquals(
                List.of(sentence),
                shop.warnings().stream().filter(w -> w.contains("training")).toList());
    }

    @Test
    void anotherSeedGivesAnotherShop() {
        assertEquals(
                Map.of("seed", "5", "users", "5000", "items", "2500"),
                Datasets.sample(5).provenance().settings());
        assertNotEquals(
                SampleShop.builder().users(60).items(50).build().fingerprint(),
                SampleShop.builder().users(60).items(50).seed(5).build().fingerprint());
    }

    private void assertComesBack(MultimodalDataset shop) {
        DatasetWriter.write(shop, folder);
        MultimodalDataset loaded = Datasets.load(shop.name(), folder);
        assertEquals(shop.fingerprint(), loaded.fingerprint());
        assertEquals(shop.warnings(), loaded.warnings());
        for (Split split : Split.values()) {
            assertArrayEquals(pairs(shop.split(split)), pairs(loaded.split(split)), split.toString());
        }
        assertEquals(List.copyOf(shop.modalities()), List.copyOf(loaded.modalities()));
        for (Modality m : shop.modalities()) {
            assertArrayEquals(shop.features(m).values(), loaded.features(m).values());
        }
    }

    private static int[] sold(MultimodalDataset shop) {
        int[] sold = new int[shop.items()];
        for (Split split : Split.values()) {
            IntStream.range(0, shop.split(split).size())
                    .forEach(k -> sold[shop.split(split).item(k)]++);
        }
        return sold;
    }

    private static int[] pairs(Interactions all) {
        return IntStream.range(0, all.size())
                .flatMap(k -> IntStream.of(all.user(k), all.item(k)))
                .toArray();
    }
}
