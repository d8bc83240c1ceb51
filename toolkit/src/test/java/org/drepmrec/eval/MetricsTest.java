package org.drepmrec.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.junit.jupiter.api.Test;

/** Four users and six items, of which users 0 to 3 have 0, users 0 and 1 have 1, user 0 has 2; nobody has 3, 4 and 5. */
class MetricsTest {

    private static final double EPS = 1e-12;
    private static final int[][] TRAIN = {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {0, 1}, {1, 1}, {0, 2}};
    private static final int[][] TEST = {{0, 3}, {1, 2}, {2, 1}, {2, 5}};
    private static final MultimodalDataset BARE = Shops.of(4, 6, TRAIN, new int[0][], TEST);
    private static final MultimodalDataset DATA = MultimodalDataset.builder("shop", 4, 6)
            .train(BARE.train())
            .validation(BARE.validation())
            .test(BARE.test())
            .features(Modality.VISUAL, new Features(6, 2, new float[] {3, 0, 0, 5, 2, 0, 0, 0, 1, 1, -4, 0}))
            .features(Modality.TEXTUAL, new Features(6, 1, new float[] {1, 1, 1, 1, 1, 1}))
            .build();
    private static final ItemStatistics STATISTICS = new ItemStatistics(DATA);

    private static RankedList list(int k, int... ranked) {
        return RankedList.of(STATISTICS, 0, k, ranked, 3);
    }

    private static RankedLists lists(RankedList... lists) {
        return new RankedLists(List.of(lists));
    }

    @Test
    void coverageIsTheShareOfItemsInAnyList() {
        assertEquals(3 / 6d, Metrics.COVERAGE.value(lists(list(2, 0, 1, 5), list(2, 1, 2))), EPS);
        assertEquals(1, Metrics.COVERAGE.value(lists(list(6, 0, 1, 2, 3, 4, 5))), EPS);
    }

    @Test
    void giniIsZeroForEqualAndOneForSingleExposure() {
        assertEquals(0, Metrics.GINI.value(lists(list(3, 0, 1, 2), list(3, 5, 4, 3))), EPS);
        assertEquals(1, Metrics.GINI.value(lists(list(1, 2), list(1, 2))), EPS);
        // Exposures 0 0 0 1 1 2 of 4: weights 2j - 7 are -5 -3 -1 1 3 5, (1 + 3 + 2 * 5) / 4 / 5.
        assertEquals(14 / 20d, Metrics.GINI.value(lists(list(2, 0, 1), list(2, 1, 2))), EPS);
    }

    @Test
    void noveltyIsTheMeanSelfInformationInBits() {
        // log2(4/4) = 0, log2(4/2) = 1, log2(4/1) = 2, and an item that nobody has counts as one with a single user.
        assertEquals((0 + 1 + 2) / 3d, Metrics.NOVELTY.value(list(3, 0, 1, 2, 3)), EPS);
        assertEquals((0 + 2) / 2d, Metrics.NOVELTY.value(list(2, 0, 5)), EPS);
    }

    @Test
    void popularityIsTheMeanNumberOfTrainingInteractions() {
        assertEquals((4 + 2 + 1) / 3d, Metrics.POPULARITY.value(list(3, 0, 1, 2, 3)), EPS);
        assertEquals((4 + 0) / 2d, Metrics.POPULARITY.value(list(10, 0, 4)), EPS, "a short list divides by its length");
    }

    @Test
    void theLongTailIsAllButTheMostPopularFifth() {
        // The head has ceil(6 / 5) = 2 items, 0 and 1.
        assertEquals(2 / 4d, Metrics.LONG_TAIL.value(list(4, 0, 1, 2, 3)), EPS);
        // Of equally popular items the first are the head.
        ItemStatistics even = new ItemStatistics(Shops.of(1, 6, new int[0][], new int[0][], new int[0][]));
        assertEquals(2 / 3d, Metrics.LONG_TAIL.value(RankedList.of(even, 0, 3, new int[] {5, 1, 2}, 0)), EPS);
    }

    @Test
    void diversityIsOneMinusTheMeanCosineOfPairs() {
        // Directions 0: (1, 0), 1: (0, 1), 2: (1, 0), 5: (-1, 0), 4: (1, 1) / sqrt 2.
        UserMetric visual = Metrics.diversity(Modality.VISUAL);
        assertEquals(1 - 0, visual.value(list(2, 0, 1)), EPS);
        assertEquals(1 - 1, visual.value(list(2, 0, 2)), EPS);
        assertEquals(1 - -1, visual.value(list(2, 0, 5)), EPS);
        double half = 1 / Math.sqrt(2);
        assertEquals(1 - (0 + half + half) / 3, visual.value(list(3, 0, 1, 4)), EPS);
        assertEquals(1 - (1 + 0 + 0) / 3d, visual.value(list(3, 0, 2, 3)), EPS, "item 3 has no features: cosine 0");
        assertEquals(0, visual.value(list(1, 0)), "a list of one item");
    }

