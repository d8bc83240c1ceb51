package org.drepmrec.data.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.NpyWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetWriterTest {

    private static final int USERS = 3;
    private static final int ITEMS = 4;

    @TempDir
    Path folder;

    /** Titles of items 0 and 2, a picture of item 1. */
    private static final class Few implements ItemCatalogue {

        private final String title;

        Few(String title) {
            this.title = title;
        }

        @Override
        public Optional<String> title(int item) {
            return item % 2 == 0 ? Optional.of(title + item) : Optional.empty();
        }

        @Override
        public Optional<BufferedImage> picture(int item) {
            if (item != 1) {
                return Optional.empty();
            }
            BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
            image.setRGB(0, 0, 0xFF204060);
            image.setRGB(1, 0, 0x80FFFFFF);
            return Optional.of(image);
        }
    }

    private static Interactions pairs(int... userThenItem) {
        int[] user = new int[userThenItem.length / 2];
        int[] item = new int[userThenItem.length / 2];
        for (int k = 0; k < user.length; k++) {
            user[k] = userThenItem[2 * k];
            item[k] = userThenItem[2 * k + 1];
        }
        return new Interactions(USERS, ITEMS, user, item);
    }

    private static MultimodalDataset.Builder builder() {
        return MultimodalDataset.builder("shop", USERS, ITEMS)
                .train(pairs(0, 3, 0, 1, 1, 2, 2, 0))
                .validation(pairs(0, 0))
                .test(pairs(0, 2, 2, 3));
    }

    private static MultimodalDataset with(Modality... modalities) {
        MultimodalDataset.Builder builder = builder();
        for (int k = 0; k < modalities.length; k++) {
            float[] values = new float[ITEMS * (k + 1)];
            for (int v = 0; v < values.length; v++) {
                values[v] = (v + 1) / 3f - k;
            }
            builder.features(modalities[k], new Features(ITEMS, k + 1, values));
        }
        return builder.build();
    }

    private MultimodalDataset saved(MultimodalDataset data) {
        DatasetWriter.write(data, folder);
        return Datasets.load(data.name(), folder);
    }

    private static void assertSame(MultimodalDataset expected, MultimodalDataset found) {
        assertEquals(expected.users(), found.users());
        assertEquals(expected.items(), found.items());
        for (Split split : Split.values()) {
            Interactions a = expected.split(split);
            Interactions b = found.split(split);
            assertEquals(a.size(), b.size());
            for (int k = 0; k < a.size(); k++) {
                assertEquals(a.user(k), b.user(k));
                assertEquals(a.item(k), b.item(k));
            }
        }
        assertEquals(expected.modalities(), found.modalities());
        for (Modality m : expected.modalities()) {
            assertEquals(expected.features(m).dimension(), found.features(m).dimension());
            assertArrayEquals(expected.features(m).values(), found.features(m).values());
        }
        for (int i = 0; i < expected.items(); i++) {
            assertEquals(expected.catalogue().title(i), found.catalogue().title(i));
            assertArrayEquals(pixels(expected, i), pixels(found, i));
        }
    }

    private static int[] pixels(MultimodalDataset data, int item) {
        return data.catalogue()
                .picture(item)
                .map(p -> p.getRGB(0, 0, p.getWidth(), p.getHeight(), null, 0, p.getWidth()))
                .orElse(null);
    }

    @Test
    void readingBackGivesTheSameData() {
        MultimodalDataset none = with();
        assertSame(none, saved(none));
    }

    @Test
    void oneModalityComesBack() {
        MultimodalDataset one = with(Modality.TEXTUAL);
        assertSame(one, saved(one));
    }

    @Test
    void threeModalitiesComeBack() {
        MultimodalDataset three = with(Modality.of("style"), Modality.VISUAL, Modality.of("audio"));
        assertSame(three, saved(three));
    }

    @Test
    void titlesAndPicturesComeBack() {
        MultimodalDataset data =
                builder().catalogue(new Few("Müller's \"5\tchairs\" \\n ")).build();
        assertSame(data, saved(data));
    }

    @Test
    void lastIdsWithoutInteractionsComeBack() {
        MultimodalDataset data = MultimodalDataset.builder("shop", USERS, ITEMS)
                .train(pairs(0, 0, 1, 1))
                .validation(pairs())
                .test(pairs())
                .features(Modality.VISUAL, new Features(ITEMS, 1, new float[] {1, 2, 3, 4}))
                .build();
        assertSame(data, saved(data));
    }

    @Test
    void wrongSizesFileIsRefused() throws IOException {
        DatasetWriter.write(with(), folder);
        for (String content : new String[] {
            "",
            "users\titems\n",
            "users\titems\n3\n",
            "users\titems\n2\t4\n",
            "users\titems\n2000000000\t4\n",
            "users\titems\n3\t-4\n",
            "users\titems\n3\t4\n3\t4\n"
        }) {
            Files.writeString(folder.resolve("sizes.tsv"), content);
            DataException e = assertThrows(DataException.class, () -> Datasets.load("shop", folder), content);
            assertTrue(e.getMessage().startsWith("sizes.tsv"), e.getMessage());
        }
    }

    @Test
    void rowsAreOrderedByUserAndWrittenTwiceAlike() throws IOException {
        DatasetWriter.write(with(), folder);
        String rows = "userID\titemID\tx_label\n0\t1\t0\n0\t3\t0\n0\t0\t1\n0\t2\t2\n1\t2\t0\n2\t0\t0\n2\t3\t2\n";
        assertEquals(rows, Files.readString(folder.resolve("shop.inter")));
        DatasetWriter.write(Datasets.load("shop", folder), folder);
        assertEquals(rows, Files.readString(folder.resolve("shop.inter")));
    }

    @Test
    void nothingTemporaryIsLeft() throws IOException {
        DatasetWriter.write(with(Modality.VISUAL), folder.resolve("new/folder"));
        try (Stream<Path> all = Files.list(folder.resolve("new/folder"))) {
            assertEquals(2, all.count());
        }
    }

    @Test
    void aPlaceThatIsNoFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        for (Path place : new Path[] {file, file.resolve("below")}) {
            DataException e = assertThrows(DataException.class, () -> DatasetWriter.write(with(), place));
            assertTrue(e.getMessage().startsWith(place + ": no folder can be made here ("), e.getMessage());
        }
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void readOnlyFolderIsRefused() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        boolean done = closed.toFile().setWritable(false);
        assumeFalse(!done || Files.isWritable(closed), "skipped: this user may write to read-only folders");
        DataException e = assertThrows(DataException.class, () -> DatasetWriter.write(with(), closed));
        assertTrue(e.getMessage().contains("expected a folder with write permission"), e.getMessage());
    }

    @Test
    void foreignFeaturesInTheFolderAreRefusedBeforeAnythingIsWritten() {
        NpyWriter.write(folder.resolve("text_feat.npy"), new float[] {1});
        DataException e = assertThrows(DataException.class, () -> DatasetWriter.write(with(Modality.VISUAL), folder));
        assertEquals(
                folder.resolve("text_feat.npy") + ": a file that this data set does not have but would be read with, "
                        + "expected a new folder, or one of the same data set; choose another folder, or remove the "
                        + "file",
                e.getMessage());
        assertFalse(Files.exists(folder.resolve("shop.inter")));
        assertFalse(Files.exists(folder.resolve("image_feat.npy")));
    }

    @Test
    void foreignPictureInTheFolderIsRefused() throws IOException {
        MultimodalDataset data = builder().catalogue(new Few("chair")).build();
        DatasetWriter.write(data, folder);
        DatasetWriter.write(data, folder);
        Files.copy(folder.resolve("pictures/1.png"), folder.resolve("pictures/3.png"));
        DataException e = assertThrows(DataException.class, () -> DatasetWriter.write(data, folder));
        assertTrue(e.getMessage().startsWith(folder.resolve("pictures/3.png") + ": a file that"), e.getMessage());
    }

    @Test
    void titleOfTwoLinesIsRefused() {
        MultimodalDataset data = builder().catalogue(new Few("two\nlines")).build();
        DataException e = assertThrows(DataException.class, () -> DatasetWriter.write(data, folder));
        assertEquals(
                "title of item 0: \"two?lines0\", expected a text of one line; replace its line breaks",
                e.getMessage());
    }

    @Test
    void regionsAreKeptInTheShapeOfTheFile() {
        float[] values = new float[ITEMS * 6];
        for (int k = 0; k < values.length; k++) {
            values[k] = k;
        }
        DatasetWriter.write(
                builder()
                        .features(Modality.VISUAL, new Features(ITEMS, 6, 3, values))
                        .build(),
                folder);
        assertArrayEquals(
                new int[] {ITEMS, 3, 2},
                NpyReader.read(folder.resolve("image_feat.npy")).shape());
        Features loaded = Datasets.load("shop", folder).features(Modality.VISUAL);
        assertEquals(3, loaded.regions());
        assertArrayEquals(values, loaded.values());
        assertEquals("Features[4 x 3 x 2]", loaded.toString());
    }
}
