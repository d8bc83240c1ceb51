package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardCommandTest {

    @TempDir
    Path folder;

    @Test
    void aSavedModelGetsItsCard() throws IOException {
        Path shop = folder.resolve("shop");
        Path saved = folder.resolve("model");
        Path card = folder.resolve("card.md");
        assertEquals(
                0,
                Shell.run("sample", "--out", shop, "--users", 60, "--items", 50).code());
        assertEquals(
                0,
                Shell.run("train", "--data", shop, "--model", "ItemKNN", "--save", saved)
                        .code());
        Shell done = Shell.run("card", "--saved", saved, "--data", shop, "--out", card, "--license", "MIT");
        assertEquals(0, done.code(), done.err());
        String text = Files.readString(card);
        assertTrue(text.contains("# ItemKNN on sample") && text.contains(": MIT\n"), text);

        Shell twice = Shell.run("card", "--saved", saved + "," + saved, "--data", shop, "--out", card);
        assertEquals(1, twice.code());
        assertTrue(twice.err().contains("expected each once"), twice.err());

        Path pdf = folder.resolve("card.pdf");
        Shell unknown = Shell.run("card", "--saved", saved, "--data", shop, "--out", pdf);
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("ends in .md or .html"), unknown.err());
        assertFalse(Files.exists(pdf));
    }
}
