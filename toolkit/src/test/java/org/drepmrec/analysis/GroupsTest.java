package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Metrics;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Eight users; user u has bought items 0 to u in training and item 9, or 10 if u is odd, in the test split. */
class GroupsTest {

    private static final int USERS = 8;
    private static final int ITEMS = 12;
    private static final MultimodalDataset DATA = data();
    /** One finds item 9 and the other item 10, and both nothing else, within the first. */
    private static final Evaluation FINDS_9 = evaluation(9);

    private static final Evaluation FINDS_10 = evaluation(10);

    private static MultimodalDataset data() {
        List<int[]> train = new ArrayList<>();
        int[][] test = new int[USERS][];
        for (int u = 0; u < USERS; u++) {
            for (int i = 0; i <= u; i++) {
                train.add(new int[] {u, i});
            }
            test[u] = new int[] {u, 9 + u % 2};
        }
        return MultimodalDataset.builder("shop", USERS, ITEMS)
                .train(Tiny.pairs(USERS, ITEMS, train.toArray(int[][]::new)))
                .validation(Tiny.pairs(USERS, ITEMS))
                .test(Tiny.pairs(USERS, ITEMS, test))
                .build();
    }

    private static Evaluation evaluation(int item) {
        float[] users = new float[USERS];
        java.util.Arrays.fill(users, 1);
        float[] items = new float[ITEMS];
        items[item] = 1;
        return Evaluator.builder(DATA).cutoffs(1).keepTopItems().build().evaluate(new DotScorer(1, users, items));
    }

    @Test
    void groupsAreOfAsManyUsersEach() {
        Table three = Groups.byPurchases(DATA, 3).compare(FINDS_9, FINDS_10, Metrics.RECALL, 1);
        assertEquals(List.of(2, 3, 3), three.intColumn("users").asList());
        assertEquals(
                List.of("1 to 2", "3 to 5", "6 to 8"),
                three.stringColumn("purchases").asList());
        // users 2, 3, 4: item 9 is right for two of them
        assertEquals(2 / 3d, three.doubleColumn("a").get(1), 1e-12);
        assertEquals(1 / 3d, three.doubleColumn("b").get(1), 1e-12);
        assertEquals(2, three.intColumn("gain").get(1));
        assertEquals(1, three.intColumn("lose").get(1));
        assertEquals(1 / 3d, three.doubleColumn("a - b").get(1), 1e-12);
    }

    /** Three users with one purchase, three with two and one with five: no group may part users who are alike. */
    @Test
    void usersWithAsManyPurchasesAreInOneGroup() {
        int[] purchases = {2, 1, 5, 1, 2, 1, 2};
        List<int[]> train = new ArrayList<>();
        int[][] test = new int[purchases.length][];
        for (int u = 0; u < purchases.length; u++) {
            for (int i = 0; i < purchases[u]; i++) {
                train.add(new int[] {u, i});
            }
            test[u] = new int[] {u, 9};
        }
        MultimodalDataset data = MultimodalDataset.builder("alike", purchases.length, ITEMS)
                .train(Tiny.pairs(purchases.length, ITEMS, train.toArray(int[][]::new)))
                .validation(Tiny.pairs(purchases.length, ITEMS))
                .test(Tiny.pairs(purchases.length, ITEMS, test))
                .build();
        Evaluation any = Evaluator.builder(data)
                .cutoffs(1)
                .build()
                .evaluate(new DotScorer(1, new float[purchases.length], new float[ITEMS]));
        for (int asked = 2; asked <= 3; asked++) {
            Table groups = Groups.byPurchases(data, asked).compare(any, any, Metrics.RECALL, 1);
            assertEquals(
                    List.of("1", "2 to 5"), groups.stringColumn("purchases").asList());
            assertEquals(List.of(3, 4), groups.intColumn("users").asList());
        }
    }

