package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmazonCommandTest {

    @TempDir
    Path folder;

    private Path ratings() throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int u = 0; u < 6; u++) {
            for (int p = 0; p < 5; p++) {
                csv.append("U" + u + ",B00000000" + p + ",5.0,1365811200\n");
            }
        }
        return Files.writeString(folder.resolve("ratings_Mini.csv"), csv);
    }

    private Path metadata() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int p = 0; p < 5; p++) {
            lines.append("{'asin': 'B00000000" + p + "', 'title': 'cup " + "abcde".charAt(p) + "x red'}\n");
        }
        return Files.writeString(folder.resolve("meta_Mini.json"), lines);
    }

    @Test
    void rawFilesBecomeADataSetThatStatsPrints() throws IOException {
        Path out = folder.resolve("mini");
        Shell done = Shell.run(
                "amazon",
                "--reviews",
                ratings(),
                "--metadata",
                metadata(),
                "--name",
                "mini",
                "--out",
                out,
                "--text-dimension",
                3);
        assertEquals(0, done.code(), done.err());
        assertEquals(
                "mini: 6 users, 5 items, 18/6/6 interactions, textual 2-d\nwritten to " + out + "\n",
                done.out().replace("\r\n", "\n"));
        Shell stats = Shell.run("stats", "--data", out);
        assertEquals(0, stats.code(), stats.err());
        assertTrue(stats.out().lines().skip(1).findFirst().orElse("").startsWith("mini "), stats.out());
    }

    @Test
    void twoWaysToTextFeaturesAreRefused() throws IOException {
        Shell both = Shell.run(
                "amazon",
                "--reviews",
                ratings(),
                "--metadata",
                metadata(),
                "--name",
                "mini",
                "--out",
                folder.resolve("x"),
                "--text-dimension",
                3,
                "--text-features",
                "f.npy",
                "--text-asins",
                "a.txt");
        assertEquals(2, both.code());
        assertTrue(both.err().contains("mutually exclusive"), both.err());
        Shell half = Shell.run(
                "amazon",
                "--reviews",
                ratings(),
                "--metadata",
                metadata(),
                "--name",
                "mini",
                "--out",
                folder.resolve("x"),
                "--text-features",
                "f.npy");
        assertEquals(2, half.code());
        assertTrue(half.err().contains("--text-asins"), half.err());
    }

    @Test
    void aMissingFileIsNamedInOneLine() throws IOException {
        Shell failed = Shell.run(
                "amazon", "--reviews", folder.resolve("none.json.gz"), "--name", "mini", "--out", folder.resolve("x"));
        assertEquals(1, failed.code());
        assertTrue(failed.err().startsWith("error: none.json.gz: no such file in "), failed.err());
        assertEquals(1, failed.err().lines().count());
    }
}
