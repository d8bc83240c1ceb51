package org.drepmrec.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InteractionsTest {

    @Test
    void laterChangesOfTheArraysDoNotReachIt() {
        int[] users = {0, 1};
        int[] items = {2, 0};
        Interactions pairs = new Interactions(2, 3, users, items);
        users[0] = 1;
        items[0] = 1;
        pairs.itemsOf(0)[0] = 1;
        assertEquals(0, pairs.user(0));
        assertEquals(2, pairs.item(0));
        assertArrayEquals(new int[] {2}, pairs.itemsOf(0));
    }

    @Test
    void pairsStandByUserAndItemInWhateverOrderTheyCame() {
        Interactions pairs = new Interactions(3, 4, new int[] {2, 0, 2, 0}, new int[] {1, 3, 0, 2});
        assertArrayEquals(
                new int[] {0, 0, 2, 2}, IntStream.range(0, 4).map(pairs::user).toArray());
        assertArrayEquals(
                new int[] {2, 3, 0, 1}, IntStream.range(0, 4).map(pairs::item).toArray());
    }
}
