package org.drepmrec.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TopItemsTest {

    private final Scorer scorer = Shops.table(
            new float[] {0.5f, 2, -1, 2, 7}, new float[] {Float.NEGATIVE_INFINITY, -3, Float.POSITIVE_INFINITY, 0, -3});

    @Test
    void rankOrdersByScoreThenByItem() {
        TopItems top = TopItems.rank(scorer, 0, 3);
        assertArrayEquals(new int[] {4, 1, 3}, top.items());
        assertArrayEquals(new float[] {7, 2, 2}, top.scores());
        assertEquals("user 0: 4 (7.0), 1 (2.0), 3 (2.0)", top.toString());
    }

    @Test
    void infiniteAndNegativeScoresRankLikeOthers() {
        assertArrayEquals(new int[] {2, 3, 1, 4, 0}, TopItems.rank(scorer, 1, 5).items());
    }

    @Test
    void excludedItemsLeaveInAnyOrderAndRepeated() {
        assertArrayEquals(
                new int[] {3, 0, 2}, TopItems.rank(scorer, 0, 10, 4, 1, 4).items());
        assertEquals(0, TopItems.rank(scorer, 0, 10, 0, 1, 2, 3, 4).size());
    }

    @Test
    void unknownUsersAndItemsAndNaNAreRefused() {
        assertRefused(2, 1, "user 2 is unknown, expected 0 to 1");
        assertRefused(-1, 1, "user -1 is unknown");
        assertRefused(0, 0, "found 0, expected at least 1");
        assertRefused(0, 1, "excluded item 5 is unknown, expected 0 to 4", 5, 0);
        assertRefused(0, 1, "excluded item -2 is unknown", 1, -2);
        var e = assertThrows(
                IllegalArgumentException.class, () -> TopItems.rank(Shops.table(new float[] {1, Float.NaN}), 0, 1));
        assertTrue(e.getMessage().startsWith("score of user 0 for item 1: found NaN"), e.getMessage());
    }

    private void assertRefused(int user, int k, String message, int... excluded) {
        var e = assertThrows(IllegalArgumentException.class, () -> TopItems.rank(scorer, user, k, excluded));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
