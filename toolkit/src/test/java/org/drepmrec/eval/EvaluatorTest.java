package org.drepmrec.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

    private static final int[] CUTOFFS = {1, 3, 10, 37, 500};

    @ParameterizedTest
    @CsvSource({
        "TEST, TRAIN, 1000000",
        "TEST, TRAIN_AND_VALIDATION, 1000000",
        "TEST, NONE, 1000000",
        "VALIDATION, TRAIN, 1000000",
        "TRAIN, NONE, 1000000",
        "TEST, TRAIN, 12",
        "TEST, TRAIN, 2"
    })
    void everyMetricEqualsSortingAllItems(Split split, Mask mask, int levels) {
        MultimodalDataset data = Shops.random(600, 73, 5, .1, .02, .03);
        float[][] scores = Shops.scores(600, 73, levels, 6);
        Evaluation found = Evaluator.builder(data)
                .split(split)
                .mask(mask)
                .metrics(Accuracy.values())
                .cutoffs(CUTOFFS)
                .keepTopItems()
                .build()
                .evaluate(Shops.table(scores));
        int index = 0;
        for (int u = 0; u < data.users(); u++) {
            Set<Integer> relevant = BruteForce.relevant(data, split, u);
            if (relevant.isEmpty()) {
                continue;
            }
            List<Integer> ranking = BruteForce.ranking(data, scores[u], u, mask);
            assertEquals(u, found.users()[index]);
            assertEquals(ranking, Arrays.stream(found.topItems(u)).boxed().toList());
            for (Accuracy metric : Accuracy.values()) {
                for (int k : CUTOFFS) {
                    assertEquals(
                            BruteForce.value(metric, ranking, relevant, k), found.perUser(metric, k)[index], 1e-12);
                }
            }
            index++;
        }
        assertEquals(index, found.users().length);
        assertTrue(index < data.users() || split == Split.TRAIN, "some user should lack the split");
    }

    @Test
    void anyNumberOfThreadsGivesTheSameNumbers() {
        MultimodalDataset data = Shops.random(1500, 40, 7, .2, .05, .05);
        Scorer scorer = Shops.table(Shops.scores(1500, 40, 5, 8));
        Evaluator evaluator = Evaluator.builder(data).keepTopItems().build();
        List<Evaluation> results = new ArrayList<>();
        for (int threads : new int[] {1, 2, 5}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            results.add(pool.submit(() -> evaluator.evaluate(scorer)).join());
            pool.shutdown();
        }
        for (Evaluation result : results) {
            assertEquals(results.get(0).asMap(), result.asMap());
            assertArrayEquals(
                    results.get(0).perUser(Metrics.NDCG, 20), result.perUser(Metrics.NDCG, 20), "per-user values");
            assertArrayEquals(results.get(0).topItems(result.users()[3]), result.topItems(result.users()[3]));
        }
    }

    @Test
    void equalScoresRankInTheOrderOfItems() {
        MultimodalDataset data = Shops.of(1, 4, new int[][] {{0, 0}}, new int[0][], new int[][] {{0, 2}});
        Evaluation found = Evaluator.builder(data)
                .cutoffs(1, 2)
                .keepTopItems()
                .build()
                .evaluate(Shops.table(new float[] {0f, -0f, 0f, -0f}));
        assertArrayEquals(new int[] {1, 2}, found.topItems(0));
        assertEquals(0, found.get(Metrics.RECALL, 1));
        assertEquals(1, found.get(Metrics.RECALL, 2));
    }

    @Test
    void onlyUsersOfTheSplitAreAveraged() {
        MultimodalDataset data = Shops.of(
                3, 3, new int[][] {{0, 0}, {1, 0}, {2, 0}}, new int[][] {{0, 1}}, new int[][] {{0, 2}, {2, 1}});
        Scorer scorer = Shops.table(new float[] {9, 1, 2}, new float[] {9, 2, 1}, new float[] {9, 1, 2});
        Evaluation test = Evaluator.builder(data).cutoffs(1).build().evaluate(scorer);
        assertArrayEquals(new int[] {0, 2}, test.users());
        assertEquals((1 + 0) / 2d, test.get(Metrics.RECALL, 1));
        Evaluation validation = Evaluator.builder(data)
                .split(Split.VALIDATION)
                .cutoffs(1)
                .build()
                .evaluate(scorer);
        assertArrayEquals(new int[] {0}, validation.users());
        assertEquals(0 / 1d, validation.get(Metrics.RECALL, 1));
    }

    @Test
    void itemsWithoutTrainingRowsStayCandidatesAndTargets() {
        MultimodalDataset data = Shops.of(1, 4, new int[][] {{0, 0}}, new int[0][], new int[][] {{0, 1}});
        Evaluation found =
                Evaluator.builder(data).cutoffs(1, 2).build().evaluate(Shops.table(new float[] {9, 2, 1, 3}));
        assertEquals(0, found.get(Metrics.RECALL, 1), "item 3 has no row at all and still ranks first");
        assertEquals(1, found.get(Metrics.RECALL, 2), "item 1 has no training row and is found");
    }

    @Test
    void validationItemsCompeteAtTestTimeUnlessMasked() {
        MultimodalDataset data = Shops.of(1, 4, new int[][] {{0, 0}}, new int[][] {{0, 1}}, new int[][] {{0, 2}});
        Scorer scorer = Shops.table(new float[] {4, 3, 2, 1});
        Evaluator.Builder builder = Evaluator.builder(data).cutoffs(1);
        assertEquals(0, builder.build().evaluate(scorer).get(Metrics.RECALL, 1));
        assertEquals(
                1,
                builder.mask(Mask.TRAIN_AND_VALIDATION).build().evaluate(scorer).get(Metrics.RECALL, 1));
    }

    @Test
    void aCutoffAboveTheNumberOfItemsRanksAllThatAreNotMasked() {
        MultimodalDataset data = Shops.of(1, 3, new int[][] {{0, 1}}, new int[0][], new int[][] {{0, 0}, {0, 2}});
        Evaluation found = Evaluator.builder(data)
                .metrics(Metrics.RECALL, Metrics.PRECISION)
                .cutoffs(5)
                .keepTopItems()
                .build()
                .evaluate(Shops.table(new float[] {1, 2, Float.NEGATIVE_INFINITY}));
        assertArrayEquals(new int[] {0, 2}, found.topItems(0));
        assertEquals(2 / 2d, found.get(Metrics.RECALL, 5));
        assertEquals(2 / 5d, found.get(Metrics.PRECISION, 5));
    }

    @Test
    void theFirstNanIsNamedWhicheverThreadMeetsOneFirst() {
        MultimodalDataset data = Shops.random(2000, 30, 9, .2, .1, .5);
        float[][] scores = Shops.scores(2000, 30, 100, 10);
        int[] unseen = new int[2000];
        for (int u : new int[] {1999, 1200, 701, 702}) {
            while (data.train().matrix().contains(u, unseen[u])) {
                unseen[u]++;
            }
            scores[u][unseen[u]] = Float.NaN;
        }
        Evaluator evaluator = Evaluator.builder(data).build();
        var e = assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(Shops.table(scores)));
        assertTrue(
                e.getMessage().startsWith("score of user 701 for item " + unseen[701] + ": found NaN"), e.getMessage());
    }

    @Test
    void meansAreTheAverageOfTheUsers() {
        MultimodalDataset data = Shops.random(200, 50, 11, .1, .05, .05);
        Evaluation found = Evaluator.builder(data)
                .metrics(Accuracy.values())
                .build()
                .evaluate(Shops.table(Shops.scores(200, 50, 1000, 12)));
        for (Accuracy metric : Accuracy.values()) {
            double[] users = found.perUser(metric, 10);
            assertEquals(Arrays.stream(users).sum() / users.length, found.get(metric, 10), 1e-12);
            assertEquals(found.get(metric, 10), found.asMap().get(metric.label(10)));
        }
    }

    @Test
    void aMaskThatHidesTheTargetsIsRefused() {
        MultimodalDataset data = Shops.random(20, 20, 13, .1, .1, .1);
        assertRefused(Evaluator.builder(data).split(Split.TRAIN), "mask TRAIN hides every TRAIN item");
        assertRefused(
                Evaluator.builder(data).split(Split.VALIDATION).mask(Mask.TRAIN_AND_VALIDATION),
                "mask TRAIN_AND_VALIDATION hides every VALIDATION item");
    }

    @Test
    void emptySplitsCutoffsAndMetricsAreRefused() {
        MultimodalDataset data = Shops.of(1, 2, new int[][] {{0, 0}}, new int[0][], new int[][] {{0, 1}});
        assertRefused(Evaluator.builder(data).split(Split.VALIDATION), "shop has 0 interactions in its VALIDATION");
        assertRefused(Evaluator.builder(data).cutoffs(10, 0), "cut-offs [10, 0]");
        int[] many = IntStream.rangeClosed(1, 101).toArray();
        assertRefused(
                Evaluator.builder(data).cutoffs(many), "at cut-offs 101, expected at least one of each, at most 100");
        assertRefused(Evaluator.builder(data).cutoffs(), "at least one");
        assertRefused(Evaluator.builder(data).metrics(), "at least one");
    }

    @Test
    void aScorerOfAnotherSizeIsRefused() {
        MultimodalDataset data = Shops.of(1, 2, new int[][] {{0, 0}}, new int[0][], new int[][] {{0, 1}});
        Evaluator evaluator = Evaluator.builder(data).build();
        var e = assertThrows(
                IllegalArgumentException.class, () -> evaluator.evaluate(Shops.table(new float[] {1, 2, 3})));
        assertTrue(e.getMessage().startsWith("scorer: 1 users and 3 items, expected 1 and 2 of shop"), e.getMessage());
    }

    private static void assertRefused(Evaluator.Builder builder, String message) {
        var e = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
