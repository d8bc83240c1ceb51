package org.drepmrec.data.io.amazon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop of 10 products of which each of 10 users reviews 10 (user 0) or products 1 to 5 (the others), so the 5-core is
 * users 0 to 9 and products 1 to 5; product 99 has metadata and features but no review.
 */
class AmazonRawTest {

    @TempDir
    Path folder;

    private Path reviews;
    private Path metadata;
    private Path images;

    @BeforeEach
    void write() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int p = 10; p >= 1; p--) {
            rows.append(RawFiles.review("U0", RawFiles.asin(p), 1000 + p));
        }
        for (int u = 9; u >= 1; u--) {
            for (int p = 1; p <= 5; p++) {
                rows.append(RawFiles.review("U" + u, RawFiles.asin(p), 2000));
            }
        }
        rows.append(RawFiles.review("U9", RawFiles.asin(1), 2000));
        rows.append(RawFiles.review("U9", RawFiles.asin(1), 2000));
        rows.append(RawFiles.review("U9", RawFiles.asin(2), 3000));
        reviews = RawFiles.writeGzip(folder.resolve("reviews.json.gz"), rows.toString());
        metadata = RawFiles.writeGzip(
                folder.resolve("meta.json.gz"),
                "{'asin': 'B000000099', 'title': 'not reviewed'}\n"
                        + "{'asin': 'B000000005', 'title': 'Baby\\'s  cup\\n\\tred', 'brand': 'Acme', 'price': 1.5, "
                        + "'categories': [['Baby', 'Cups'], ['Other']], 'description': 'A cup.'}\n"
                        + "{\"asin\": \"B000000004\", \"title\": \"Blue cup\", \"category\": [\"Baby\"], "
                        + "\"description\": [\"Also\", \"a cup\"]}\n"
                        + "{'asin': 'B000000003', 'description': 'untitled red cup'}\n"
                        + "{'asin': 'B000000003', 'title': 'second line'}\n"
                        + "{'asin': 'B000000002', 'title': None, 'brand': 'Acme'}\n");
        images = RawFiles.writeRecords(
                folder.resolve("image_features.b"),
                RawFiles.record(RawFiles.asin(99), 100f),
                RawFiles.record(RawFiles.asin(1), 1f, 0f, 4f),
                RawFiles.record(RawFiles.asin(2), 2f, 0.5f),
                RawFiles.record(RawFiles.asin(3), Float.NaN),
                RawFiles.record(RawFiles.asin(5), 6f, 1f, 2f),
                RawFiles.record(RawFiles.asin(5), 7f));
    }

    private AmazonRaw.Builder shop() {
        return AmazonRaw.builder()
                .reviews(reviews)
                .metadata(metadata)
                .images(images)
                .name("mini");
    }

    @Test
    void aWholeConversionHasTheStatisticsCountedByHand() throws IOException {
        Path out = folder.resolve("out");
        MultimodalDataset data = shop().build().convert(out);
        assertEquals(10, data.users());
        assertEquals(5, data.items());
        // 10 users with 5 rows each: 3 / 1 / 1.
        assertEquals(30, data.train().size());
        assertEquals(10, data.validation().size());
        assertEquals(10, data.test().size());
        assertEquals(
                List.of(
                        "reviews.json.gz: 2 rows dropped that repeat user, item and time of another",
                        "reviews.json.gz: 1 rows merged that repeat user and item at another time",
                        "reviews.json.gz: 5 of 55 interactions left out, which are not in the 5-core",
                        "meta.json.gz: 1 of 5 items are not in it; they have no text",
                        "meta.json.gz: 2 of 5 items have no title there",
                        "meta.json.gz: 1 lines passed over that repeat an item",
                        "image_features.b: 2 of 5 items without features got the mean of the others",
                        "image_features.b: 1 records passed over that hold NaN or infinity",
                        "image_features.b: 1 records passed over that repeat an item"),
                data.warnings());

        // User 0 names the items first, from product 10 downwards; 10 to 6 are not in the core.
        assertEquals(
                List.of("B000000005", "B000000004", "B000000003", "B000000002", "B000000001"),
                Files.readAllLines(out.resolve(AmazonRaw.ASINS)));
        MultimodalDataset loaded = Datasets.load("mini", out);
        assertEquals(data.fingerprint(), loaded.fingerprint());
        assertEquals(Optional.of("Baby's cup red"), loaded.catalogue().title(0));
        assertEquals(Optional.of("Blue cup"), loaded.catalogue().title(1));
        assertEquals(Optional.empty(), loaded.catalogue().title(2));
        assertEquals(Set.of(Modality.VISUAL, Modality.TEXTUAL), loaded.modalities());

        Features visual = loaded.features(Modality.VISUAL);
        assertEquals(4096, visual.dimension());
        assertArrayEquals(new float[] {6, 1, 2, 0}, first(visual, 0, 4));
        assertArrayEquals(new float[] {3, 0.5f, 2, 0}, first(visual, 1, 4), "mean of (6,1,2), (2,.5,0) and (1,0,4)");
        assertArrayEquals(first(visual, 1, 4), first(visual, 2, 4), "NaN counts as missing");
        assertArrayEquals(new float[] {2, 0.5f, 0, 0}, first(visual, 3, 4));

        Features text = loaded.features(Modality.TEXTUAL);
        assertArrayEquals(new float[text.dimension()], text.row(4), "no metadata, no text");
        assertEquals(3, reviewsHash(data).size());
        assertEquals("999", data.provenance().settings().get("splitSeed"));
    }

    private static Set<String> reviewsHash(MultimodalDataset data) {
        data.provenance().sha256().values().forEach(h -> assertEquals(64, h.length()));
        return data.provenance().sha256().keySet();
    }

    private static float[] first(Features features, int item, int count) {
        return Arrays.copyOf(features.row(item), count);
    }

    @Test
    void textIsTitleBrandFirstCategoriesAndDescription() {
        TextEncoder spy = new TextEncoder() {
            @Override
            public Features encode(List<String> asins, List<String> texts) {
                assertEquals("B000000005", asins.get(0));
                assertEquals(
                        List.of(
                                "Baby's cup red Acme Baby Cups A cup.",
                                "Blue cup Baby Also a cup",
                                "untitled red cup",
                                "Acme",
                                ""),
                        texts);
                return new Features(5, 1, new float[] {1, 2, 3, 4, 5});
            }

            @Override
            public String description() {
                return "spy";
            }
        };
        MultimodalDataset data = shop().text(spy).build().read();
        assertArrayEquals(new float[] {3}, data.features(Modality.TEXTUAL).row(2));
        assertEquals("spy", data.provenance().settings().get("text"));
    }

    @Test
    void ratingsGiveTheSameInteractionsAsReviews() throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int p = 10; p >= 1; p--) {
            csv.append("U0,").append(RawFiles.asin(p)).append(",5.0,1000\r\n");
        }
        for (int u = 9; u >= 1; u--) {
            for (int p = 1; p <= 5; p++) {
                csv.append("U" + u + "," + RawFiles.asin(p) + ",1.0,2000\n");
            }
        }
        Path ratings = RawFiles.write(folder.resolve("ratings.csv"), csv.toString());
        MultimodalDataset data =
                AmazonRaw.builder().reviews(ratings).name("mini").build().read();
        assertEquals(shop().build().read().fingerprint(), data.fingerprint());
        assertEquals(Set.of(), data.modalities());
        assertEquals(
                List.of("ratings.csv: 5 of 55 interactions left out, which are not in the 5-core"), data.warnings());
        assertEquals(
                10,
                AmazonRaw.builder()
                        .reviews(ratings)
                        .name("x")
                        .core(0)
                        .build()
                        .read()
                        .items());
    }

    @Test
    void theSeedDecidesTheSplit() {
        MultimodalDataset data = shop().build().read();
        assertEquals(data.fingerprint(), shop().seed(999).build().read().fingerprint());
        MultimodalDataset other = shop().seed(5).build().read();
        assertFalse(data.fingerprint().equals(other.fingerprint()));
        assertEquals(data.split(Split.TEST).size(), other.split(Split.TEST).size());
    }

    @Test
    void computedFeaturesAreTakenByAsin() throws IOException {
        Path npy = folder.resolve("feat.npy");
        Path list = folder.resolve("list.txt");
        NpyWriter.write(npy, 6, 2, new float[] {0, 1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51});
        RawFiles.write(list, "B000000001\nB000000099\nB000000002\nB000000003\nB000000004\nB000000005\n");
        Features text =
                shop().text(TextEncoder.computed(npy, list)).build().read().features(Modality.TEXTUAL);
        assertArrayEquals(new float[] {50, 51}, text.row(0));
        assertArrayEquals(new float[] {0, 1}, text.row(4));

        RawFiles.write(list, "B000000001\nB000000099\nB000000002\nB000000003\nB000000004\n");
        assertMessage(
                "feat.npy: 6 rows, expected 5 (ASINs in list.txt); export both together",
                shop().text(TextEncoder.computed(npy, list)));
        RawFiles.write(list, "B000000001\nB000000099\nB000000002\nB000000003\nB000000004\nB000000006\n");
        assertMessage(
                "list.txt: no line B000000005 (item 0), expected every item's ASIN; compute the features of this item"
                        + " too",
                shop().text(TextEncoder.computed(npy, list)));
        RawFiles.write(list, "B000000001\nB000000001\n");
        assertMessage(
                "list.txt line 2: \"B000000001\", expected an ASIN, ten letters or digits, once; mend the list",
                shop().text(TextEncoder.computed(npy, list)));
        NpyWriter.write(npy, 5, 1, new float[] {0, 1, Float.NaN, 3, 4});
        RawFiles.write(list, "B000000001\nB000000002\nB000000003\nB000000004\nB000000005\n");
        assertMessage(
                "feat.npy: NaN in the row of B000000003, column 0, expected finite 32-bit numbers; compute the"
                        + " features again",
                shop().text(TextEncoder.computed(npy, list)));
    }

    private void assertMessage(String message, AmazonRaw.Builder builder) {
        Path out = folder.resolve("refused");
        assertEquals(
                message,
                assertThrows(DataException.class, () -> builder.build().convert(out))
                        .getMessage());
        assertFalse(Files.exists(out), "nothing is written");
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsRead() {
        for (AmazonRaw.Builder b : List.of(
                AmazonRaw.builder().name("x"),
                AmazonRaw.builder().reviews(reviews),
                AmazonRaw.builder().reviews(reviews).name("../x"),
                AmazonRaw.builder().reviews(reviews).name("x").core(-1),
                AmazonRaw.builder().reviews(reviews).name("x").text(TextEncoder.tfIdf()))) {
            assertTrue(assertThrows(IllegalArgumentException.class, b::build)
                    .getMessage()
                    .contains("found"));
        }
    }

    @Test
    void brokenReviewsAreRefused() throws IOException {
        assertMessage(
                "reviews.json.gz line 1, unixReviewTime: \"1.5\", expected a whole number; copy or download the"
                        + " file again",
                reviews("{\"reviewerID\": \"U\", \"asin\": \"B000000001\", \"unixReviewTime\": 1.5}"));
        assertMessage(
                "reviews.json.gz line 2, asin: \"null\", expected a text; copy or download the file again",
                reviews("\n{\"reviewerID\": \"U\"}"));
        assertMessage(
                "reviews.json.gz line 1, item: \"short\", expected an ASIN, ten letters or digits; check the"
                        + " order of the columns, user before item",
                reviews("U,short,5.0,1"));
        assertMessage(
                "reviews.json.gz line 1, rating: \"five\", expected a number such as 5.0; copy or download the"
                        + " file again",
                reviews("U,B000000001,five,1"));
        assertMessage(
                "reviews.json.gz line 2, timestamp: \"\", expected a whole number; copy or download the file"
                        + " again",
                reviews("user_id,parent_asin,rating,timestamp\nU,B000000001,5,"));
        assertMessage(
                "reviews.json.gz line 1: 2 columns, expected four: user,item,rating,timestamp; use a file of"
                        + " ratings or one of reviews",
                reviews("U,B000000001"));
        assertMessage(
                "reviews.json.gz: no interaction, expected at least one; copy or download the file again",
                reviews("\n  \n"));
    }

    private AmazonRaw.Builder reviews(String text) throws IOException {
        RawFiles.writeGzip(reviews, text);
        return shop();
    }

    @Test
    void aBombIsRefusedSoonAndALongLineToo() throws IOException {
        String zeros = "U,B000000001,5,1\n".repeat(400_000);
        String bomb = assertThrows(
                        DataException.class, () -> reviews(zeros).build().read())
                .getMessage();
        assertTrue(
                bomb.matches("reviews.json.gz: \\d{7} bytes from the first \\d+ of the gzip file, expected at most 50"
                        + " times as many; check where the file is from; if it is sound, decompress it first"),
                bomb);
        RawFiles.write(reviews, "a".repeat(RawLines.LONGEST_LINE + 1));
        assertMessage(
                "reviews.json.gz line 1: more than 1048576 bytes, expected lines of at most that; remove the"
                        + " columns of long text, or check that the file is text",
                shop());
    }

    @Test
    void cutOrDamagedGzipIsRefused() throws IOException {
        byte[] sound = Files.readAllBytes(reviews);
        for (int length : new int[] {3, 9, 12, sound.length / 2, sound.length - 1}) {
            Files.write(reviews, Arrays.copyOf(sound, length));
            String message = assertThrows(
                            DataException.class, () -> shop().build().read())
                    .getMessage();
            assertTrue(message.contains("damaged gzip data after line "), message);
        }
        byte[] longer = Arrays.copyOf(sound, sound.length + 40);
        Files.write(reviews, longer);
        assertTrue(assertThrows(DataException.class, () -> shop().build().read())
                .getMessage()
                .contains("bytes after the end"));
        byte[] wrong = sound.clone();
        wrong[sound.length - 6] ^= 1;
        Files.write(reviews, wrong);
        assertThrows(DataException.class, () -> shop().build().read());
        byte[] twice = Arrays.copyOf(sound, 2 * sound.length);
        System.arraycopy(sound, 0, twice, sound.length, sound.length);
        Files.write(reviews, twice);
        assertEquals(5, shop().build().read().items(), "gzip files may be joined");
    }

    @Test
    void brokenFeaturesAreRefused() throws IOException {
        byte[] sound = Files.readAllBytes(images);
        Files.write(images, Arrays.copyOf(sound, sound.length - 4));
        assertMessage(
                "image_features.b: 98360 bytes, expected a multiple of 16394 (10-byte ASIN, 4096 32-bit numbers);"
                        + " copy or download the file again; if it is compressed, decompress it",
                shop());
        sound[16394] = 0;
        Files.write(images, sound);
        assertMessage(
                "image_features.b record 2: \"?000000001\", expected an ASIN, ten letters or digits; copy or"
                        + " download the file again",
                shop());
        RawFiles.writeRecords(images, RawFiles.record(RawFiles.asin(99), 1f));
        assertMessage(
                "image_features.b: no features of any of the 5 items, expected the visual features of the reviews'"
                        + " category; choose the file of the same category",
                shop());
        Files.delete(images);
        assertTrue(assertThrows(DataException.class, () -> shop().build().read())
                .getMessage()
                .startsWith("image_features.b: no such file in "));
    }

    @Test
    void metadataOfAnotherCategoryAreRefused() throws IOException {
        RawFiles.writeGzip(metadata, "{'asin': 'B000000099', 'title': 'x'}\n");
        assertMessage(
                "meta.json.gz: no line about any of the 5 items, expected the metadata of the reviews' category;"
                        + " choose the file of the same category",
                shop());
        RawFiles.writeGzip(metadata, "{'title': 'x'}\n");
        assertMessage(
                "meta.json.gz line 1, asin: \"null\", expected ten letters or digits; use the file of metadata,"
                        + " meta_*.json.gz",
                shop());
    }

    @Test
    void anInterruptedWriteLeavesNoDataSet() throws IOException {
        Path out = folder.resolve("out");
        Files.createDirectories(out);
        RawFiles.write(out.resolve("audio_feat.npy"), "foreign");
        assertThrows(DataException.class, () -> shop().build().convert(out));
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(List.of(out.resolve("audio_feat.npy")), left.toList());
        }
    }
}
