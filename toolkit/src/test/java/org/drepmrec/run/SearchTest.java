package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.run.Search.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class SearchTest {

    private static final Grid GRID =
            Grid.empty().with("embeddingSize", "2", "4").with("lr", "0.001", "0.02", "0.1");

    @TempDir
    Path folder;

    private Search.Builder search() {
        return Search.builder(Shop.DATA, "LightGCN")
                .grid(GRID)
                .engine(Shop.ENGINE)
                .device("cpu")
                .epochs(3)
                .quiet();
    }

    private static Trial trial(String size, double validation, double... test) {
        RunSpec spec = RunSpec.of("LightGCN").with("embeddingSize", size);
        return new Trial(spec.settings(), List.of(Shop.invented(spec, size, validation, test)));
    }

    @Test
    void theBestIsThatOfValidationWhateverTheTestSplitSays() {
        SearchResult result = new SearchResult(
                "search",
                Grid.empty().with("embeddingSize", "2", "4", "8"),
                "Recall@20",
                List.of(trial("2", 0.1, 0.9, 0.7), trial("4", 0.3, 0.1, 0.3), trial("8", 0.2, 0.5, 0.5)));
        assertEquals(Map.of("embeddingSize", "4"), result.best());
        assertEquals(0.3, result.bestScore());
        assertEquals(
                List.of("4", "8", "2"),
                result.table().stringColumn("embeddingSize").asList());
        assertTrue(result.table().columnNames().stream()
                .noneMatch(c -> c.toLowerCase(Locale.ROOT).contains("test")));
        assertEquals(
                0.2, result.validationSelected().doubleColumn("test Recall@20").getDouble(0), 1e-12);
        Table habit = result.testSelected();
        assertEquals("2", habit.stringColumn("embeddingSize").get(0));
        assertEquals(0.8, habit.doubleColumn("test Recall@20").getDouble(0), 1e-12);
        assertTrue(habit.name().contains("for comparison with published numbers only"), habit.name());
        assertEquals(
                List.of(
                        "Of 3 settings validation chooses one with test Recall@20 0.2000; choosing on the test split would give"
                                + " 0.8000, which flatters by 300.0 %."),
                result.findings().sentences());
        SearchResult same = new SearchResult(
                "search",
                Grid.empty().with("embeddingSize", "2", "4"),
                "Recall@20",
                List.of(trial("2", 0.1, 0.1), trial("4", 0.3, 0.2)));
        assertEquals(
                List.of("Validation and test split choose the same of 2 settings: test Recall@20 0.2000."),
                same.findings().sentences());
    }

    @Test
    void amongEqualsTheFirstWinsAndFailuresAreLast() {
        RunSpec broken = RunSpec.of("LightGCN").with("embeddingSize", "16");
        Trial failure = new Trial(broken.settings(), List.of(Shop.failed(broken, "16")));
        SearchResult result = new SearchResult(
                "search",
                Grid.empty().with("embeddingSize", "16", "4", "2"),
                "Recall@20",
                List.of(failure, trial("4", 0.3, 0.1), trial("2", 0.3, 0.2)));
        assertEquals(
                List.of("4", "2", "16"),
                result.table().stringColumn("embeddingSize").asList());
        assertEquals(
                List.of("finished", "finished", "failed"),
                result.table().stringColumn("status").asList());
        SearchResult hopeless =
                new SearchResult("search", Grid.empty().with("embeddingSize", "16"), "Recall@20", List.of(failure));
        assertThrows(IllegalStateException.class, hopeless::best);
    }

    @Test
    void aSearchThatWouldSeeTheTestSplitIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> search().set("selectOn", "test")
                        .build())
                .getMessage();
        assertTrue(message.startsWith("search: found selectOn=test, expected selection on validation only"), message);
        Grid leak = Grid.empty().with("selectOn", "validation", "test");
        assertThrows(IllegalArgumentException.class, () -> search().grid(leak).build());
    }

    @Test
    void aGridIsTriedWholeAndAStoreMakesItResumable() {
        SearchResult result = search().store(folder).build().run();
        assertEquals(6, result.table().rowCount());
        double best = result.table().doubleColumn("validation Recall@20").max();
        assertEquals(best, result.bestScore());
        assertEquals(best, result.bestRuns().get(0).metric(Split.VALIDATION, Metrics.RECALL, 20));
        List<Double> seconds = result.table().doubleColumn("seconds").asList();
        assertEquals(
                seconds,
                search().store(folder)
                        .build()
                        .run()
                        .table()
                        .doubleColumn("seconds")
                        .asList(),
                "nothing was trained again");
    }

    @Test
    void aSampleIsDifferentCombinationsAndTheSameForTheSameSeed() {
        assertEquals(4, GRID.sample(4, 1).stream().distinct().count());
        assertEquals(GRID.sample(4, 1), GRID.sample(4, 1));
        assertEquals(6, GRID.sample(100, 1).size());
        assertEquals(3, search().random(3, 5).build().run().table().rowCount());
    }

    @Test
    void oneOptionAtATimeKeepsTheBestOfTheOthers() {
        SearchResult result = search().coordinateWise().build().run();
        // The defaults (64 and 0.001), then 2 sizes at rate 0.001, then at the best size the rates 0.02 and 0.1.
        assertEquals(5, result.table().rowCount());
        List<RunRecord> first = result.bestRuns();
        assertEquals(
                result.table().doubleColumn("validation Recall@20").max(),
                first.get(0).metric(Split.VALIDATION, Metrics.RECALL, 20));
        assertTrue(result.table().stringColumn("embeddingSize").asList().contains("64"));
    }

    @Test
    void combinationsAreAllAndTheLastOptionVariesFastest() {
        List<Map<String, String>> all = GRID.combinations();
        assertEquals(6, all.size());
        assertEquals(Map.of("embeddingSize", "2", "lr", "0.02"), all.get(1));
        assertEquals(Map.of("embeddingSize", "4", "lr", "0.001"), all.get(3));
        assertEquals(GRID.values(), Grid.parse(GRID.toString()).values());
        assertThrows(IllegalArgumentException.class, () -> Grid.parse("lr"));
        assertThrows(IllegalArgumentException.class, () -> Grid.parse("lr=1,,2"));
        assertThrows(IllegalArgumentException.class, () -> Grid.parse("lr=1,1"));
    }
}
