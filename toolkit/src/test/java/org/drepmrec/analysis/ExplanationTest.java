package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ExplanationTest {

    private static final int USER = 3;

    private static TrainedModel fit(String name, MultimodalDataset data) {
        return Trainer.builder(
                        Models.builder(name, Graphs.builder(data).neighbors(3).build())
                                .build())
                .engine("PyTorch")
                .epochs(2)
                .batchSize(60)
                .quiet()
                .build()
                .fit();
    }

    @Test
    void purchasesStandInTheOrderOfWhatTheyAddAndAddUpToTheScore() {
        TrainedModel run = fit("ItemKNN", TrainedRuns.DATA);
        int item = run.recommend(USER, 1).intColumn("item").get(0);
        Explanation why = Explanation.of(run, USER, item);
        Table purchases = why.purchases();
        double[] adds = Tables.numbers(purchases, "adds");
        double[] descending = adds.clone();
        Arrays.sort(descending);
        for (int k = 0; k < adds.length; k++) {
            assertEquals(descending[adds.length - 1 - k], adds[k]);
        }
        assertEquals(why.score(), Arrays.stream(adds).sum(), 1e-5, "ItemKNN knows users by their items alone");
        assertEquals(100, Arrays.stream(Tables.numbers(purchases, "share %")).sum(), 1e-6);
        int[] had = TrainedRuns.DATA.train().itemsOf(USER);
        assertEquals(had.length, purchases.rowCount());
        for (int k = 0; k < had.length; k++) {
            int one = why.history()[k];
            long both = IntStream.range(0, TrainedRuns.DATA.users())
                    .filter(u -> TrainedRuns.DATA.train().matrix().contains(u, one)
                            && TrainedRuns.DATA.train().matrix().contains(u, item))
                    .count();
            assertEquals(both, (int) purchases.intColumn("bought both").get(k));
        }
        assertEquals(1, why.rank());
        assertTrue(why.terms().isEmpty());
        assertTrue(why.byModality().isEmpty());
        assertArrayEquals(
                Arrays.copyOf(adds, Math.min(10, adds.length)),
                why.chart().series().get(0).y());
    }

    @Test
    void aScoreOfTwoLinesIsToldInItsTerms() {
        TrainedModel run = TrainedRuns.FIRST;
        Table best = run.recommend(USER, 2);
        Explanation why = Explanation.of(run, USER, best.intColumn("item").get(1));
        assertEquals(2, why.rank());
        assertEquals(best.doubleColumn("score").get(1), why.score(), 1e-6);
        Table terms = why.terms().orElseThrow();
        assertEquals(why.score(), terms.doubleColumn("value").get(4), 1e-4);
        Table modalities = why.byModality().orElseThrow();
        assertEquals(10, modalities.rowCount());
        assertEquals(why.score(), modalities.doubleColumn("value").get(9), 1e-4);
        List<String> said = why.findings().sentences();
        assertTrue(said.get(0).contains(" number 2 of the "), said.toString());
        assertTrue(said.get(1).startsWith("The largest of its four terms is "), said.toString());
        assertTrue(said.get(2).startsWith("The largest of its 9 terms by modality is "), said.toString());
        assertTrue(
                said.get(3).contains(why.purchases().stringColumn("title").get(0) + " adds most ("), said.toString());
    }

    @Test
    void theItemItselfIsNoReason() {
        MultimodalDataset data = TrainedRuns.DATA;
        int own = data.train().itemsOf(USER)[0];
        int[] reasons = Explanation.of(fit("ItemKNN", data), USER, own).history();
        assertEquals(data.train().itemsOf(USER).length - 1, reasons.length);
        assertTrue(Arrays.stream(reasons).noneMatch(i -> i == own));
    }

    @Test
    void whatCannotBeExplainedIsRefused() {
        MultimodalDataset data = Tiny.shop(20, 24, 3, Modality.VISUAL);
        assertEquals(
                "item \"24\" is unknown, expected a number from 0 to 23 (items of " + data.name() + ")",
                assertThrows(IllegalArgumentException.class, () -> Explanation.of(fit("ItemKNN", data), "1", "24"))
                        .getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Explanation.of(fit("Popularity", data), "1", "2"))
                .getMessage()
                .startsWith("Popularity: found no formula"));
    }
}