    @Test
    void pValuesAreCorrectedForTheGroups() {
        Table two = Groups.byPurchases(DATA, 2).compare(FINDS_9, FINDS_10, Metrics.RECALL, 1);
        Table one = Groups.byPurchases(DATA, 1).compare(FINDS_9, FINDS_10, Metrics.RECALL, 1);
        assertEquals(USERS, one.intColumn("users").get(0));
        assertEquals(0, one.doubleColumn("a - b").get(0), 1e-12);
        double[] raw = {
            Significance.test(new double[] {1, 0, 1, 0}, new double[] {0, 1, 0, 1})
                    .tP(),
            1
        };
        assertTrue(two.doubleColumn("p (t-test, Holm)").get(0) >= raw[0]);
    }

    @Test
    void whatCannotBeGroupedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Groups.byPurchases(DATA, 0));
        assertThrows(IllegalArgumentException.class, () -> Groups.byPurchases(DATA, 5)
                .compare(FINDS_9, FINDS_10, Metrics.RECALL, 1));
        assertThrows(IllegalArgumentException.class, () -> ItemGroups.byPopularity(DATA, 5, 2));
        assertThrows(IllegalArgumentException.class, () -> ItemGroups.byPopularity(DATA));
    }

    /** Items 9 and 10 were never bought, so all eight test interactions fall into the first group. */
    @Test
    void heldOutInteractionsAreGroupedByTheirItem() {
        ItemGroups groups = ItemGroups.byPopularity(DATA, 0, 4);
        assertEquals(List.of("0", "1 to 4", "more than 4"), groups.names());
        Table found = groups.found(Map.of("nine", FINDS_9));
        assertEquals(List.of(8, 0, 0), found.intColumn("held out").asList());
        assertEquals(0.5, found.doubleColumn("nine").get(0));
        assertTrue(found.doubleColumn("nine").isMissing(1));
        assertEquals(1, groups.chart(Map.of("nine", FINDS_9)).series().size());
    }

    /** Item 9 suits the users with an even number; the others find nothing, and the one with most purchases stands first. */
    @Test
    void usersForWhomNothingIsFoundAreListedByPurchases() {
        Table missed = Misses.of(DATA, FINDS_9).users();
        assertEquals(List.of(7, 5, 3, 1), missed.intColumn("user").asList());
        assertEquals(List.of(8, 6, 4, 2), missed.intColumn("purchases").asList());
        Evaluation without =
                Evaluator.builder(DATA).build().evaluate(new DotScorer(1, new float[USERS], new float[ITEMS]));
        assertThrows(IllegalStateException.class, () -> Misses.of(DATA, without));
    }

    /** By its picture item 9 is like what everybody has and item 10 is not: of two that nobody bought likeness decides. */
    @Test
    void whatTellsFoundFromMissedIsNamed() {
        float[] pictures = new float[2 * ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            pictures[2 * i + (i == 10 ? 1 : 0)] = 1;
        }
        MultimodalDataset seen = MultimodalDataset.builder("shop", USERS, ITEMS)
                .train(DATA.train())
                .validation(DATA.validation())
                .test(DATA.test())
                .features(Modality.VISUAL, new Features(ITEMS, 2, pictures))
                .build();
        String alike = Misses.of(seen, FINDS_9).reason(Modality.VISUAL).toString();
        assertTrue(alike.contains("likeness decides more") && alike.contains("+0.00 more popular"), alike);
        String unlike = Misses.of(seen, FINDS_10).reason(Modality.VISUAL).toString();
        assertTrue(unlike.startsWith("Found interactions are -"), unlike);
    }

    @Test
    void aLeadMustBeGreaterThanItsError() {
        Map<String, Evaluation> both = Map.of("nine", FINDS_9, "ten", FINDS_10);
        ItemGroups groups = ItemGroups.byPopularity(DATA, 0);
        assertEquals(
                List.of("Bought 0 times: nine 0.500, ten 0.500, neither is ahead by more than chance."),
                groups.compare(both, "nine", "ten").sentences());
        Map<String, Evaluation> clear = Map.of("nine", FINDS_9, "nothing", evaluation(11));
        assertEquals(
                List.of("Bought 0 times: nothing 0.000, nine 0.500, nine is ahead."),
                groups.compare(clear, "nothing", "nine").sentences());
    }
}