    @Test
    void diversityOfAllModalitiesIsTheirMean() {
        // All texts are alike.
        assertEquals((1 + 0) / 2d, Metrics.DIVERSITY.value(list(2, 0, 1)), EPS);
        assertEquals("Diversity(visual)@10", Metrics.diversity(Modality.VISUAL).label(10));
    }

    @Test
    void diversityWithoutFeaturesIsRefused() {
        Evaluator all = Evaluator.builder(BARE).metrics(Metrics.DIVERSITY).build();
        Scorer scorer = Shops.table(Shops.scores(4, 6, 10, 1));
        var e = assertThrows(IllegalArgumentException.class, () -> all.evaluate(scorer));
        assertTrue(e.getMessage().contains("shop has no features, expected at least one modality"), e.getMessage());
        Evaluator acoustic = Evaluator.builder(DATA)
                .metrics(Metrics.diversity(Modality.of("acoustic")))
                .build();
        e = assertThrows(IllegalArgumentException.class, () -> acoustic.evaluate(scorer));
        assertTrue(e.getMessage().contains("modality acoustic is not in shop"), e.getMessage());
    }

    @Test
    void anEvaluationMeasuresListsOfUsersAndAllListsTogether() {
        UserMetric first = Metric.perUser("FirstHit", list -> list.hit(0) ? 1 : 0);
        OverallMetric lists = Metric.overall("Lists", RankedLists::size);
        // Training items masked, users 0 to 2 rank 3 4 | 2 3 | 1 2.
        Scorer scorer = Shops.table(
                new float[] {9, 9, 9, 3, 2, 1},
                new float[] {9, 9, 3, 2, 1, 0},
                new float[] {9, 3, 2, 1, 0, 0},
                new float[6]);
        Evaluation found = Evaluator.builder(DATA)
                .metrics(Metrics.RECALL, Metrics.COVERAGE, first, lists, Metrics.NOVELTY)
                .cutoffs(1, 2)
                .build()
                .evaluate(scorer);
        assertEquals(
                List.of(
                        "Recall@1",
                        "Recall@2",
                        "Coverage@1",
                        "Coverage@2",
                        "FirstHit@1",
                        "FirstHit@2",
                        "Lists@1",
                        "Lists@2",
                        "Novelty@1",
                        "Novelty@2"),
                List.copyOf(found.asMap().keySet()));
        assertEquals((1 + 1 + 1 / 2d) / 3, found.get(Metrics.RECALL, 2), EPS);
        assertEquals(3 / 6d, found.get(Metrics.COVERAGE, 1), EPS);
        assertEquals(4 / 6d, found.get(Metrics.COVERAGE, 2), EPS);
        assertEquals(1, found.get(first, 1));
        assertEquals(3, found.get(lists, 2));
        assertArrayEquals(new double[] {2, (2 + 2) / 2d, (1 + 2) / 2d}, found.perUser(Metrics.NOVELTY, 2), EPS);
        Map<String, double[]> perUser = found.perUser();
        assertEquals(
                Set.of("Recall@1", "Recall@2", "FirstHit@1", "FirstHit@2", "Novelty@1", "Novelty@2"), perUser.keySet());
        assertThrows(IllegalStateException.class, () -> found.topItems(0), "lists are kept for their metrics only");
    }

    @Test
    void metricsOfOneLabelAreRefused() {
        Evaluator.Builder builder =
                Evaluator.builder(DATA).metrics(Metrics.RECALL, Metric.perUser("Recall", list -> 0));
        var e = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(e.getMessage().contains("[Recall, Recall], expected a label of its own for each"), e.getMessage());
    }

    @Test
    void aListShowsItsItemsDownToTheCutoff() {
        RankedList list = RankedList.of(STATISTICS, 2, 2, new int[] {5, 0, 3}, 5, 1);
        assertEquals(2, list.size());
        assertArrayEquals(new int[] {5, 0}, list.items());
        assertArrayEquals(new int[] {1, 5}, list.relevant());
        assertTrue(list.hit(0));
        assertThrows(IndexOutOfBoundsException.class, () -> list.item(2));
        assertEquals("user 2: [5, 0]", list.toString());
        assertEquals("1 lists, 2 items", lists(list).toString());
        assertThrows(IllegalArgumentException.class, () -> lists());
    }
}
