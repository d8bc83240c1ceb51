package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drepmrec.paper.Results;
import org.drepmrec.run.Shop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a store to a page, and a row trained again. */
class ResultsCommandTest {

    @TempDir
    static Path folder;

    private static Path data;
    private static Path records;

    private static Shell ok(Object... args) {
        Shell shell = Shell.run(args);
        assertEquals(0, shell.code(), shell.err());
        return shell;
    }

    @BeforeAll
    static void trainAndExport() {
        data = folder.resolve("shop");
        records = folder.resolve("results");
        ok("sample", "--out", data, "--users", "80", "--items", "60");
        ok(
                "experiment",
                "rq1",
                "--data",
                data,
                "--models",
                "BPR,DRepMRec",
                "--seeds",
                "2",
                "--epochs",
                "2",
                "--set",
                "embeddingSize=4",
                "--engine",
                Shop.ENGINE,
                "--device",
                "cpu",
                "--store",
                folder.resolve("store"),
                "--quiet");
        assertTrue(export().out().endsWith("5 written, 0 unchanged, 0 replaced, 0 left out\n"));
    }

    private static Shell export() {
        return ok("results", "export", "--store", folder.resolve("store"), "--data", data, "--out", records);
    }

    @Test
    void anExportIsRepeatable() {
        assertEquals("0 written, 5 unchanged, 0 replaced, 0 left out\n", export().out());
    }

    @Test
    void aPageIsMadeOfTheRecords() throws IOException {
        Path page = folder.resolve("RESULTS.md");
        String out =
                ok("results", "document", "--records", records, "--out", page).out();
        assertTrue(out.startsWith("1 data set, "), out);
        String text = Files.readString(page);
        assertTrue(text.contains("\n## sample\n") && text.contains("| DRepMRec | "), text);
    }

    @Test
    void aRowIsTrainedAgainAndAgrees() {
        String out = reproduce("--model", "drepmrec", "--seed", "1000").out();
        assertTrue(out.contains("DRepMRec, seed 1000: agrees in every digit"), out);
    }

    private static Shell reproduce(Object... more) {
        Object[] all = new Object[8 + more.length];
        Object[] first = {"results", "reproduce", "--data", data, "--records", records, "--device", "cpu"};
        System.arraycopy(first, 0, all, 0, 8);
        System.arraycopy(more, 0, all, 8, more.length);
        return Shell.run(all);
    }

    @Test
    void aRowThatDoesNotAgreeEndsWithAnErrorAndItsCauses() throws IOException {
        Path forged = folder.resolve("forged/sample");
        Files.createDirectories(forged);
        try (var files = Files.list(records.resolve("sample"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        forged.resolve(file.getFileName()),
                        text.replaceAll("\"Recall@20\": 0\\.\\d+", "\"Recall@20\": 0.987")
                                .replaceAll("\"code\": \"\\w+\"", "\"code\": \"older\""));
            }
        }
        Shell shell = Shell.run(
                "results", "reproduce", "--data", data, "--records", forged.getParent(), "--model", "BPR", "--quiet");
        assertEquals(1, shell.code());
        assertTrue(shell.out().contains("BPR, seed 999: does not agree within rounding"), shell.out());
        assertTrue(shell.out().contains("possible cause: the code that decides the numbers: older then,"), shell.out());
        assertTrue(shell.err().startsWith("error: the run does not agree with its record"), shell.err());
    }

    @Test
    void aRowThatIsNotThereIsAnsweredWithThoseThatAre() {
        Shell shell = reproduce("--model", "MGCN");
        assertEquals(1, shell.code());
        assertTrue(shell.err().contains("expected one of models [Popularity, BPR, DRepMRec]"), shell.err());
    }

    @Test
    void aStoreThatIsNotThereIsRefused() {
        Shell shell = Shell.run("results", "export", "--store", folder.resolve("none"), "--data", data);
        assertEquals(1, shell.code());
        assertTrue(shell.err().contains("no such folder"), shell.err());
    }

    @Test
    void theNamesOfTheJarsResultsAreListed() {
        String names = Results.names().isEmpty() ? "no results are recorded yet" : String.join("\n", Results.names());
        assertEquals(names + "\n", ok("results").out());
    }
}
