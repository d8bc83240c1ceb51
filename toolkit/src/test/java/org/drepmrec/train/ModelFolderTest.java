package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.graph.Graphs;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyArray;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.Sha256;
import org.drepmrec.model.Models;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ModelFolderTest {

    private static final MultimodalDataset DATA = Tiny.shop(20, 16, 3, Modality.VISUAL);
    private static final Gson GSON = new Gson();

    private static TrainedModel two;
    private static TrainedModel three;

    @TempDir
    private Path place;

    private Path folder;

    @BeforeAll
    static void train() {
        two = trained(2);
        three = trained(3);
    }

    private static TrainedModel trained(int epochs) {
        Graphs graphs = Graphs.builder(DATA).neighbors(3).build();
        return Trainer.builder(DRepMRec.builder(graphs).embeddingSize(4).build())
                .epochs(epochs)
                .cutoffs(5)
                .build()
                .fit();
    }

    @BeforeEach
    void save() {
        folder = place.resolve("sub").resolve("model");
        two.save(folder);
    }

    @Test
    void whatIsSavedIsLoaded() {
        assertSame(two, TrainedModel.load(folder, DATA));
    }

    private static void assertSame(TrainedModel a, TrainedModel b) {
        assertEquals(a.metricValues(), b.metricValues());
        assertEquals(a.provenance(), b.provenance());
        assertEquals(a.epochs(), b.epochs());
        assertEquals(a.stopReason(), b.stopReason());
        assertEquals(a.warnings(), b.warnings());
        assertEquals(a.parameters().keySet(), b.parameters().keySet());
        a.parameters().forEach((name, m) -> {
            assertArrayEquals(m.values(), b.parameters().get(name).values());
            assertEquals(m.cols(), b.parameters().get(name).cols());
        });
        assertArrayEquals(
                a.representations().general().values(),
                b.representations().general().values());
        assertArrayEquals(
                a.representations().modal().orElseThrow().values(),
                b.representations().modal().orElseThrow().values());
        assertEquals(DATA.modalities(), a.representations().modalities().keySet());
        a.representations()
                .modalities()
                .forEach((modality, line) -> assertArrayEquals(
                        line.values(),
                        b.representations().modalities().get(modality).values()));
        assertEquals(a.history().print(), b.history().print());
        assertEquals(a.recommend(3, 5).print(), b.recommend(3, 5).print());
    }

    @Test
    void savingAgainReplacesTheWholeModel() throws IOException {
        three.save(folder);
        assertSame(three, TrainedModel.load(folder, DATA));
        try (Stream<Path> beside = Files.list(folder.getParent())) {
            assertEquals(List.of(folder), beside.toList());
        }
    }

    /** A process that is killed between the two moves of a save leaves both models aside; a damaged one does not count. */
    @Test
    void aSaveThatWasKilledIsFinishedByTheNextLoadOrSave() throws IOException {
        Path old = folder.resolveSibling(".model.6b1f7d8e-0000-4000-8000-0123456789ab.old");
        Path part = folder.resolveSibling(".model.6b1f7d8e-0000-4000-8000-0123456789ab.part");
        Files.move(folder, old);
        three.save(part);
        assertSame(three, TrainedModel.load(folder, DATA));

        Files.move(folder, old);
        Files.createDirectory(part);
        assertSame(three, TrainedModel.load(folder, DATA));

        Files.move(folder, old);
        two.save(part);
        byte[] cut = Files.readAllBytes(part.resolve("parameter.E.npy"));
        Files.write(part.resolve("parameter.E.npy"), Arrays.copyOf(cut, cut.length - 1));
        assertSame(three, TrainedModel.load(folder, DATA));
        two.save(folder);
        assertSame(two, TrainedModel.load(folder, DATA));
        try (Stream<Path> beside = Files.list(folder.getParent())) {
            assertEquals(List.of(folder), beside.toList());
        }
    }

    @Test
    void aModelThatWasDeletedStaysSo() throws IOException {
        Files.move(folder, folder.resolveSibling(".model.6b1f7d8e-0000-4000-8000-0123456789ab.old"));
        refused("no such file", folder);
    }

    /** Replacing a folder removes what is in it, so only what a save wrote may be there. */
    @Test
    void nothingForeignIsReplaced() throws IOException {
        Path foreign = Files.createDirectories(place.resolve("foreign"));
        Path notes = Files.writeString(foreign.resolve("notes.txt"), "mine");
        refusedToSave(foreign, "\"notes.txt\" is there, expected a new or empty folder");
        Files.writeString(foreign.resolve("model.json"), "{\"weights\": 1}");
        refusedToSave(foreign, "model.json: \"null\" version 0, expected drepmrec-model version 1");
        assertEquals("mine", Files.readString(notes));

        Files.writeString(folder.resolve("notes.txt"), "mine");
        refusedToSave(folder, "\"notes.txt\" is there");
        assertSame(two, TrainedModel.load(folder, DATA));
        refusedToSave(notes, "no folder, expected a new or empty folder");
        two.save(Files.createDirectory(place.resolve("empty")));
    }

    private static void refusedToSave(Path where, String message) {
        String found =
                assertThrows(DataException.class, () -> three.save(where)).getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsAnErrorAndLeavesNothing() throws IOException {
        Path file = Files.writeString(place.resolve("file"), "mine");
        refusedToSave(file.resolve("model"), "file: a file, expected an existing folder");
        assertEquals("mine", Files.readString(file));
        // The longest name that the file system takes leaves no room for that of the temporary folder.
        refusedToSave(place.resolve("x".repeat(250)), "expected a folder that can be written");
        try (Stream<Path> beside = Files.list(place)) {
            assertEquals(2, beside.count());
        }
    }

    @Test
    void damageIsNamed() throws IOException {
        refused("no such file", place.resolve("nowhere"));
        Path manifest = folder.resolve("model.json");
        Path array = folder.resolve("parameter.E.npy");
        String json = Files.readString(manifest);
        byte[] bytes = Files.readAllBytes(array);

        Files.delete(array);
        refused("parameter.E.npy", folder);
        Files.write(array, Arrays.copyOf(bytes, bytes.length - 5));
        refused("the file is cut off", folder);
        bytes[bytes.length - 3] ^= 1;
        Files.write(array, bytes);
        refused("parameter.E.npy: sha256 ", folder);
        bytes[bytes.length - 3] ^= 1;
        Files.write(array, bytes);

        Files.writeString(manifest, json.substring(0, json.length() / 2));
        refused("not readable as JSON", folder);
        Files.writeString(manifest, json.replace("\"version\": 1", "\"version\": 2"));
        refused("\"drepmrec-model\" version 2, expected drepmrec-model version 1", folder);
        Files.writeString(manifest, json.replace("\"Recall@5\"", "\"Recall@6\""));
        refused("model.json: another hash than in SHA256SUMS", folder);
        seal();
        TrainedModel loaded = TrainedModel.load(folder, DATA);
        assertEquals(3, loaded.recommend("0", 3).rowCount());
        String late = assertThrows(DataException.class, loaded::metrics).getMessage();
        assertTrue(late.contains("Recall@5 null"), late);
        Files.writeString(
                manifest, json.replace("\"Recall@5\"", "\"Recall@6\"").replace("\"code\": \"", "\"code\": \"0"));
        seal();
        refused("Recall@5 null", folder);
        String many = "\"cutoffs\": ["
                + IntStream.rangeClosed(1, 200_000).mapToObj(k -> k + ",").collect(Collectors.joining());
        Files.writeString(manifest, json.replace("\"cutoffs\": [", many));
        seal();
        refused("at cut-offs 200000, expected at least one of each, at most 100 cut-offs", folder);
        Files.writeString(manifest, json);
        Files.delete(folder.resolve("SHA256SUMS"));
        refused("SHA256SUMS: not readable", folder);
        two.save(folder);
        assertSame(two, TrainedModel.load(folder, DATA));

        MultimodalDataset other = Tiny.shop(20, 16, 4, Modality.VISUAL);
        String message = assertThrows(DataException.class, () -> TrainedModel.load(folder, other))
                .getMessage();
        assertTrue(message.contains("trained on \"tiny\" with fingerprint"), message);
        assertTrue(message.contains(other.fingerprint()), message);
    }

    /** What a forger does, too: the hashes that fit the manifest. */
    private void seal() throws IOException {
        Path sums = folder.resolve("SHA256SUMS");
        String hash = new Sha256()
                .update(Files.readAllBytes(folder.resolve("model.json")))
                .hex();
        Files.writeString(sums, hash + Files.readString(sums).substring(64));
    }

    private static void refused(String message, Path folder) {
        String found = assertThrows(DataException.class, () -> TrainedModel.load(folder, DATA))
                .getMessage();
        assertTrue(found.contains(message), found);
    }

    /** For a longer run set the property {@code jqwik.tries.default}. */
    @Test
    void aDamagedManifestIsReadOrRefused() throws IOException {
        Path manifest = folder.resolve("model.json");
        String json = Files.readString(manifest);
        int tries = Integer.getInteger("jqwik.tries.default", 300);
        int refused = 0;
        String sums = Files.readString(folder.resolve("SHA256SUMS"));
        for (int seed = 0; seed < tries; seed++) {
            Files.writeString(folder.resolve("SHA256SUMS"), sums);
            Random random = new Random(seed);
            byte[] damaged = seed % 2 == 0 ? flipped(json, random) : rewritten(json, random);
            Files.write(manifest, damaged);
            boolean same = json.equals(new String(damaged, StandardCharsets.UTF_8));
            boolean sealed = seed % 4 < 2;
            if (sealed) {
                seal();
            }
            try {
                TrainedModel model = TrainedModel.load(folder, DATA);
                assertFalse(model.summary().isEmpty());
                assertEquals(model.epochs().size(), model.history().rowCount());
                model.provenance().table();
                assertTrue(sealed || same, "seed " + seed + " passed unnoticed");
            } catch (DataException e) {
                refused++;
                assertTrue(e.getMessage().matches("(?s).*: .*, expected .*; .*"), e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + new String(damaged, StandardCharsets.UTF_8), e);
            }
        }
        assertTrue(refused > tries / 3, "refused " + refused + " of " + tries);
    }

    private static byte[] flipped(String json, Random random) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int k = 0; k <= random.nextInt(3); k++) {
            bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "{}[]\":,-0eN".charAt(random.nextInt(11));
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] rewritten(String json, Random random) {
        JsonObject root = GSON.fromJson(json, JsonObject.class);
        List<JsonElement> containers = new ArrayList<>();
        collect(root, containers);
        JsonElement chosen = containers.get(random.nextInt(3) == 0 ? 0 : random.nextInt(containers.size()));
        JsonElement value = wrong(random);
        if (chosen.isJsonObject()) {
            List<String> keys = new ArrayList<>(chosen.getAsJsonObject().keySet());
            String key = keys.get(random.nextInt(keys.size()));
            if (random.nextInt(6) == 0) {
                chosen.getAsJsonObject().remove(key);
            } else {
                chosen.getAsJsonObject().add(random.nextInt(9) == 0 ? "../x" : key, value);
            }
        } else if (chosen.getAsJsonArray().isEmpty() || random.nextBoolean()) {
            chosen.getAsJsonArray().add(value);
        } else {
            chosen.getAsJsonArray().set(random.nextInt(chosen.getAsJsonArray().size()), value);
        }
        return new com.google.gson.GsonBuilder()
                .serializeNulls()
                .create()
                .toJson(root)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void collect(JsonElement from, List<JsonElement> into) {
        if (from.isJsonObject()) {
            if (!from.getAsJsonObject().keySet().isEmpty()) {
                into.add(from);
            }
            from.getAsJsonObject().entrySet().forEach(e -> collect(e.getValue(), into));
        } else if (from.isJsonArray()) {
            into.add(from);
            from.getAsJsonArray().forEach(e -> collect(e, into));
        }
    }

    private static JsonElement wrong(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(new BigDecimal("1e99999"));
            case 2 -> new JsonPrimitive(-1);
            case 3 -> new JsonPrimitive("text");
            case 4 -> new JsonPrimitive(true);
            case 5 -> new JsonArray();
            case 6 -> new JsonObject();
            default -> nested(2000);
        };
    }

    private static JsonElement nested(int depth) {
        JsonArray outer = new JsonArray();
        JsonArray inner = outer;
        for (int k = 0; k < depth; k++) {
            JsonArray next = new JsonArray();
            inner.add(next);
            inner = next;
        }
        return outer;
    }

    @Test
    void otherTitlesThanAtTheTrainingAreWarnedOf() throws IOException {
        Path files = place.resolve("shop");
        DatasetWriter.write(SampleShop.builder().users(20).items(50).build(), files);
        MultimodalDataset before = Datasets.load(files);
        Trainer.builder(Models.builder("BPR", Graphs.builder(before).build()).build())
                .epochs(1)
                .build()
                .fit()
                .save(folder);
        assertEquals("", warning(before));
        Path titles = files.resolve("items.tsv");
        Files.writeString(titles, Files.readString(titles).replaceFirst("\n0\t.*", "\n0\tSomething else"));
        String said = warning(Datasets.load(files));
        assertTrue(said.contains("items.tsv is not the file that the model was trained beside"), said);
    }

    private String warning(MultimodalDataset data) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            TrainedModel.load(folder, data);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void embeddingsAreExportedWithLabels() throws IOException {
        Path out = place.resolve("export");
        two.exportEmbeddings(out);
        for (String line : new String[] {"general", "behavior", "modal"}) {
            NpyArray users = NpyReader.read(out.resolve(line + ".users.npy"));
            NpyArray items = NpyReader.read(out.resolve(line + ".items.npy"));
            assertArrayEquals(new int[] {20, 4}, users.shape());
            assertArrayEquals(new int[] {16, 4}, items.shape());
            List<String> rows = Files.readAllLines(out.resolve(line + ".items.tsv"));
            assertEquals("item\ttitle\t0\t1\t2\t3", rows.get(0));
            assertEquals(17, rows.size());
            String[] last = rows.get(16).split("\t", -1);
            assertEquals("15", last[0]);
            assertEquals(DATA.catalogue().label(15), last[1]);
            assertEquals(items.values()[15 * 4 + 3], Float.parseFloat(last[5]));
        }
        float[] general = NpyReader.read(out.resolve("general.items.npy")).values();
        assertArrayEquals(two.representations().items(two.representations().general()), general);
        assertThrows(DataException.class, () -> two.exportEmbeddings(out.resolve("modal.users.npy")));
    }

    @Test
    void recommendationsLeaveOutWhatTheUserKnows() {
        Table all = two.recommend(4, 1000);
        assertEquals(16 - 4 - 1, all.rowCount());
        for (int item : all.intColumn("item").asIntArray()) {
            assertFalse(DATA.train().matrix().contains(4, item));
            assertFalse(DATA.validation().matrix().contains(4, item));
        }
        assertTrue(all.intColumn("item").contains(DATA.test().itemsOf(4)[0]));
        double[] scores = all.doubleColumn("score").asDoubleArray();
        for (int r = 1; r < scores.length; r++) {
            assertTrue(scores[r] <= scores[r - 1]);
        }
        assertEquals(3, two.recommend(4, 3).rowCount());
        for (int unknown : new int[] {-1, 20}) {
            String message = assertThrows(IllegalArgumentException.class, () -> two.recommend(unknown, 3))
                    .getMessage();
            assertEquals("user " + unknown + ": expected 0 to 19 (users of tiny)", message);
        }
        assertThrows(IllegalArgumentException.class, () -> two.recommend(1, 0));
    }
}
