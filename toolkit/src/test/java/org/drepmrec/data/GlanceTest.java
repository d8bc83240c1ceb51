package org.drepmrec.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What a data set tells at a glance. */
class GlanceTest {

    /** Of eleven items the first is bought by five users, the second by two, four by one. */
    @Test
    void theLongTailIsThatOfTheItems() {
        int[][] pairs = {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {0, 1}, {1, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}};
        Interactions none = Tiny.pairs(5, 11);
        LongTail tail = MultimodalDataset.builder("shop", 5, 11)
                .train(Tiny.pairs(5, 11, pairs))
                .validation(none)
                .test(none)
                .build()
                .longTail();
        assertEquals(new LongTail(5 / 11d, 1, 5), tail);
        assertTrue(tail.toString().contains("has 45 % of the training interactions"), tail.toString());
        assertTrue(tail.toString().contains("at most 1, and 5 have none"), tail.toString());
    }

    @Test
    void cosinesAreOfAllPairsAndTheSameEachTime() {
        Interactions none = Tiny.pairs(1, 3);
        MultimodalDataset data = MultimodalDataset.builder("shop", 1, 3)
                .train(none)
                .validation(none)
                .test(none)
                .features(Modality.VISUAL, new Features(3, 2, new float[] {1, 0, 3, 4, 0, 0}))
                .build();
        Table all = data.cosines(3);
        assertEquals(3, all.rowCount());
        // (1, 0) and (3, 4) give 0.6, a zero vector gives 0 with both
        assertEquals(0.6, all.doubleColumn("visual cosine").max(), 1e-12);
        assertEquals(0.6, all.doubleColumn("visual cosine").sum(), 1e-12);
        assertEquals(all.toString(), data.cosines(3).toString());
        String message = assertThrows(IllegalArgumentException.class, () -> data.cosines(4))
                .getMessage();
        assertTrue(message.contains("found 4 items, expected 2 to 3"), message);
    }
}
