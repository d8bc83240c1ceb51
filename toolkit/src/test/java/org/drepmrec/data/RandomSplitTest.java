package org.drepmrec.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomSplitTest {

    /** User u has degree[u] items; the rows come in the order of the shuffle. */
    private static InteractionLog log(int[] degree, long shuffle) {
        List<int[]> rows = new ArrayList<>();
        for (int u = 0; u < degree.length; u++) {
            for (int i = 0; i < degree[u]; i++) {
                rows.add(new int[] {u, i});
            }
        }
        Collections.shuffle(rows, new Random(shuffle));
        return InteractionLog.unlabeled(
                degree.length,
                IntStream.of(degree).max().orElseThrow(),
                rows.stream().mapToInt(r -> r[0]).toArray(),
                rows.stream().mapToInt(r -> r[1]).toArray());
    }

    private static Map<String, Split> splits(InteractionLog log) {
        Map<String, Split> splits = new TreeMap<>();
        for (int k = 0; k < log.size(); k++) {
            splits.put(log.user(k) + " " + log.item(k), log.split(k));
        }
        return splits;
    }

    @ParameterizedTest
    @CsvSource({"1,1,0,0", "2,2,0,0", "3,1,1,1", "5,3,1,1", "9,7,1,1", "10,8,1,1", "15,12,1,2", "20,16,2,2", "25,20,2,3"
    })
    void everyUserIsSplitByTheRuleOfTheField(int n, int train, int validation, int test) {
        assertArrayEquals(new int[] {train, validation, test}, RandomSplit.sizes(n));
        InteractionLog split = RandomSplit.apply(log(new int[] {n, 3}, 0), 7);
        assertEquals(train + 1, split.interactions(Split.TRAIN).size());
        assertEquals(train, split.interactions(Split.TRAIN).itemsOf(0).length);
        assertEquals(validation, split.interactions(Split.VALIDATION).itemsOf(0).length);
        assertEquals(test, split.interactions(Split.TEST).itemsOf(0).length);
    }

    @Test
    void sameSeedSameSplitWhateverTheOrderOfRows() {
        int[] degree = {12, 5, 30};
        assertEquals(splits(RandomSplit.apply(log(degree, 1), 999)), splits(RandomSplit.apply(log(degree, 2), 999)));
    }

    @Test
    void anotherSeedGivesAnotherSplit() {
        int[] degree = {12, 5, 30};
        assertNotEquals(
                splits(RandomSplit.apply(log(degree, 1), 999)), splits(RandomSplit.apply(log(degree, 1), 1000)));
    }

    @Test
    void aUsersSplitDoesNotDependOnOtherUsers() {
        InteractionLog few = RandomSplit.apply(log(new int[] {12, 5}, 1), 999);
        InteractionLog many = RandomSplit.apply(log(new int[] {12, 5, 30, 8}, 1), 999);
        assertArrayEquals(
                few.interactions(Split.TEST).itemsOf(0),
                many.interactions(Split.TEST).itemsOf(0));
    }

    /** 2,000 users of 5 items: each item is the test item of about 400 of them, deviation 18. */
    @Test
    void everyItemIsEquallyLikelyToBeHeldOut() {
        int[] degree = new int[2000];
        Arrays.fill(degree, 5);
        Interactions test = RandomSplit.apply(log(degree, 0), 999).interactions(Split.TEST);
        double[] count = test.matrix().columnSums();
        for (double c : count) {
            assertEquals(400, c, 90);
        }
    }
}
