package org.drepmrec.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;

class KCoreTest {

    /** Users 1, 2 and items 1, 3 know each other; user 0 hangs on item 1, and item 0 on user 3, who hangs on item 0. */
    private static InteractionLog log() {
        int[] user = {0, 1, 1, 2, 2, 3, 3};
        int[] item = {1, 1, 3, 3, 1, 0, 3};
        return InteractionLog.unlabeled(4, 5, user, item);
    }

    @Test
    void filterGoesOnUntilNothingChanges() {
        KCore core = KCore.of(log(), 2);
        assertArrayEquals(new int[] {1, 2}, core.users());
        assertArrayEquals(new int[] {1, 3}, core.items());
        assertEquals(4, core.log().size());
        assertEquals(2, core.log().users());
        assertEquals(2, core.log().items());
    }

    @Test
    void rowsKeepTheirOrderUnderNewIds() {
        InteractionLog core = KCore.of(log(), 2).log();
        assertArrayEquals(
                new int[] {0, 0, 1, 1}, IntStream.range(0, 4).map(core::user).toArray());
        assertArrayEquals(
                new int[] {0, 1, 1, 0}, IntStream.range(0, 4).map(core::item).toArray());
    }

    @Test
    void oneCoreOnlyClosesTheGapsInIds() {
        KCore core = KCore.of(log(), 1);
        assertEquals(7, core.log().size());
        assertArrayEquals(new int[] {0, 1, 3}, core.items());
    }

    @Test
    void featuresFollowTheItems() {
        KCore core = KCore.of(log(), 2);
        Features features = core.select(new Features(5, 2, new float[] {0, 1, 10, 11, 20, 21, 30, 31, 40, 41}));
        assertArrayEquals(new float[] {10, 11, 30, 31}, features.values());
    }

    @Test
    void nothingLeftIsRefused() {
        DataException e = assertThrows(DataException.class, () -> KCore.of(log(), 3));
        assertEquals(
                "3-core: no interaction left of 7, expected users and items with at least 3 interactions among each "
                        + "other; choose a smaller core",
                e.getMessage());
    }

    @Test
    void everyoneInTheCoreHasEnoughAndNoLargerCoreExists() {
        Random random = new Random(3);
        int[] cell = random.ints(0, 60 * 40).distinct().limit(380).toArray();
        InteractionLog log = InteractionLog.unlabeled(
                60,
                40,
                IntStream.of(cell).map(c -> c / 40).toArray(),
                IntStream.of(cell).map(c -> c % 40).toArray());
        InteractionLog core = KCore.of(log, 5).log();
        assertTrue(IntStream.of(core.userDegrees()).min().orElseThrow() >= 5);
        assertTrue(IntStream.of(core.itemDegrees()).min().orElseThrow() >= 5);
        assertEquals(naiveCoreSize(log, 5), core.size());
        assertTrue(core.size() < log.size(), "the filter has something to do");
    }

    /** Drops one row at a time until all that remain have k at both ends. */
    private static int naiveCoreSize(InteractionLog log, int k) {
        boolean[] gone = new boolean[log.size()];
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int e = 0; e < gone.length; e++) {
                if (!gone[e] && (degree(log, gone, e, true) < k || degree(log, gone, e, false) < k)) {
                    gone[e] = true;
                    changed = true;
                }
            }
        }
        return (int) IntStream.range(0, gone.length).filter(e -> !gone[e]).count();
    }

    private static long degree(InteractionLog log, boolean[] gone, int of, boolean ofUser) {
        return IntStream.range(0, gone.length)
                .filter(e -> !gone[e] && (ofUser ? log.user(e) == log.user(of) : log.item(e) == log.item(of)))
                .count();
    }
}
