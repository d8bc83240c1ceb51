package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SummariesTest {

    @Test
    void aRowPerRunHoldsSeedAndMetrics() {
        Table t = Summaries.runs(Split.TEST, List.of(Runs.FIRST, Runs.SECOND));
        assertEquals(List.of("1", "2"), t.stringColumn("seed").asList());
        assertEquals(List.of("DRepMRec", "DRepMRec"), t.stringColumn("model").asList());
        assertEquals(
                Runs.SECOND.evaluation(Split.TEST).get(Metrics.RECALL, 20),
                t.doubleColumn("Recall@20").get(1));
    }

    @Test
    void runsCanBeNamed() {
        Table t = Summaries.runs(Split.VALIDATION, Map.of("without SSS", List.of(Runs.FIRST)));
        assertEquals("without SSS", t.stringColumn("model").get(0));
        assertEquals("validation", t.stringColumn("split").get(0));
    }

    @Test
    void meansAndDeviationsAreTakenOverSeeds() {
        Table t = Summaries.overSeeds(Table.create(
                "runs",
                StringColumn.create("model", "A", "B", "A", "A"),
                DoubleColumn.create("Recall@20", 1, 5, 2, 6)));
        assertEquals(List.of("A", "B"), t.stringColumn("model").asList());
        assertEquals(List.of(3, 1), t.intColumn("runs").asList());
        assertEquals((1 + 2 + 6) / 3d, t.doubleColumn("Recall@20").get(0), 1e-12);
        assertEquals(Math.sqrt((4 + 1 + 9) / 2d), t.doubleColumn("Recall@20 sd").get(0), 1e-12);
        assertTrue(t.doubleColumn("Recall@20 sd").isMissing(1));
    }

    @Test
    void dataSetsAreNotAveragedTogether() {
        Table mixed = Table.create(
                "runs",
                StringColumn.create("model", "A", "A"),
                StringColumn.create("data", "baby", "tiktok"),
                DoubleColumn.create("Recall@20", 1, 2));
        String message = assertThrows(IllegalArgumentException.class, () -> Summaries.overSeeds(mixed))
                .getMessage();
        assertTrue(message.contains("[baby, tiktok]") && message.contains("column data"), message);
    }
}
