package org.drepmrec.data.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLoaderTest {

    private static final String HEADER = "userID\titemID\tx_label\n";

    /** 2 users, 3 items, nothing to warn of. */
    private static final String SOUND = HEADER + "0\t0\t0\n0\t1\t1\n0\t2\t0\n1\t1\t0\n1\t2\t2\n";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        inter(SOUND);
    }

    private void inter(String content) throws IOException {
        Files.writeString(folder.resolve("shop.inter"), content);
    }

    /** One row for each number: (number, 1). */
    private void features(String file, float... values) {
        float[] rows = new float[values.length * 2];
        for (int k = 0; k < values.length; k++) {
            rows[2 * k] = values[k];
            rows[2 * k + 1] = 1;
        }
        NpyWriter.write(folder.resolve(file), values.length, 2, rows);
    }

    private MultimodalDataset load() {
        return Datasets.load("shop", folder);
    }

    private void refused(String message) {
        refused(message, Datasets.folder("shop", folder));
    }

    private static void refused(String message, DatasetLoader loader) {
        assertEquals(message, assertThrows(DataException.class, loader::load).getMessage());
    }

    @Test
    void everyFeatureFileBecomesAModality() {
        features("image_feat.npy", 1, 2, 3);
        features("text_feat.npy", 4, 5, 6);
        features("style_feat.npy", 7, 8, 9);
        MultimodalDataset data = load();
        assertEquals(Set.of(Modality.VISUAL, Modality.TEXTUAL, Modality.of("style")), data.modalities());
        assertArrayEquals(new float[] {5, 1}, data.features(Modality.TEXTUAL).row(1));
        assertEquals(3, data.train().size());
        assertEquals(List.of(), data.warnings());
    }

    @Test
    void noModalityIsEnough() {
        assertEquals(Set.of(), load().modalities());
        features("image_feat.npy", 1, 2, 3);
        assertEquals(Set.of(), Datasets.folder("shop", folder).only().load().modalities());
    }

    @Test
    void onlyChoosesAndOrders() {
        features("image_feat.npy", 1, 2, 3);
        features("text_feat.npy", 4, 5, 6);
        features("audio_feat.npy", 7, 8, 9);
        MultimodalDataset data = Datasets.folder("shop", folder)
                .only(Modality.TEXTUAL, Modality.ACOUSTIC)
                .load();
        assertEquals(List.of(Modality.TEXTUAL, Modality.ACOUSTIC), List.copyOf(data.modalities()));
    }

    @Test
    void aModalityMayHaveAFileOfAnyName() {
        features("clip.npy", 1, 2, 3);
        features("image_feat.npy", 4, 5, 6);
        MultimodalDataset data = Datasets.folder("shop", folder)
                .modality(Modality.VISUAL, "clip.npy")
                .load();
        assertEquals(2, data.features(Modality.VISUAL).row(1)[0]);
        assertEquals(
                Set.of("shop.inter", "clip.npy"), data.provenance().sha256().keySet());
    }

    @Test
    void missingModalityIsRefused() {
        refused(
                folder + ": modalities [], expected textual as asked for; add text_feat.npy, or choose another file by "
                        + "modality(...)",
                Datasets.folder("shop", folder).only(Modality.TEXTUAL));
    }

    @Test
    void twoFilesOfOneModalityAreRefused() {
        features("image_feat.npy", 1, 2, 3);
        features("visual_feat.npy", 1, 2, 3);
        refused(folder + ": image_feat.npy and visual_feat.npy, expected one file of modality visual; remove one, or "
                + "choose by modality(...)");
    }

    @Test
    void fileNameThatNamesNoModalityIsRefused() {
        features("2d-cnn_feat.npy", 1, 2, 3);
        refused("2d-cnn_feat.npy: no name of a modality, expected lower-case letters, digits and underscores before "
                + "_feat.npy; rename it to anything that does not end so, and choose it by modality(...)");
    }

    @Test
    void wrongRowCountIsRefused() {
        features("text_feat.npy", 1, 2);
        refused("text_feat.npy: 2 rows, expected 3 (items in shop.inter); re-export the features after re-indexing");
        features("text_feat.npy", 1, 2, 3, 4);
        refused("text_feat.npy: 4 rows, expected 3 (items in shop.inter); re-export the features after re-indexing");
    }

    @Test
    void featuresThatAreNotFiniteAreRefused() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            features("text_feat.npy", 1, 2, bad);
            refused("text_feat.npy: " + bad
                    + " in row 2, column 0, expected finite 32-bit numbers; re-export the features");
        }
    }

    @Test
    void featuresWithoutColumnsAreRefused() {
        NpyWriter.write(folder.resolve("text_feat.npy"), 3, 0, new float[0]);
        refused("text_feat.npy: no columns, expected at least one number per item; re-export the features");
    }

    @Test
    void missingFolderAndFileAreRefused() throws IOException {
        Path none = folder.resolve("none");
        refused(
                none + ": no such folder, expected a folder with shop.inter; check the path",
                Datasets.folder("shop", none));
        refused(
                folder + ": only [shop.inter], expected store.inter; load \"shop\" instead, or rename the file",
                Datasets.folder("store", folder));
        Files.delete(folder.resolve("shop.inter"));
        refused(folder + ": no .inter file, expected shop.inter; check the name and the folder");
    }

    @Test
    void dataWithoutATrainingRowAreRefused() throws IOException {
        inter(HEADER + "0\t0\t1\n1\t0\t2\n");
        refused("shop.inter: no training row (x_label 0) among 2, expected at least one; check the labels, or ignore "
                + "them to have the data split");
    }

    @Test
    void duplicatesAreCollapsedWithOneWarning() throws IOException {
        inter(SOUND + "1\t1\t0\n");
        assertEquals(List.of("shop.inter: 1 duplicate interactions collapsed, the first in line 7"), load().warnings());
    }

    @Test
    void gapsInIdsAreKeptWithAWarning() throws IOException {
        inter(SOUND + "4\t5\t0\n");
        MultimodalDataset data = load();
        assertEquals(5, data.users());
        assertEquals(6, data.items());
        assertEquals(
                List.of(
                        "shop.inter: gaps in ids, 2 of 5 user ids and 2 of 6 item ids occur in no row",
                        "shop.inter: 2 users and 2 items have no training row; the items stay candidates"),
                data.warnings());
    }

    @Test
    void rowsOfUsersAbsentFromTrainingAreLeftOutWithAWarning() throws IOException {
        inter(SOUND + "2\t0\t1\n2\t1\t2\n");
        MultimodalDataset data = load();
        assertEquals(3, data.users());
        assertEquals(1, data.validation().size());
        assertEquals(1, data.test().size());
        assertEquals(
                List.of(
                        "shop.inter: 1 users and 0 items have no training row; the items stay candidates",
                        "shop.inter: 2 validation and test rows left out, whose users have no training row"),
                data.warnings());
    }

    @Test
    void itemsWithoutTrainingRowStayWithAWarning() throws IOException {
        inter(SOUND + "0\t3\t2\n");
        MultimodalDataset data = load();
        assertEquals(4, data.items());
        assertEquals(2, data.test().size());
        assertEquals(
                List.of("shop.inter: 0 users and 1 items have no training row; the items stay candidates"),
                data.warnings());
    }

    @Test
    void sharedAndZeroVectorsAreCounted() throws IOException {
        inter(SOUND + "1\t3\t0\n1\t4\t0\n1\t5\t0\n1\t6\t0\n");
        NpyWriter.write(folder.resolve("text_feat.npy"), 7, 1, new float[] {2, 3, 0, 2, 2, 3, -0f});
        assertEquals(
                List.of(
                        "text_feat.npy: 2 items have only zeros; their cosine with any item is taken as 0",
                        "text_feat.npy: 5 items share their feature vector with another item, up to 3 the same one; "
                                + "their neighbors are ordered by index"),
                load().warnings());
    }

    @Test
    void dataWithoutLabelsAreSplitBySeed() throws IOException {
        StringBuilder rows = new StringBuilder("user_id:token\titem_id:token\ttimestamp:float\n");
        for (int i = 0; i < 20; i++) {
            rows.append("0\t").append(i).append("\t1.5\n");
        }
        inter(rows.toString());
        MultimodalDataset data = load();
        assertEquals(16, data.train().size());
        assertEquals(2, data.validation().size());
        assertEquals(2, data.test().size());
        assertEquals(
                Map.of("split", "random 8:1:1 per user", "splitSeed", "999"),
                data.provenance().settings());
        assertArrayEquals(data.test().itemsOf(0), load().test().itemsOf(0));
        MultimodalDataset other = Datasets.folder("shop", folder).splitSeed(5).load();
        assertNotEquals(data.train().matrix(), other.train().matrix());
    }

    @Test
    void coreReindexesIdsFeaturesAndCatalogue() throws IOException {
        inter("userID\titemID\n0\t1\n1\t1\n1\t3\n2\t3\n2\t1\n3\t0\n3\t3\n");
        features("text_feat.npy", 10, 11, 12, 13);
        titles("1\tshirt\n3\tshoe\n");
        picture(3, 7);
        MultimodalDataset data = Datasets.folder("shop", folder).core(2).load();
        assertEquals(2, data.users());
        assertEquals(2, data.items());
        assertEquals(4, data.train().size());
        assertArrayEquals(
                new float[] {11, 1, 13, 1}, data.features(Modality.TEXTUAL).values());
        assertEquals("shirt", data.catalogue().label(0));
        assertEquals("shoe", data.catalogue().label(1));
        assertEquals(7, data.catalogue().picture(1).orElseThrow().getWidth());
        assertTrue(data.catalogue().picture(0).isEmpty());
        assertEquals("2", data.provenance().settings().get("core"));
    }

    @Test
    void coreOfLabeledDataNeedsANewSplit() {
        refused(
                "shop.inter: column x_label together with core(1), expected data that are filtered before they are "
                        + "split; leave out core, or add ignoreLabels() to split anew after the filter",
                Datasets.folder("shop", folder).core(1));
        MultimodalDataset data =
                Datasets.folder("shop", folder).core(1).ignoreLabels().load();
        assertEquals(3, data.train().size());
        assertEquals(1, data.train().itemsOf(0).length);
        assertEquals(2, data.train().itemsOf(1).length);
    }

    @Test
    void titlesAndPicturesAreFound() throws IOException {
        titles("2\tA\ttab\n0\tCafé \\ \"chair\"\n");
        picture(1, 5);
        MultimodalDataset data = load();
        ItemCatalogue catalogue = data.catalogue();
        assertEquals("Café \\ \"chair\"", catalogue.label(0));
        assertEquals("item 1", catalogue.label(1));
        assertEquals("A\ttab", catalogue.label(2));
        assertEquals(5, catalogue.picture(1).orElseThrow().getWidth());
        assertTrue(catalogue.picture(0).isEmpty());
        assertTrue(data.provenance().sha256().containsKey("items.tsv"));
    }

    @Test
    void brokenTitlesAreRefused() throws IOException {
        titles("3\tshoe\n");
        refused("items.tsv line 2: item 3, expected each item from 0 to 2 at most once; re-export the titles after "
                + "re-indexing");
        titles("1\tshoe\n1\tshirt\n");
        refused("items.tsv line 3: item 1 a second time, expected each item from 0 to 2 at most once; re-export the "
                + "titles after re-indexing");
        titles("shoe\n");
        refused("items.tsv line 2: \"shoe\", expected itemID, a tab and a title; correct or remove the line");
        Files.writeString(folder.resolve("items.tsv"), "0\tshoe\n");
        refused("items.tsv line 1: header \"0?shoe\", expected the columns itemID and title, separated by a tab; "
                + "correct the header");
    }

    @Test
    void brokenPictureIsRefusedWhenAskedFor() throws IOException {
        Files.createDirectories(folder.resolve("pictures"));
        Files.writeString(folder.resolve("pictures/0.png"), "no picture at all");
        ItemCatalogue catalogue = load().catalogue();
        DataException e = assertThrows(DataException.class, () -> catalogue.picture(0));
        assertEquals(
                "pictures/0.png: no picture, expected a readable file; copy or export it again, or remove it",
                e.getMessage());
    }

    private void titles(String lines) throws IOException {
        Files.writeString(folder.resolve("items.tsv"), "itemID\ttitle\n" + lines);
    }

    private void picture(int item, int width) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        BufferedImage image = new BufferedImage(width, 3, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(image, "png", pictures.resolve(item + ".png").toFile());
    }
}
