package org.drepmrec.data.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Split;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitRuleTest {

    private static final int USERS = 40;
    private static final int ITEMS = 30;

    /** 600 distinct pairs, moments of 1 to 50 seconds, so that many share one. */
    private static Observed pairs(long seed) {
        Random random = new Random(seed);
        int[] cell = IntStream.generate(() -> random.nextInt(USERS * ITEMS))
                .distinct()
                .limit(600)
                .toArray();
        InteractionLog log = InteractionLog.unlabeled(
                USERS,
                ITEMS,
                Arrays.stream(cell).map(c -> c / ITEMS).toArray(),
                Arrays.stream(cell).map(c -> c % ITEMS).toArray());
        long[] times = random.longs(600, 1, 51).map(t -> t * 1000).toArray();
        return new Observed("orders", log, times, null);
    }

    private static Observed untimed(Observed pairs) {
        return new Observed(pairs.name(), pairs.log(), null, null);
    }

    private static IntStream of(InteractionLog log, Split split) {
        return IntStream.range(0, log.size()).filter(k -> log.split(k) == split);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aCutByTimeLeavesNoPairOfAPartAtOrAfterOneOfTheNext(long seed) {
        Observed pairs = pairs(seed);
        InteractionLog log = SplitRule.byTime(0.8, 0.1).apply(pairs);
        long[] first = new long[3];
        long[] last = new long[3];
        for (Split split : Split.values()) {
            first[split.label()] =
                    of(log, split).mapToLong(k -> pairs.times()[k]).min().orElseThrow();
            last[split.label()] =
                    of(log, split).mapToLong(k -> pairs.times()[k]).max().orElseThrow();
        }
        assertTrue(last[0] < first[1] && last[1] < first[2], () -> Arrays.toString(first) + Arrays.toString(last));
        assertEquals(480.0, (double) of(log, Split.TRAIN).count(), 20, "four fifths up to those that share a moment");
        assertEquals(60.0, (double) of(log, Split.VALIDATION).count(), 25);
        String remark = SplitRemarks.of(SplitRule.byTime(0.8, 0.1), pairs, log).get(0);
        assertTrue(remark.startsWith("orders: cut by time, training 1970-01-01T00:00:01Z to "), remark);
    }

    @Test
    void aCutByTimeWithoutTimesOrAtOneMomentIsRefused() {
        Observed pairs = pairs(1);
        assertEquals(
                "orders: no times, expected a time for each interaction, to split by time; name their column: time(...)",
                assertThrows(DataException.class, () -> SplitRule.byTime(0.8, 0.1)
                                .apply(untimed(pairs)))
                        .getMessage());
        Observed atOnce = new Observed("orders", pairs.log(), new long[600], null);
        assertEquals(
                "orders: 0 interactions for training, 0 for validation and 600 for test, expected some for each; too many"
                        + " share a moment, or they are too few; choose other shares or another split",
                assertThrows(DataException.class, () -> SplitRule.byTime(0.8, 0.1)
                                .apply(atOnce))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> SplitRule.byTime(0.9, 0.1));
        assertThrows(IllegalArgumentException.class, () -> SplitRule.byTime(0.9, 0));
    }

    @Test
    void theLastPairOfEachUserIsForTestAndTheOneBeforeForValidation() {
        InteractionLog log = InteractionLog.unlabeled(2, 4, new int[] {0, 0, 0, 0, 1, 1}, new int[] {0, 1, 2, 3, 0, 1});
        Observed pairs = new Observed("orders", log, new long[] {40, 10, 30, 20, 50, 60}, null);
        InteractionLog labeled = SplitRule.leaveLastOut().apply(pairs);
        assertEquals(
                List.of(Split.TEST, Split.TRAIN, Split.VALIDATION, Split.TRAIN, Split.TRAIN, Split.TRAIN),
                IntStream.range(0, 6).mapToObj(labeled::split).toList());
        assertEquals(
                List.of(
                        "orders: of 2 held-out interactions, 0 are of users and 1 of items that training has never seen;"
                                + " they are measured separately",
                        "orders: training knows the future: of 2 held-out interactions, 0 are older than a training"
                                + " interaction of the same user and 2 are no later than the last one of anyone; split by time to"
                                + " predict what comes"),
                SplitRemarks.of(SplitRule.leaveLastOut(), pairs, labeled));
    }

    @Test
    void ofOneMomentTheLargerItemIsTheLater() {
        InteractionLog log = InteractionLog.unlabeled(1, 3, new int[3], new int[] {2, 0, 1});
        InteractionLog labeled = SplitRule.leaveLastOut().apply(new Observed("orders", log, new long[3], null));
        assertEquals(Split.TEST, labeled.split(0));
        assertEquals(Split.VALIDATION, labeled.split(2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hiddenNodesHaveAllTheirPairsInOnePart(boolean users) {
        Observed pairs = untimed(pairs(5));
        InteractionLog log = (users ? SplitRule.coldUsers(0.2, 7) : SplitRule.coldItems(0.2, 7)).apply(pairs);
        int n = users ? USERS : ITEMS;
        boolean[][] in = new boolean[3][n];
        for (int k = 0; k < log.size(); k++) {
            in[log.split(k).label()][users ? log.user(k) : log.item(k)] = true;
        }
        long cold = IntStream.range(0, n).filter(x -> !in[0][x]).count();
        assertEquals(n / 5, cold);
        assertEquals(
                cold / 2,
                IntStream.range(0, n)
                        .filter(x -> !in[0][x] && in[1][x] && !in[2][x])
                        .count());
        assertEquals(
                cold / 2,
                IntStream.range(0, n)
                        .filter(x -> !in[0][x] && in[2][x] && !in[1][x])
                        .count());
        String remark = SplitRemarks.of(SplitRule.coldItems(0.2, 7), pairs, log).get(0);
        assertTrue(
                remark.matches("orders: of \\d+ held-out interactions, \\d+ are of users and \\d+ of items .*"),
                remark);
        assertEquals(log.toString(), SplitRule.coldItems(0.2, 7).apply(pairs).toString());
    }

    @Test
    void aColumnDecides() {
        assertEquals(Split.VALIDATION, SplitRule.part("Dev").orElseThrow());
        assertTrue(SplitRule.part("later").isEmpty());
        InteractionLog log = InteractionLog.unlabeled(1, 3, new int[3], new int[] {0, 1, 2});
        Split[] given = {Split.TEST, Split.TRAIN, Split.VALIDATION};
        InteractionLog labeled = SplitRule.byColumn("part").apply(new Observed("orders", log, null, given));
        assertEquals(
                List.of(given), IntStream.range(0, 3).mapToObj(labeled::split).toList());
        Split[] noTest = {Split.TRAIN, Split.TRAIN, Split.VALIDATION};
        assertEquals(
                "orders: 2 interactions for training, 1 for validation and 0 for test, expected some for each; give some"
                        + " interactions to each part",
                assertThrows(DataException.class, () -> SplitRule.byColumn("part")
                                .apply(new Observed("orders", log, null, noTest)))
                        .getMessage());
    }

    @Test
    void aRandomSplitSaysHowMuchOfTheFutureTrainingKnows() {
        InteractionLog log = InteractionLog.labeled(1, 3, new int[3], new int[] {0, 1, 2}, new byte[] {0, 1, 2});
        assertEquals(
                List.of(
                        "orders: of 2 held-out interactions, 0 are of users and 2 of items that training has never seen;"
                                + " they are measured separately",
                        "orders: training knows the future: of 2 held-out interactions, 1 are older than a training"
                                + " interaction of the same user and 1 are no later than the last one of anyone; split by"
                                + " time to predict what comes"),
                SplitRemarks.of(SplitRule.random(1), new Observed("orders", log, new long[] {20, 10, 30}, null), log));
        assertEquals(List.of(), SplitRemarks.of(SplitRule.random(1), new Observed("orders", log, null, null), log));
    }
}
