package org.drepmrec.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.io.DataException;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

class MissingItemsTest {

    private static final int ITEMS = 24;

    @TempDir
    Path folder;

    /** Two kinds of items, even and odd: pictures tell them apart exactly, texts too, each with numbers of its own. */
    private static float[] values(int d, double even, double odd) {
        float[] values = new float[ITEMS * d];
        for (int i = 0; i < ITEMS; i++) {
            values[i * d + i % 2] = (float) (i % 2 == 0 ? even : odd);
            values[i * d + 2] = 0.001f * i;
        }
        return values;
    }

    private static MultimodalDataset.Builder builder() {
        return MultimodalDataset.builder("shop", 2, ITEMS)
                .train(Tiny.pairs(2, ITEMS, new int[] {0, 0}, new int[] {0, 1}, new int[] {1, ITEMS - 1}))
                .validation(Tiny.pairs(2, ITEMS, new int[] {0, 2}))
                .test(Tiny.pairs(2, ITEMS, new int[] {1, 3}));
    }

    private static MultimodalDataset shop() {
        float[] texts = values(3, 4, 8);
        for (int i : new int[] {6, 7, 8}) {
            Arrays.fill(texts, i * 3, i * 3 + 3, 0);
        }
        float[] pictures = values(4, 1, 2);
        Arrays.fill(pictures, 8 * 4, 9 * 4, 0.5f);
        return builder()
                .features(Modality.VISUAL, new Features(ITEMS, 4, pictures))
                .features(Modality.TEXTUAL, new Features(ITEMS, 3, texts))
                .catalogue(MissingItems.noted(
                        ItemCatalogue.EMPTY, Map.of(Modality.VISUAL, BitSet.valueOf(new long[] {1 << 8}))))
                .build();
    }

