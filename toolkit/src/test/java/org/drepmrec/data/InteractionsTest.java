package org.drepmrec.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
