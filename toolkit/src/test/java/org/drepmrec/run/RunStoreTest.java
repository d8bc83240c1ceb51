package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.drepmrec.eval.Metrics;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStoreTest {

    private static final RunSpec SPEC = RunSpec.of("LightGCN").seed(7);
    private static final String KEY = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private Path stored() {
        RunStore store = RunStore.at(folder);
        store.put(Shop.invented(SPEC, KEY, 0.25, 1 / 3.0, 0, 1, 2 / 3.0), null, false);
        return folder.resolve("LightGCN-seed7-0123456789abcdef01234567");
    }

    private Optional<RunRecord> find() {
        return RunStore.at(folder).find(SPEC, KEY, null, false);
    }

    @Test
    void everyDigitComesBack() {
        stored();
        RunRecord run = find().orElseThrow();
        assertArrayEquals(new double[] {1 / 3.0, 0, 1, 2 / 3.0}, run.perUser(Metrics.RECALL, 20));
        assertEquals(0.5, run.metrics().get("test").get("NDCG@10"));
        assertEquals(KEY, run.key());
        assertEquals(SPEC, run.spec());
    }

    @Test
    void whatAKilledProcessLeftIsNoRun() throws IOException {
        Path run = stored();
        Path part = folder.resolve("." + run.getFileName() + ".part");
        Files.move(run, part);
        assertEquals(Optional.empty(), find());
        assertEquals(List.of(), RunStore.at(folder).all(null));
        stored();
        assertTrue(find().isPresent());
        assertTrue(Files.notExists(part));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.json", "history.tsv", "users.tsv", "SHA256SUMS"})
    void anyChangeOfAnyFileIsRefused(String name) throws IOException {
        Path file = stored().resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int k = 0; k < 40; k++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(7));
            Files.write(file, damaged);
            assertRefused();
            Files.write(file, java.util.Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertRefused();
        }
        Files.delete(file);
        assertRefused();
        Files.write(file, whole);
        assertTrue(find().isPresent());
    }

    @Test
    void aRunOfTheFormerFormatIsRefused() throws Exception {
        Path run = stored();
        Path manifest = run.resolve("run.json");
        String hash = sha256(manifest);
        Files.writeString(manifest, Files.readString(manifest).replace("\"version\": 2", "\"version\": 1"));
        Path sums = run.resolve("SHA256SUMS");
        Files.writeString(sums, Files.readString(sums).replace(hash, sha256(manifest)));
        String message = assertThrows(DataException.class, this::find).getMessage();
        assertTrue(
                message.contains("drepmrec-run\" version 1, expected drepmrec-run version 2; delete the run's folder"),
                message);
    }

    private static String sha256(Path file) throws IOException {
        return new Sha256().update(Files.readAllBytes(file)).hex();
    }

    private void assertRefused() {
        String message = assertThrows(DataException.class, this::find).getMessage();
        assertTrue(message.contains(", expected "), message);
        assertTrue(message.endsWith("; delete the run's folder to have it done again"), message);
        assertThrows(DataException.class, () -> RunStore.at(folder).all(null));
    }

    @Test
    void aRunUnderTheNameOfAnotherIsRefused() throws IOException {
        Path run = stored();
        String other = "f".repeat(64);
        Files.move(run, folder.resolve("LightGCN-seed7-" + "f".repeat(24)));
        String message = assertThrows(
                        DataException.class, () -> RunStore.at(folder).find(SPEC, other, null, false))
                .getMessage();
        assertTrue(message.contains("the run of key " + KEY + ", expected that of " + other), message);
    }

    @Test
    void aDamagedRunIsNotDoneAgainUnasked() throws IOException {
        RunSpec spec = Shop.quick("LightGCN");
        Shop.runner().store(folder).build().run(spec);
        try (Stream<Path> all = Files.list(folder)) {
            Path run = all.filter(p -> p.getFileName().toString().startsWith("LightGCN"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(run.resolve("users.tsv"), "user\n");
        }
        Runner runner = Shop.runner().store(folder).build();
        assertThrows(DataException.class, () -> runner.run(spec));
    }

    @Test
    void aStoreThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        String message = assertThrows(DataException.class, () -> RunStore.at(file.resolve("store")))
                .getMessage();
        assertTrue(message.contains("expected a folder with write permission"), message);
    }
}