    private static float[] mean(Features features, int... items) {
        double[] sum = new double[features.dimension()];
        for (int i : items) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += features.row(i)[j];
            }
        }
        float[] mean = new float[sum.length];
        for (int j = 0; j < sum.length; j++) {
            mean[j] = (float) (sum[j] / items.length);
        }
        return mean;
    }

    @Test
    void whatWasSaidAndWhatIsZeroIsMissing() {
        MissingItems missing = MissingItems.of(shop());
        assertArrayEquals(new int[] {8}, missing.items(Modality.VISUAL));
        assertArrayEquals(new int[] {6, 7, 8}, missing.items(Modality.TEXTUAL));
        assertFalse(missing.isEmpty());
        assertEquals("missing: visual 1 of 24, textual 3 of 24", missing.toString());
        Table summary = missing.summary();
        assertEquals(
                List.of("visual", "textual", "all"),
                summary.stringColumn("modality").asList());
        assertEquals(List.of(1, 3, 1), summary.intColumn("missing").asList());
        assertEquals(
                List.of("as stored", "zero", ""),
                summary.stringColumn("filled by").asList());
        assertEquals(
                List.of("8", "6, 7, 8", "8"), summary.stringColumn("such as").asList());
        assertEquals(
                List.of("textual", "textual", "visual, textual"),
                missing.table().stringColumn("lacks").asList());
        assertTrue(MissingItems.of(shop().only(Modality.TEXTUAL)).items(Modality.TEXTUAL).length == 3);
    }

    @Test
    void zeroAndMeanStandInForMissingFeatures() {
        MultimodalDataset shop = shop();
        Features texts = shop.features(Modality.TEXTUAL);
        int[] others = IntStream.range(0, ITEMS).filter(i -> i < 6 || i > 8).toArray();
        MultimodalDataset filled = MissingItems.of(shop).filled(Fill.MEAN);
        assertArrayEquals(mean(texts, others), filled.features(Modality.TEXTUAL).row(7));
        assertArrayEquals(texts.row(5), filled.features(Modality.TEXTUAL).row(5));
        assertEquals("the mean of the others", filled.provenance().settings().get("missing.textual"));
        assertEquals(
                List.of("the mean of the others", "the mean of the others", ""),
                MissingItems.of(filled).summary().stringColumn("filled by").asList());
        assertArrayEquals(new int[] {6, 7, 8}, MissingItems.of(filled).items(Modality.TEXTUAL), "still missing");
        assertArrayEquals(
                new float[4],
                MissingItems.of(filled)
                        .filled(Fill.ZERO)
                        .features(Modality.VISUAL)
                        .row(8));
    }

    /** Item 6 is even, item 7 odd; the nearest by pictures are of the same kind, those with the same share of the third column first. */
    @Test
    void neighborsOfTheOtherModalityStandIn() {
        MultimodalDataset shop = shop();
        Features texts = shop.features(Modality.TEXTUAL);
        Features filled = MissingItems.of(shop).filled(Fill.NEIGHBORS).features(Modality.TEXTUAL);
        assertEquals(4, filled.row(6)[0], 1e-5, "its neighbors are even");
        assertEquals(0, filled.row(6)[1], 1e-5);
        assertEquals(8, filled.row(7)[1], 1e-5, "its neighbors are odd");
        // The cosine falls with the distance of the numbers, so the ten nearest even ones of twelve less 6 and 8 are
        // all.
        assertArrayEquals(mean(texts, 0, 2, 4, 10, 12, 14, 16, 18, 20, 22), filled.row(6), 1e-5f);
        int[] others = IntStream.range(0, ITEMS).filter(i -> i < 6 || i > 8).toArray();
        assertArrayEquals(mean(texts, others), filled.row(8), "no picture either");
    }

    @Test
    void moreItemsCanBeTakenAway() {
        MultimodalDataset shop = shop();
        MultimodalDataset less = MissingItems.of(shop).with(Modality.TEXTUAL, new int[] {0, 7}, Fill.ZERO);
        assertArrayEquals(new int[] {0, 6, 7, 8}, MissingItems.of(less).items(Modality.TEXTUAL));
        assertArrayEquals(new float[3], less.features(Modality.TEXTUAL).row(0));
        assertArrayEquals(new int[] {8}, MissingItems.of(less).items(Modality.VISUAL));
        assertEquals(shop.fingerprint(), less.fingerprint());
        assertThrows(IndexOutOfBoundsException.class, () -> MissingItems.of(shop)
                .with(Modality.TEXTUAL, new int[] {ITEMS}, Fill.ZERO));
    }

    @Test
    void whatIsMissingIsSavedAndLoaded() throws IOException {
        MultimodalDataset shop = MissingItems.of(shop()).filled(Fill.MEAN);
        DatasetWriter.write(shop, folder);
        assertEquals(
                List.of("itemID\tmodality", "8\tvisual", "6\ttextual", "7\ttextual", "8\ttextual"),
                Files.readAllLines(folder.resolve("missing.tsv")));
        MultimodalDataset again = Datasets.load("shop", folder);
        assertArrayEquals(new int[] {8}, MissingItems.of(again).items(Modality.VISUAL));
        assertArrayEquals(new int[] {6, 7, 8}, MissingItems.of(again).items(Modality.TEXTUAL));
        assertArrayEquals(
                MissingItems.of(shop)
                        .filled(Fill.NEIGHBORS)
                        .features(Modality.TEXTUAL)
                        .values(),
                MissingItems.of(again)
                        .filled(Fill.NEIGHBORS)
                        .features(Modality.TEXTUAL)
                        .values());
        assertTrue(again.provenance().sha256().containsKey("missing.tsv"));
    }

    @Test
    void zerosNeedNoFile() {
        DatasetWriter.write(MissingItems.of(shop()).filled(Fill.ZERO), folder);
        assertFalse(Files.exists(folder.resolve("missing.tsv")));
        assertEquals(
                Map.of("visual", 1, "textual", 3),
                Map.of(
                        "visual",
                        MissingItems.of(Datasets.load("shop", folder)).items(Modality.VISUAL).length,
                        "textual",
                        MissingItems.of(Datasets.load("shop", folder)).items(Modality.TEXTUAL).length));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "item modality|'missing.tsv line 1: header \"item modality\", expected the columns itemID and modality,"
                        + " separated by a tab; correct the header, or remove the file'",
                "itemID modality~24 visual|'missing.tsv line 2: item 24, expected each item from 0 to 23 at most once"
                        + " for a modality; correct or remove the line'",
                "itemID modality~8 visual~8 visual|'missing.tsv line 3: item 8 a second time, expected each item from"
                        + " 0 to 23 at most once for a modality; correct or remove the line'",
                "itemID modality~8|'missing.tsv line 2: \"8\", expected itemID, a tab and the name of a modality;"
                        + " correct or remove the line'"
            })
    void aBrokenFileIsRefused(String content, String message) throws IOException {
        DatasetWriter.write(shop(), folder);
        Files.writeString(
                folder.resolve("missing.tsv"),
                content.replace(' ', '\t').replace('~', '\n').replace("item\tm", "item m"));
        assertEquals(
                message,
                assertThrows(DataException.class, () -> Datasets.load("shop", folder))
                        .getMessage());
    }
}
