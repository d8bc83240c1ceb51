package org.drepmrec.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.drepmrec.data.MultimodalDataset;
import org.junit.jupiter.api.Test;

/** Three users who find 1 of 1, 1 of 2 and 0 of 1 relevant items at K = 1. */
class EvaluationTest {

    private final MultimodalDataset data =
            Shops.of(3, 3, new int[0][], new int[0][], new int[][] {{0, 0}, {1, 0}, {1, 1}, {2, 2}});
    private final Scorer scorer = Shops.table(new float[] {3, 2, 1}, new float[] {3, 2, 1}, new float[] {3, 2, 1});
    private final Evaluation evaluation = Evaluator.builder(data)
            .metrics(Metrics.RECALL, Metrics.HIT_RATE)
            .cutoffs(2, 1)
            .build()
            .evaluate(scorer);

    @Test
    void keysKeepTheOrderAskedFor() {
        assertEquals(
                List.of("Recall@2", "Recall@1", "HitRate@2", "HitRate@1"),
                List.copyOf(evaluation.asMap().keySet()));
        assertThrows(
                UnsupportedOperationException.class, () -> evaluation.asMap().clear());
    }

    @Test
    void perUserValuesFollowTheUsers() {
        assertArrayEquals(new int[] {0, 1, 2}, evaluation.users());
        assertArrayEquals(new double[] {1, 1 / 2d, 0}, evaluation.perUser(Metrics.RECALL, 1));
        assertEquals((1 + 1 / 2d) / 3, evaluation.get(Metrics.RECALL, 1), 1e-12);
    }

    @Test
    void roundingIsOnlyWhereItIsAskedFor() {
        Evaluation rounded = evaluation.rounded(4);
        assertEquals(0.6667, rounded.get(Metrics.HIT_RATE, 1));
        assertEquals(2 / 3d, evaluation.get(Metrics.HIT_RATE, 1), 1e-15);
        assertArrayEquals(evaluation.perUser(Metrics.RECALL, 1), rounded.perUser(Metrics.RECALL, 1));
    }

    @Test
    void tableHasOneRowWithAColumnPerMetric() {
        var table = evaluation.table();
        assertEquals(1, table.rowCount());
        assertEquals(List.of("split", "users", "Recall@2", "Recall@1", "HitRate@2", "HitRate@1"), table.columnNames());
        assertEquals("test", table.stringColumn("split").get(0));
        assertEquals(3, table.intColumn("users").get(0));
        assertEquals(1 / 2d, table.doubleColumn("Recall@1").get(0), 1e-12);
    }

    /** User 0 finds her item by both, user 1 one of two by the other scorer alone, user 2 hers by nobody. */
    @Test
    void twoEvaluationsAreComparedByWhatTheyFind() {
        Evaluator first = Evaluator.builder(data).cutoffs(1).keepTopItems().build();
        Evaluation a = first.evaluate(Shops.table(new float[] {3, 2, 1}, new float[] {1, 2, 3}, new float[] {3, 2, 1}));
        Evaluation b = first.evaluate(scorer);
        var overlap = a.overlap(b);
        assertEquals(
                List.of(1, 2, 1, 4),
                List.of(
                        overlap.intColumn("by this").get(0),
                        overlap.intColumn("by the other").get(0),
                        overlap.intColumn("by both").get(0),
                        overlap.intColumn("of").get(0)));
        assertEquals(2, a.coverage(), "items 0 and 2");
        assertEquals(1, b.coverage(), "item 0 alone");
        assertThrows(IllegalStateException.class, evaluation::coverage);
        assertThrows(IllegalStateException.class, () -> a.overlap(evaluation));
        MultimodalDataset others = Shops.of(3, 3, new int[0][], new int[0][], new int[][] {{0, 0}});
        Evaluation ofOthers = Evaluator.builder(others).keepTopItems().build().evaluate(scorer);
        assertThrows(IllegalArgumentException.class, () -> a.overlap(ofOthers));
    }

    @Test
    void textShowsFourDecimals() {
        assertEquals(
                "test (3 users): Recall@2 0.6667, Recall@1 0.5000, HitRate@2 0.6667, HitRate@1 0.6667",
                evaluation.toString());
    }

    @Test
    void whatWasNotMeasuredIsRefusedWithWhatWas() {
        var e = assertThrows(IllegalArgumentException.class, () -> evaluation.get(Metrics.NDCG, 20));
        assertEquals("NDCG@20 was not measured; there are Recall@2, Recall@1, HitRate@2, HitRate@1", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> evaluation.perUser(Metrics.RECALL, 3));
    }

    @Test
    void rankedItemsAreKeptOnRequestOnly() {
        assertThrows(IllegalStateException.class, () -> evaluation.topItems(0));
        Evaluation kept =
                Evaluator.builder(data).cutoffs(2).keepTopItems().build().evaluate(scorer);
        assertArrayEquals(new int[] {0, 1}, kept.topItems(2));
        var e = assertThrows(IllegalArgumentException.class, () -> kept.topItems(3));
        assertTrue(e.getMessage().contains("user 3 was not evaluated"), e.getMessage());
    }
}
