package org.drepmrec.data.io.own;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.data.io.amazon.TfIdfSvd;
import org.drepmrec.data.io.picture.PictureFeatures;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFilesTest {

    /** Anna has three items, so one each for training, validation and test. */
    private static final String ORDERS =
            """
            day,customer,article
            1,anna,mug-1
            2,bob,mug-1
            3,anna,lamp/2
            4,anna,"Käse, alt"
            5,bob,lamp/2
            """;

    private static final String ARTICLES =
            """
            article,title,about
            "Käse, alt",Old cheese,yellow and old
            mug-1,Red mug,a mug for tea
            lamp/2,Lamp,"a ""red"" lamp
            for tea"
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        file("orders.csv", ORDERS);
        file("articles.csv", ARTICLES);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private void picture(String name, int color) throws IOException {
        BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 20 * 15; p++) {
            picture.setRGB(10 + p % 20, 8 + p / 20, color);
        }
        Path file = folder.resolve("photos").resolve(name);
        Files.createDirectories(file.getParent());
        assertTrue(ImageIO.write(picture, name.replaceFirst(".*\\.", "").toLowerCase(Locale.ROOT), file.toFile()));
    }

    private OwnFiles.Builder orders() {
        return OwnFiles.builder("shop", folder.resolve("orders.csv"), "customer", "article");
    }

    private OwnFiles.Builder withTexts() {
        return orders().texts(folder.resolve("articles.csv"), "article", "title", "about")
                .encoder(TfIdfSvd.builder().minDocuments(1).build());
    }

    private static void refused(String message, OwnFiles.Builder files) {
        Throwable refused =
                assertThrows(DataException.class, () -> files.build().read());
        assertEquals(message, refused.getMessage());
    }

    private static Set<String> pairs(OwnData own) {
        Set<String> pairs = new HashSet<>();
        for (Split split : Split.values()) {
            Interactions rows = own.data().split(split);
            for (int k = 0; k < rows.size(); k++) {
                pairs.add(own.users().get(rows.user(k)) + " " + own.items().get(rows.item(k)));
            }
        }
        return pairs;
    }

    @Test
    void idsOfAnyFormAreNumberedInOrderOfAppearance() {
        OwnData own = orders().build().read();
        assertEquals(List.of("anna", "bob"), own.users());
        assertEquals(List.of("mug-1", "lamp/2", "Käse, alt"), own.items());
        assertEquals(1, own.user("bob"));
        assertEquals(2, own.item("Käse, alt"));
        assertEquals(Set.of("anna mug-1", "anna lamp/2", "anna Käse, alt", "bob mug-1", "bob lamp/2"), pairs(own));
        assertEquals(3, own.data().train().size());
        assertEquals(1, own.data().test().size());
        Throwable unknown = assertThrows(IllegalArgumentException.class, () -> own.user("Anna"));
        assertEquals(
                "user \"Anna\" is unknown, expected one of the 2 users of the data, such as \"anna\"; check its id",
                unknown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void separatorsMarksAndLineEndsOfOtherProgramsAreUnderstood(String separator) throws IOException {
        file(
                "orders.csv",
                "\uFEFF"
                        + ORDERS.replace("\"Käse, alt\"", "Käse")
                                .replace(",", separator)
                                .replace("\n", "\r\n\r\n"));
        assertEquals(List.of("mug-1", "lamp/2", "Käse"), orders().build().read().items());
    }

    @Test
    void textsAreTakenByIdAndTheFirstColumnIsTheTitle() {
        MultimodalDataset data = withTexts().build().read().data();
        assertEquals("Red mug", data.catalogue().label(0));
        assertEquals("Lamp", data.catalogue().label(1));
        assertEquals("Old cheese", data.catalogue().label(2));
        float[][] row = {
            data.features(Modality.TEXTUAL).row(0),
            data.features(Modality.TEXTUAL).row(1),
            data.features(Modality.TEXTUAL).row(2)
        };
        assertTrue(dot(row[0], row[1]) > 0.1, "both are red and for tea, the latter after a line break");
        assertEquals(0, dot(row[0], row[2]), 1e-5, "no word in common");
    }

    private static double dot(float[] a, float... b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    @Test
    void aTitleOfAnyLengthThatIsReadIsSavedAndLoaded() throws IOException {
        String title = "x".repeat(70_000);
        file("orders.csv", ORDERS);
        file("articles.csv", "article,title,about\nmug-1," + title + ",made of clay\nlamp/2,lamp,made of clay\n");
        OwnData own = orders().texts(folder.resolve("articles.csv"), "article", "title", "about")
                .build()
                .read();
        own.save(folder.resolve("saved"));
        assertEquals(
                title,
                Datasets.load("shop", folder.resolve("saved"))
                        .catalogue()
                        .title(own.item("mug-1"))
                        .orElseThrow());
    }

    @Test
    void theRootOfTheFileSystemIsNamedInErrors() throws IOException {
        file("orders.csv", ORDERS);
        refused(
                "/: no picture of any of the 3 items, expected files such as \"mug-1.png\"; name each picture by the"
                        + " id of its item",
                orders().pictures(Path.of("/")));
        refused(
                "/: not a regular file, expected a file; check the name and the folder",
                OwnFiles.builder("shop", Path.of("/"), "customer", "article"));
    }

    @Test
    void picturesAreTakenByNameWhateverTheirKind() throws IOException {
        file(
                "orders.csv",
                ORDERS.replace("lamp/2", "lamp")
                        .replace("\"Käse, alt\"", "Käse, alt")
                        .replace("Käse, alt", "Käse"));
        picture("mug-1.PNG", 0xFF0000);
        picture("lamp.jpg", 0x00FF00);
        picture("Käse.bmp", 0xFFFF00);
        OwnData own = orders().pictures(folder.resolve("photos")).build().read();
        assertEquals(List.of(Modality.VISUAL), List.copyOf(own.data().modalities()));
        assertEquals(
                PictureFeatures.DIMENSION, own.data().features(Modality.VISUAL).dimension());
        BufferedImage mug = own.data().catalogue().picture(0).orElseThrow();
        assertEquals(96, mug.getWidth());
        assertEquals(0xFFFF0000, mug.getRGB(48, 48));
        assertNotEquals(
                Arrays.toString(own.data().features(Modality.VISUAL).row(0)),
                Arrays.toString(own.data().features(Modality.VISUAL).row(1)));
        assertTrue(own.data().provenance().sha256().containsKey("photos"));
    }

    /** Files and toolkit agree on a whole shop: same pairs, same pictures, same visual features up to the order of sums. */
    @Test
    void theSampleShopComesBackFromItsFiles() throws IOException {
        MultimodalDataset shop = SampleShop.builder().users(100).items(50).build();
        StringBuilder rows = new StringBuilder("customer,article\n");
        Files.createDirectories(folder.resolve("photos"));
        Set<String> expected = new HashSet<>();
        for (Split split : Split.values()) {
            for (int k = 0; k < shop.split(split).size(); k++) {
                String user = "u" + shop.split(split).user(k);
                String item = "i" + shop.split(split).item(k);
                rows.append(user).append(',').append(item).append('\n');
                expected.add(user + " " + item);
            }
        }
        for (int i = 0; i < shop.items(); i++) {
            ImageIO.write(
                    shop.catalogue().picture(i).orElseThrow(),
                    "png",
                    folder.resolve("photos/i" + i + ".png").toFile());
        }
        file("orders.csv", rows.toString());
        OwnData own = orders().pictures(folder.resolve("photos")).build().read();
        assertEquals(expected, pairs(own));
        assertEquals(50, own.items().size(), "each item has been bought, or features would be of other items");
        for (int i = 0; i < 50; i++) {
            int old = Integer.parseInt(own.items().get(i).substring(1));
            assertArrayEquals(
                    shop.features(Modality.VISUAL).row(old),
                    own.data().features(Modality.VISUAL).row(i),
                    1e-5f);
        }
    }

    @Test
    void whatWasMendedOrLeftOutIsCounted() throws IOException {
        file("orders.csv", ORDERS + "6,bob,mug-1\n7,carl,ball\n");
        file("articles.csv", "article,title,about\nmug-1,Red mug,\nmug-1,Again,\nghost,Nothing,\nlamp/2, ,\n");
        picture("mug-1.png", 0xFF0000);
        picture("ghost.png", 0xFF);
        OwnData own =
                withTexts().pictures(folder.resolve("photos")).core(1).build().read();
        assertEquals(
                List.of(
                        "orders.csv: 1 rows merged that repeat user and item of another",
                        "photos: 3 of 4 items have no picture (the first: lamp/2); their features are the mean of the"
                                + " others",
                        "photos: 1 pictures passed over, of items that are not in the data set (the first: ghost)",
                        "articles.csv: 3 of 4 items have no text (the first: lamp/2); their features are zero",
                        "articles.csv: 1 rows passed over, of items that are not in the data set",
                        "articles.csv: 1 rows passed over that repeat an item"),
                own.data().warnings().stream()
                        .filter(w -> !w.contains("training row"))
                        .toList());
        assertTrue(own.summary().print().contains("3 of 4 items have no text"));
        assertArrayEquals(
                new float[1],
                Arrays.copyOf(own.data().features(Modality.TEXTUAL).row(1), 1));
    }

    @Test
    void lowRatingsAndRareItemsAreLeftOutBeforeTheSplit() throws IOException {
        file("orders.csv", "customer,article,stars\na,x,5\na,y,4.5\na,z,1\nb,x,5\nb,y,5\nc,x,4\n");
        OwnData own = orders().rating("stars", 4).core(2).build().read();
        assertEquals(Set.of("a x", "a y", "b x", "b y"), pairs(own));
        assertEquals(
                List.of(
                        "orders.csv: 1 rows left out, whose stars is below 4.0",
                        "orders.csv: 1 of 5 interactions left out, which are not in the 2-core"),
                own.data().warnings());
        assertEquals("stars at least 4.0", own.data().provenance().settings().get("rating"));
    }

    @Test
    void whatWasReadCanBeSavedInTheFieldsLayout() throws IOException {
        OwnData own = withTexts().build().read();
        own.save(folder.resolve("saved"));
        MultimodalDataset again = Datasets.load("shop", folder.resolve("saved"));
        assertEquals(own.data().fingerprint(), again.fingerprint());
        assertEquals("Old cheese", again.catalogue().label(2));
        assertEquals(own.items(), Files.readAllLines(folder.resolve("saved").resolve(OwnData.ITEMS)));
        assertEquals(own.users(), Files.readAllLines(folder.resolve("saved").resolve(OwnData.USERS)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'1,anna'|orders.csv line 2: 2 fields, expected 3 as in the header; put fields that hold a separator"
                        + " in quotation marks",
                "'1,,mug'|'orders.csv line 2, column customer: \"\", expected an id of 1 to 256 characters; mend or"
                        + " remove the row'",
                "'1,anna,\"mug'|orders.csv line 2: a quotation mark that is never closed, expected fields in pairs of "
                        + "quotation marks, doubled inside; export the file as CSV again",
                "'1,\"anna\" b,mug'|orders.csv line 2: text after the closing quotation mark, expected fields in pairs"
                        + " of quotation marks, doubled inside; export the file as CSV again",
                "'four,anna,mug'|'orders.csv line 2, column day: \"four\", expected a number such as 4.5; mend or"
                        + " remove the row'",
                "'1,anna,mug'|orders.csv: no rating of at least 2.0, expected at least one interaction; lower the"
                        + " least rating"
            })
    void aBrokenRowIsRefusedWithItsPlace(String row, String message) throws IOException {
        file("orders.csv", "day,customer,article\n" + row + "\n");
        refused(message, orders().rating("day", 2));
    }

    @Test
    void aBrokenFileIsRefused() throws IOException {
        refused(
                "orders.csv: columns [day, customer, article], expected \"item\" as asked for; name a column that the"
                        + " file has",
                OwnFiles.builder("shop", folder.resolve("orders.csv"), "customer", "item"));
        refused(
                "photos: no such folder, expected a folder of pictures; check the path",
                orders().pictures(folder.resolve("photos")));
        picture("other.png", 1);
        refused(
                "photos: no picture of any of the 3 items, expected files such as \"mug-1.png\"; name each picture by"
                        + " the id of its item",
                orders().pictures(folder.resolve("photos")));
        picture("mug-1.png", 1);
        picture("mug-1.jpg", 1);
        refused(
                "photos: mug-1.jpg and mug-1.png, expected one picture for each item; remove one of them",
                orders().pictures(folder.resolve("photos")));
        Files.delete(folder.resolve("photos/mug-1.jpg"));
        Files.writeString(folder.resolve("photos/mug-1.png"), "no picture");
        refused(
                "photos/mug-1.png: no picture, expected a readable file; copy or export it again, or remove it",
                orders().pictures(folder.resolve("photos")));
        file("articles.csv", "article,title,about\nghost,Nothing,\n");
        refused(
                "articles.csv: no text of any of the 3 items, expected rows with the ids of the interactions; check the"
                        + " column of item ids",
                withTexts());
        file("orders.csv", "customer,article\n");
        refused("orders.csv: no row, expected at least one interaction; export the file again", orders());
        file("orders.csv", "customer,article\ranna,mug\rbob,mug\r");
        refused(
                "orders.csv line 1: carriage returns without line feeds, expected lines that end in a line feed; save"
                        + " the file again as CSV in UTF-8",
                orders());
        file("orders.csv", "customer,article,article\n");
        refused(
                "orders.csv: columns [customer, article, article], expected a name of its own for each; rename a"
                        + " column",
                orders());
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedBeforeAnythingIsRead() {
        assertThrows(IllegalArgumentException.class, () -> orders().core(-1).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> orders().encoder(TfIdfSvd.builder().build()).build());
        assertThrows(IllegalArgumentException.class, () -> orders().texts(folder.resolve("articles.csv"), "article")
                .build());
        assertThrows(IllegalArgumentException.class, () -> OwnFiles.builder("a b", folder, "customer", "article")
                .build());
    }
}
