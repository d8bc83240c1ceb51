package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandErrorsTest {

    @TempDir
    static Path shared;

    private static Path shop;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeAShop() {
        shop = shared.resolve("shop");
        assertEquals(
                0,
                Shell.run("sample", "--out", shop, "--users", 60, "--items", 80).code());
    }

    private static void assertRefused(Shell answer, int code, String... parts) {
        assertEquals(code, answer.code(), answer.err());
        for (String part : parts) {
            assertTrue(answer.err().contains(part), answer.err());
        }
        assertFalse(answer.err().contains("\tat "), answer.err());
        assertEquals("", answer.out());
        if (code == 1) {
            assertEquals(1, answer.err().lines().count(), answer.err());
            assertTrue(answer.err().startsWith("error: "), answer.err());
        }
    }

    private static Shell trainOnShop(Object... more) {
        Object[] args = new Object[more.length + 6];
        Object[] first = {"train", "--data", shop, "--quiet", "--epochs", 1};
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        return Shell.run(args);
    }

    @Test
    void unknownOptionListsThoseOfGraphsModelAndTraining() {
        assertRefused(
                trainOnShop("--set", "alhpa=1"),
                1,
                "option \"alhpa\" is unknown; graphs know graph.norm, knn.includeSelf",
                "DRepMRec knows alpha, beta",
                "training knows batchSize");
    }

    @Test
    void unacceptableValuesAreRefused() {
        assertRefused(trainOnShop("--set", "alpha=-1"), 1, "option alpha: found -1.0, expected a number");
        assertRefused(trainOnShop("--set", "knn.item=81"), 1, "81", "items in sample");
        assertRefused(
                trainOnShop("--set", "modal.weight.visual=0.9", "--set", "modal.weight.textual=0.3"),
                1,
                "modal.weight");
        assertRefused(trainOnShop("--seed", "x"), 1, "option seed: found \"x\", expected a whole number");
        assertRefused(
                trainOnShop("--model", "SVD"),
                1,
                "model: found \"SVD\", expected one of DRepMRec, DREAM, BPR, LightGCN");
        assertRefused(trainOnShop("--engine", "Abacus"), 1, "Abacus", "MXNet", "PyTorch");
        assertRefused(trainOnShop("--device", "gpu:99"), 1, "device gpu:99", "expected at least 100");
    }

    /** Relation graphs are not theirs. */
    @Test
    void modelsWithoutRelationGraphsTrainOnFewerUsersThanNeighbors() {
        Path few = folder.resolve("few");
        assertEquals(0, Shell.run("sample", "--out", few, "--users", 9).code());
        Object[] train = {"train", "--data", few, "--quiet", "--epochs", 1, "--model"};
        assertEquals(0, Shell.run(join(train, "BPR")).code());
        assertRefused(Shell.run(join(train, "DRepMRec")), 1, "option knn.user: found 10, expected 1 to 9 (9 users in");
    }

    @Test
    void vecfTrainsOnPicturesThatWereCutIntoRegions() {
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        Object[] train = {"train", "--model", "VECF", "--quiet", "--epochs", 1, "--data"};
        assertEquals(
                0,
                Shell.run("sample", "--out", whole, "--users", 20, "--items", 50)
                        .code());
        assertRefused(Shell.run(join(train, whole)), 1, "VECF: found one row of numbers per item", "sample --regions");
        assertEquals(
                0,
                Shell.run("sample", "--out", cut, "--users", 20, "--items", 50, "--regions")
                        .code());
        assertEquals(0, Shell.run(join(train, cut)).code());
    }

    @Test
    void unwritablePlacesAreRefusedBeforeTraining() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        // A missing data folder is only found out after the places.
        Object[] missing = {"train", "--data", folder.resolve("none")};
        assertRefused(Shell.run(join(missing, "--metrics-out", folder.resolve("no/m.json"))), 1, "no such folder");
        assertRefused(Shell.run(join(missing, "--metrics-out", file.resolve("m.json"))), 1, file + ": a file");
        assertRefused(Shell.run(join(missing, "--metrics-out", folder)), 1, folder + ": a folder");
        assertRefused(Shell.run(join(missing, "--embeddings-out", file.resolve("v"))), 1, file + ": a file");
        assertRefused(Shell.run(join(missing, "--save", file)), 1, file + ": a file");
        assertRefused(Shell.run(join(missing, "--save", folder)), 1, folder + ": \"file\" is there");
        assertEquals("mine", Files.readString(file));
        assertEquals(1, folder.toFile().list().length);
    }

    @Test
    void placesThatSpoilEachOtherAreRefusedBeforeTraining() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Object[] missing = {"train", "--data", folder.resolve("none")};
        Path model = run.resolve("m");
        assertRefused(
                Shell.run(join(missing, "--save", run, "--metrics-out", run.resolve("m.json"))),
                1,
                "--metrics-out " + run.resolve("m.json") + ": inside --save " + run);
        assertRefused(
                Shell.run(join(missing, "--save", run, "--checkpoint", run.resolve("ck"))), 1, "inside --save " + run);
        assertRefused(
                Shell.run(join(missing, "--save", model, "--checkpoint", run.resolve("../run/m"))),
                1,
                "the same place as --save " + model);
        assertRefused(
                Shell.run(join(missing, "--embeddings-out", model, "--metrics-out", model)), 1, "the same place as");
        Path exported = Files.createDirectory(run.resolve("e"));
        Path taken = exported.resolve("general.users.npy");
        assertRefused(
                Shell.run(join(missing, "--embeddings-out", exported, "--metrics-out", taken)),
                1,
                "--metrics-out " + taken + ": inside --embeddings-out " + exported);
        assertRefused(
                Shell.run(join(missing, "--embeddings-out", exported, "--metrics-out", exported.resolve("m.json"))),
                1,
                "none: no such folder");
        Files.delete(exported);
        Path link = Files.createSymbolicLink(folder.resolve("link"), run);
        assertRefused(
                Shell.run(join(missing, "--checkpoint", model, "--embeddings-out", link.resolve("m/e"))),
                1,
                "inside --checkpoint " + model);
        // Side by side, and in a folder to which files are only added, they are fine.
        assertRefused(
                Shell.run(join(
                        missing, "--embeddings-out", run, "--save", model, "--metrics-out", run.resolve("m.json"))),
                1,
                "none: no such folder");
        assertEquals(0, run.toFile().list().length);
    }

    @Test
    void aFailedOutputKeepsNoOtherFromBeingWritten() throws IOException {
        Path model = folder.resolve("model");
        // General users' rows cannot replace a folder.
        Path embeddings = folder.resolve("e");
        Files.createDirectories(embeddings.resolve("general.users.npy/in the way"));
        Path full = Path.of("/dev/full");
        Shell answer = trainOnShop(
                "--model", "LightGCN", "--save", model, "--metrics-out", full, "--embeddings-out", embeddings);
        assertEquals(1, answer.code());
        assertEquals(1, answer.err().lines().count(), answer.err());
        assertTrue(answer.err().contains("error: /dev/full: not written"), answer.err());
        assertTrue(answer.err().contains("; and " + embeddings.resolve("general.users.npy")), answer.err());
        assertTrue(answer.out().contains("Recall@20"), answer.out());
        assertEquals(0, Shell.run("evaluate", "--saved", model, "--data", shop).code());
    }

    @Test
    void aDataSetIsNotOverwritten() throws IOException {
        byte[] before = Files.readAllBytes(shop.resolve("sample.inter"));
        assertRefused(
                Shell.run("sample", "--out", shop, "--users", 70), 1, "--out " + shop, "is there", "new or empty");
        assertRefused(
                Shell.run("amazon", "--reviews", folder.resolve("none"), "--name", "x", "--out", shop),
                1,
                "--out " + shop,
                "is there");
        assertArrayEquals(before, Files.readAllBytes(shop.resolve("sample.inter")));
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.writeString(model.resolve("model.json"), "{}");
        assertRefused(
                Shell.run("sample", "--out", model.resolve("s")), 1, "inside a saved model, " + model.toRealPath());
        assertFalse(Files.exists(model.resolve("s")));
    }

    @Test
    void whatIsSaidTwiceIsRefused() {
        Object[] search = {"search", "--data", "sample", "--quiet"};
        assertRefused(trainOnShop("--set", "alpha=1", "--set", "alpha=1"), 2, "--set alpha=... is given twice");
        assertRefused(trainOnShop("--set", "epochs=2"), 2, "--epochs and --set epochs=...; give one");
        assertRefused(Shell.run(join(search, "--epochs", 1, "--set", "epochs=2")), 2, "--epochs and --set epochs=...");
        assertRefused(Shell.run(join(search, "--set", "seed=2")), 1, "option seed");
        assertRefused(Shell.run(join(search, "--grid", "alpha=1;alpha=2,3")), 1, "grid: option alpha is given twice");
        assertRefused(
                Shell.run(join(search, "--grid", "alpha=1,2", "--set", "alpha=3")),
                1,
                "search: option alpha is in the grid and set");
        assertRefused(
                Shell.run("experiment", "rq1", "--data", "sample", "--set-for", "BPR:lr=1", "--set-for", "BPR:lr=2"),
                2,
                "--set-for BPR:lr=... is given twice");
    }

    @Test
    void hugeNumbersAreRefused() {
        int most = Integer.MAX_VALUE;
        Path out = folder.resolve("s");
        assertRefused(
                Shell.run("sample", "--out", out, "--items", most), 1, "sample shop: found 5000 users and " + most);
        assertRefused(Shell.run("sample", "--out", out, "--users", most), 1, "sample shop: found " + most);
        assertRefused(Shell.run("search", "--data", "sample", "--seeds", most), 1, "seeds: found " + most);
        String values =
                "=" + IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String[] grid = IntStream.range(0, 9).mapToObj(k -> "o" + k + values).toArray(String[]::new);
        Object[] search = {"search", "--data", "sample", "--grid"};
        assertRefused(
                Shell.run(join(search, grid[0] + ";" + grid[1])), 1, "search: found 1000000 combinations", "--random");
        assertRefused(
                Shell.run(join(search, String.join(";", grid))),
                1,
                "search: found " + Long.MAX_VALUE + " or more combinations");
        assertRefused(
                Shell.run(join(search, String.join(";", grid), "--random", 1_000_000)),
                1,
                "found 1000000 combinations");
    }

    @Test
    void anArgumentIsNeverAFileOfArguments() throws IOException {
        Path file = Files.writeString(folder.resolve("words"), "--name x");
        assertRefused(Shell.run("stats", "--data", "@" + file), 1, "@" + file + ": no such folder");
    }

    private static Object[] join(Object[] first, Object... second) {
        Object[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void unusableDataAreRefused() throws IOException {
        assertRefused(Shell.run("stats", "--data", folder.resolve("none")), 1, "none: no such folder");
        assertRefused(Shell.run("stats", "--data", folder), 1, folder + ": no data set, expected one of NAME.inter");
        Files.writeString(folder.resolve("a.inter"), "userID\titemID\n0\tx\n");
        assertRefused(Shell.run("stats", "--data", folder), 1, "a.inter", "\"x\"");
        Files.writeString(folder.resolve("b.inter"), "userID\titemID\n0\t0\n");
        assertRefused(Shell.run("stats", "--data", folder), 1, "2 data sets [a, b]", "choose one by its name (--name)");
        assertEquals(0, Shell.run("stats", "--data", folder, "--name", "b").code());
        assertRefused(Shell.run("stats", "--data", "sample", "--name", "b"), 1, "--name b: goes with a folder");
    }

    @Test
    void unusableSavedModelsAreRefused() {
        Path model = folder.resolve("model");
        assertRefused(Shell.run("evaluate", "--saved", model, "--data", shop), 1, "model.json: no such file");
        assertEquals(
                0,
                trainOnShop("--model", "LightGCN", "--save", model, "--set", "embeddingSize=4")
                        .code());
        assertRefused(
                Shell.run("evaluate", "--saved", model, "--data", shop, "--line", "modal"),
                1,
                "line modal: LightGCN was trained without it");
        assertRefused(
                Shell.run("recommend", "--saved", model, "--data", shop, "--user", 60), 1, "user 60: expected 0 to 59");
        assertRefused(Shell.run("recommend", "--saved", model, "--data", shop, "--user", 1, "--top", 0), 1, "--top");
        Path other = folder.resolve("other");
        assertEquals(
                0,
                Shell.run("sample", "--out", other, "--users", 60, "--items", 80, "--seed", 1)
                        .code());
        assertRefused(Shell.run("evaluate", "--saved", model, "--data", other), 1, "fingerprint");
    }

    @Test
    void aShopThatIsTooSmallIsRefused() {
        assertRefused(Shell.run("sample", "--out", folder.resolve("s"), "--items", 5), 1, "50 items");
        assertFalse(Files.exists(folder.resolve("s")));
    }

    @Test
    void wrongUsageHasACodeOfItsOwn() {
        assertRefused(
                Shell.run(),
                2,
                "no command; expected one of train, evaluate, recommend, explain, serve, explore, card, refit, search, experiment, runs, results, stats, sample, amazon, options");
        assertRefused(Shell.run("trian"), 2, "trian", "--help");
        assertRefused(Shell.run("train"), 2, "--data", "See drepmrec train --help");
        assertRefused(Shell.run("train", "--data", "sample", "--set", "alpha"), 2, "alpha");
        assertRefused(Shell.run("train", "--data", "sample", "--seed", 1, "--set", "seed=2"), 2, "give one");
        assertRefused(Shell.run("recommend", "--saved", "m", "--data", "sample", "--user", "bob"), 2, "bob");
    }

    @Test
    void debugShowsTheStackTrace() {
        Shell answer = Shell.run("stats", "--data", folder, "--debug");
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("\tat org.drepmrec.cli."), answer.err());
    }
}
