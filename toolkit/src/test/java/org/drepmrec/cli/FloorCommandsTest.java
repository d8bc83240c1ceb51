package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with nothing to train, from a shell. */
class FloorCommandsTest {

    @TempDir
    static Path shared;

    private static Path shop;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeAShop() {
        shop = shared.resolve("shop");
        Shell written = Shell.run("sample", "--out", shop, "--users", 60, "--items", 80, "--seed", 7);
        assertEquals(0, written.code(), written.err());
    }

    @Test
    void aModelIsComputedSavedAndRecommends() {
        Path saved = folder.resolve("model");
        Shell trained =
                Shell.run("train", "--data", shop, "--model", "itemknn", "--set", "neighbors=5", "--save", saved);
        assertEquals(0, trained.code(), trained.err());
        Shell evaluated = Shell.run("evaluate", "--saved", saved, "--data", shop);
        assertEquals(0, evaluated.code(), evaluated.err());
        assertEquals(trained.out(), evaluated.out());
        assertEquals(
                0,
                Shell.run("recommend", "--saved", saved, "--data", shop, "--user", 3)
                        .code());
        Shell line = Shell.run("evaluate", "--saved", saved, "--data", shop, "--line", "modal");
        assertEquals(1, line.code());
        assertTrue(line.err().contains("ItemKNN computes its scores and has no representations"), line.err());
    }

    @Test
    void itsOptionsCanBeSearched() {
        Shell search = Shell.run("search", "--data", shop, "--model", "ContentKNN");
        assertEquals(0, search.code(), search.err());
        assertTrue(search.out().lines().anyMatch(l -> l.contains("neighbors")), search.out());
    }

    @Test
    void statsShowFloorsWhenAsked() {
        List<String> test =
                Shell.run("stats", "--data", shop, "--floors").out().lines().toList();
        assertTrue(test.stream().anyMatch(l -> l.startsWith("ContentKNN visual")), test::toString);
        assertTrue(test.stream().anyMatch(l -> l.startsWith("Visual alone reaches ")), test::toString);
        List<String> validation = Shell.run("stats", "--data", shop, "--floors", "--split", "validation")
                .out()
                .lines()
                .toList();
        assertEquals(test.size(), validation.size());
        assertTrue(Shell.run("stats", "--data", shop).out().lines().noneMatch(l -> l.startsWith("Popularity")));
    }
}
