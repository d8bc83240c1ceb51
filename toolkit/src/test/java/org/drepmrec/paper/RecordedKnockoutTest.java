package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.run.Knockout;
import org.drepmrec.run.KnockoutResult;
import org.drepmrec.run.Records;
import org.drepmrec.run.RunStore;
import org.drepmrec.run.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedKnockoutTest {

    @TempDir
    Path folder;

    @Test
    void recordsOfAKnockoutGiveItsTable() {
        Knockout.Builder builder = Knockout.builder(Shop.DATA, "VBPR", "DRepMRec")
                .seeds(2)
                .engine(Shop.ENGINE)
                .device("cpu")
                .quiet()
                .store(folder.resolve("store"));
        Shop.QUICK.forEach(builder::set);
        KnockoutResult live = builder.build().run();
        Records.export(RunStore.at(folder.resolve("store")), Shop.DATA, folder, false, false);
        Results results = Results.read(folder.resolve("tiny"));
        ResultTable expected = live.table();
        ResultTable recorded = results.knockout().table();
        assertEquals(expected.rows(), recorded.rows());
        for (String row : expected.rows()) {
            for (String column : List.of("Recall@20", "NDCG@20", "Recall@20 change %", "Recall@20 p (Holm)")) {
                assertEquals(expected.value(row, column), recorded.value(row, column), 1e-12, row + " " + column);
            }
        }
        // Nothing of it is a trial or a row of Table 2.
        assertEquals(List.of(1, 1, 1), results.search().intColumn("tried").asList());
        assertEquals(
                expected.value("VBPR, as is", "Recall@20"), results.table2().value("VBPR", "Recall@20"), 1e-12);
        String page = ResultsDocument.of(List.of(results));
        assertTrue(page.contains("| DRepMRec, textual shuffled | "), page);
        assertTrue(page.contains("- VBPR, visual noise: Recall@20 "), page);
        assertEquals(Set.of("knockout"), results.knockout().tables().keySet());
    }
}
