package org.drepmrec.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.drepmrec.analysis.ItemSpace;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;
import org.drepmrec.model.Representations;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.MadeRuns;
import org.drepmrec.train.TrainedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;

/** What the page knows; that a browser shows it is checked by environment/check-explorer. */
class ExplorerTest {

    private static final int USERS = 12;
    private static final int ITEMS = 40;

    @TempDir
    Path folder;

    private static Representations.Line line(int items, long seed) {
        return new Representations.Line(Tiny.features(USERS + items, 6, seed).values(), 6);
    }

    private static TrainedModel run(MultimodalDataset data) {
        int items = data.items();
        return MadeRuns.of(
                "Made", data, new Representations(USERS, items, line(items, 1), line(items, 2), line(items, 3)));
    }

    /** Titles with markup; a picture in one color for all but every fourth item. */
    private static final ItemCatalogue CATALOGUE = new ItemCatalogue() {
        @Override
        public Optional<String> title(int item) {
            return Optional.of("</script><b>\"item\" & " + item);
        }

        @Override
        public Optional<BufferedImage> picture(int item) {
            BufferedImage picture = new BufferedImage(50, 30, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 50 * 30; p++) {
                picture.setRGB(p % 50, p / 50, color(item));
            }
            return item % 4 == 3 ? Optional.empty() : Optional.of(picture);
        }
    };

    private static int color(int item) {
        return (6 * item) << 16 | 0x4000 | (250 - 6 * item);
    }

    private static MultimodalDataset shop(ItemCatalogue catalogue, OwnIds ids) {
        MultimodalDataset tiny = Tiny.shop(USERS, ITEMS, 1, Modality.TEXTUAL);
        MultimodalDataset.Builder b = MultimodalDataset.builder("shop", USERS, ITEMS)
                .train(tiny.train())
                .validation(tiny.validation())
                .test(tiny.test())
                .features(Modality.TEXTUAL, tiny.features(Modality.TEXTUAL))
                .catalogue(catalogue);
        return (ids == null ? b : b.ids(ids)).build();
    }

    private static OwnIds ids() {
        return new OwnIds(
                IntStream.range(0, USERS).mapToObj(u -> "u" + u).toList(),
                IntStream.range(0, ITEMS).mapToObj(i -> "sku-" + i).toList());
    }

    private static JsonObject data(String page) {
        String start = "<script type=\"application/json\" id=\"data\">";
        int from = page.indexOf(start) + start.length();
        return JsonParser.parseString(page.substring(from, page.indexOf("</script>", from)))
                .getAsJsonObject();
    }

    private static ByteBuffer bytes(JsonObject of, String key) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(of.get(key).getAsString()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int[] numbers(JsonObject of, String key) {
        ByteBuffer bytes = bytes(of, key);
        return IntStream.range(0, bytes.capacity() / 2)
                .map(k -> bytes.getShort(2 * k) & 0xffff)
                .toArray();
    }

    private static List<String> texts(JsonArray all) {
        List<String> texts = new ArrayList<>();
        all.forEach(e -> texts.add(e.getAsString()));
        return texts;
    }

    private static List<String> names(JsonObject of, String list, String key) {
        List<String> names = new ArrayList<>();
        of.getAsJsonArray(list)
                .forEach(e -> names.add(e.getAsJsonObject().get(key).getAsString()));
        return names;
    }

    @Test
    void thePageHasTheNeighborsOfEverySpace() {
        TrainedModel run = run(shop(CATALOGUE, ids()));
        JsonObject data = data(Explorer.of(run).toHtml());
        List<ItemSpace> spaces = ItemSpace.of(run, IntStream.range(0, ITEMS).toArray());
        assertEquals(List.of("behavior", "modal", "general", "raw textual"), names(data, "spaces", "name"));
        for (int s = 0; s < spaces.size(); s++) {
            JsonObject space = data.getAsJsonArray("spaces").get(s).getAsJsonObject();
            int[] near = numbers(space, "near");
            ByteBuffer cosines = bytes(space, "cosines");
            for (int i = 0; i < ITEMS; i++) {
                assertArrayEquals(spaces.get(s).nearest(i, 10), Arrays.copyOfRange(near, 10 * i, 10 * i + 10));
                for (int k = 0; k < 10; k++) {
                    assertEquals(spaces.get(s).cosines(i, 10)[k], cosines.getShort(2 * (10 * i + k)) / 32767.0, 2e-5);
                }
            }
        }
        assertEquals(
                List.of("behavior", "behavior", "modal", "modal", "general", "general", "raw textual"),
                names(data, "maps", "space"));
        assertEquals(List.of("t-SNE", "PCA", "t-SNE", "PCA", "t-SNE", "PCA", "t-SNE"), names(data, "maps", "method"));
        assertEquals("sku-7", texts(data.getAsJsonArray("ids")).get(7));
    }

    /** Both axes have one scale, so that a circle stays one; the longer axis fills the grid. */
    @Test
    void pointsKeepTheirForm() {
        ByteBuffer grid = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(Packed.points(new double[][] {{0, 10}, {4, 10}, {4, 11}, {2, 10.5}})))
                .order(ByteOrder.LITTLE_ENDIAN);
        int[] found =
                IntStream.range(0, 8).map(k -> grid.getShort(2 * k) & 0xffff).toArray();
        assertArrayEquals(new int[] {0, 24576, 65535, 24576, 65535, 40959, 32768, 32768}, found);
    }

    @Test
    void titlesAreNoMarkupAndComeBackAsTheyWere() {
        String page = Explorer.of(run(shop(CATALOGUE, null))).toHtml();
        assertEquals(2, page.split("</script>", -1).length - 1, "the end of the data and of the script");
        assertEquals(
                CATALOGUE.title(5).orElseThrow(),
                texts(data(page).getAsJsonArray("titles")).get(5));
        assertFalse(page.contains("{{"), "a place of the frame was not filled");
        assertFalse(page.matches("(?s).*(src|href)=\"?http.*"), "the page needs the network");
    }

