package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsDocumentTest {

    @Test
    void theShippedPageSaysWhatTheRecordsSay() throws IOException {
        assertEquals(
                ResultsDocument.of(Results.all(Path.of("../data/results"))),
                Files.readString(Path.of("RESULTS.md")),
                "run: results document --records data/results --out toolkit/RESULTS.md");
    }

    @Test
    void theReadmeHasTheOverview() throws IOException {
        String overview = ResultsOverview.of(Results.all(Path.of("../data/results")));
        assertTrue(
                Files.readString(Path.of("../README.md")).contains(overview),
                "README.md: expected the table \"Recall@20 at a glance\" of RESULTS.md; copy it:\n" + overview);
    }

    @Test
    void theOverviewNamesTheBestOfTheOthers() {
        Invented runs = new Invented()
                .add("Popularity", 0.1)
                .add("LightGCN", 0.5, 0.7)
                .add("MGCN", 0.3)
                .add("BPR", 0.2)
                .add("DRepMRec", 0.4, 0.4);
        String row = "| tiny | %s |  | 0.6000 ± 0.1414 | %s | 0.4000 ± 0.0000 | 2 |\n";
        assertTrue(
                ResultsOverview.of(List.of(runs.results())).endsWith(String.format(row, "0.1000", "MGCN 0.3000")),
                ResultsOverview.of(List.of(runs.results())));
        runs.add("EASE", 0.9);
        assertTrue(ResultsOverview.of(List.of(runs.results())).endsWith(String.format(row, "0.1000", "EASE 0.9000")));
    }

    @Test
    void withoutRecordsItSaysSo() {
        assertTrue(ResultsDocument.of(List.of()).endsWith("\nNo results are recorded yet.\n"));
    }

    private static String page(Invented runs) {
        return ResultsDocument.of(List.of(runs.results()));
    }

    @Test
    void aDataSetHasItsSizesTableAndSentences() {
        String page = page(new Invented().add("BPR", 0.1, 0.3).add("DRepMRec", 0.4, 0.4));
        assertTrue(page.contains("\n## tiny\n"), page);
        assertTrue(page.contains("40 users, 30 items, 240 interactions ("), page);
        assertTrue(page.contains("80.00 % of the pairs empty; features: visual 5-d, textual 5-d."), page);
        assertTrue(page.contains("| BPR | _0.2000 ± 0.1414_ |"), page);
        assertTrue(page.contains("| DRepMRec | **0.4000 ± 0.0000** |"), page);
        assertTrue(page.contains("- By Recall@20, DRepMRec is first of 2 models (0.4000, 2 seeds).\n"), page);
        assertTrue(page.contains("| BPR | 1 |  | defaults | 2 | 0.1000 | 1.0 | 0.0 |\n"), page);
        assertTrue(page.contains("\n4 runs in minutes"), page);
    }

    @Test
    void whatIsNotRecordedIsListed() {
        Map<String, String> whole = Map.of("alpha", "0.1", "beta", "0.1", "gamma", "0.1");
        Map<String, String> without = Map.of("alpha", "0.1", "beta", "0.1", "gamma", "0");
        Invented runs = new Invented().add("DRepMRec", whole, 0.1, 0.2);
        String bare = page(runs);
        assertTrue(
                bare.contains("\nmodels that need no training; Knockout of features; Table 3: ablation; Table 4: "),
                bare);
        assertFalse(bare.contains("### Table 3"), bare);
        String more = page(runs.add("DRepMRec", without, 0.1, 0.1));
        assertTrue(more.contains("\nmodels that need no training; Knockout of features; Table 4: "), more);
        assertTrue(more.contains("### Table 3: ablation\n"), more);
        assertTrue(more.contains("| without SSS | 1 | 0.1000 |"), more);
    }

    @Test
    void seedsOfDifferentCodeAreNamed() {
        String sentence = "\nRows of Table 2 whose seeds were trained by different versions of the code: BPR.\n";
        assertTrue(page(new Invented().add("BPR", 0.1).ofCode("a", "BPR", 1000, 0.3))
                .contains(sentence));
        assertFalse(page(new Invented().add("BPR", 0.1, 0.2).add("MGCN", 0.2)).contains("versions of the code"));
    }
}