    @Test
    void picturesOfTheSheetsAreThoseOfTheItems() throws Exception {
        JsonObject pictures =
                data(Explorer.of(run(shop(CATALOGUE, null))).toHtml()).getAsJsonObject("pictures");
        int size = pictures.get("size").getAsInt();
        assertEquals(96, size);
        int[] place = numbers(pictures, "place");
        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder()
                .decode(pictures.getAsJsonArray("sheets").get(0).getAsString())));
        for (int i = 0; i < ITEMS; i++) {
            assertEquals(i % 4 != 3, place[i] > 0, "item " + i);
            if (place[i] > 0) {
                int at = place[i] - 1;
                int seen = sheet.getRGB(at % 16 * size + size / 2, at / 16 * size + size / 2);
                for (int shift = 0; shift < 24; shift += 8) {
                    assertEquals(color(i) >> shift & 255, seen >> shift & 255, 8, "item " + i);
                }
            }
        }
    }

    @Test
    void picturesKeepToTheirBytesAndGoToThePopular() {
        MultimodalDataset data = shop(CATALOGUE, null);
        int[] all = IntStream.range(0, ITEMS).toArray();
        long whole = PictureSheets.of(data.catalogue(), all, all, 1 << 20).sheets().stream()
                .mapToLong(s -> s.length)
                .sum();
        PictureSheets fewer = PictureSheets.of(data.catalogue(), all, all, whole - 1);
        assertTrue(fewer.size() < 96, "smaller pictures");
        assertTrue(fewer.sheets().stream().mapToLong(s -> s.length).sum() < whole);
        assertEquals(0, PictureSheets.of(data.catalogue(), all, all, 10).count());
        JsonObject none = data(Explorer.of(run(data)).pictures(0).toHtml());
        assertFalse(none.has("pictures"));
        assertTrue(none.get("notes").toString().contains("leaves out the pictures"));
    }

    @Test
    void ofMoreItemsThePopularOnesAreShown() {
        TrainedModel run = run(shop(CATALOGUE, ids()));
        double[] bought = run.data().train().matrix().columnSums();
        JsonObject data = data(Explorer.of(run).items(15).toHtml());
        List<String> ids = texts(data.getAsJsonArray("ids"));
        assertEquals(15, ids.size());
        double least = ids.stream()
                .mapToDouble(id -> bought[run.data().itemNumber(id)])
                .min()
                .orElseThrow();
        long above = IntStream.range(0, ITEMS).filter(i -> bought[i] > least).count();
        assertTrue(above < 15, "an item that is bought more is missing");
        assertTrue(
                data.get("notes").toString().contains("The page has 15 of the 40 items"),
                data.get("notes").toString());
    }

    @Test
    void aModelOfOneLineWithoutTitlesIdsAndPicturesSaysWhatItLacks() {
        MultimodalDataset tiny = Tiny.shop(USERS, ITEMS, 1);
        TrainedModel run = MadeRuns.of("Single", tiny, new Representations(USERS, ITEMS, line(ITEMS, 1), null, null));
        JsonObject data = data(Explorer.of(run).toHtml());
        assertEquals(List.of("general"), names(data, "spaces", "name"));
        assertFalse(data.has("titles") || data.has("pictures"));
        String notes = data.get("notes").toString();
        for (String lack : List.of(
                "Single has one line",
                "no features",
                "no titles: items are called by their numbers",
                "no ids of its own",
                "no pictures")) {
            assertTrue(notes.contains(lack), lack + ": " + notes);
        }
    }

    @Test
    void ownColumnsComeFirst() {
        TrainedModel run = run(shop(CATALOGUE, null));
        JsonObject data = data(Explorer.of(run)
                .color(StringColumn.create(
                        "parity",
                        IntStream.range(0, ITEMS)
                                .mapToObj(i -> i % 2 == 0 ? "even" : "odd")
                                .toList()))
                .toHtml());
        JsonObject first = data.getAsJsonArray("colors").get(0).getAsJsonObject();
        assertEquals("parity", first.get("name").getAsString());
        assertEquals(List.of("even", "odd"), texts(first.getAsJsonArray("labels")));
        assertArrayEquals(IntStream.range(0, ITEMS).map(i -> i % 2).toArray(), numbers(first, "groups"));
    }

    @Test
    void aFileIsThePage() throws Exception {
        Explorer explorer = Explorer.of(run(shop(CATALOGUE, null)));
        Path file = folder.resolve("page.html");
        explorer.to(file);
        assertEquals(explorer.toHtml(), Files.readString(file, StandardCharsets.UTF_8));
    }

    @Test
    void refusalsSayWhatWasFoundAndExpected() {
        TrainedModel run = run(shop(CATALOGUE, null));
        assertRefused("explorer: found at most 4 items, expected at least 5", () -> Explorer.of(run)
                .items(4));
        assertRefused("explorer: found -1 bytes for pictures, expected 0 or more", () -> Explorer.of(run)
                .pictures(-1));
        assertRefused("color \"n\": found 3 rows, expected 40, one for each item of shop", () -> Explorer.of(run)
                .color(IntColumn.create("n", 1, 2, 3)));
        TrainedModel computed = MadeRuns.of("EASE", run.data(), null);
        assertTrue(assertThrows(IllegalStateException.class, () -> Explorer.of(computed))
                .getMessage()
                .startsWith("EASE computes its scores and has no representations"));
    }

    private static void assertRefused(String message, Executable call) {
        String found = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(found.startsWith(message), found);
    }
}
