package org.drepmrec.graph.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.FeatureShops;
import org.drepmrec.sparse.DenseProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApproximateSearchTest {

    private static final int K = 10;

    /** Features around centers, some equal and some zero; users with three to seven items. */
    private static MultimodalDataset shop(int users, int items, int wide, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] user = new int[users * 5];
        int[] item = new int[user.length];
        for (int e = 0; e < user.length; e++) {
            user[e] = random.nextInt(users);
            item[e] = (int) (items * Math.pow(random.nextDouble(), 2));
        }
        boolean[] seen = new boolean[users * items];
        int size = 0;
        for (int e = 0; e < user.length; e++) {
            if (!seen[user[e] * items + item[e]]) {
                seen[user[e] * items + item[e]] = true;
                user[size] = user[e];
                item[size++] = item[e];
            }
        }
        int[] u = java.util.Arrays.copyOf(user, size);
        int[] i = java.util.Arrays.copyOf(item, size);
        return MultimodalDataset.builder("shop", users, items)
                .train(new Interactions(users, items, u, i))
                .validation(FeatureShops.pairs(users, items))
                .test(FeatureShops.pairs(users, items))
                .features(Modality.TEXTUAL, features(items, 24, random))
                .features(Modality.VISUAL, features(items, wide, random))
                .build();
    }

    private static Features features(int items, int d, SplittableRandom random) {
        float[] centers = new float[20 * d];
        for (int j = 0; j < centers.length; j++) {
            centers[j] = (float) random.nextGaussian();
        }
        float[] values = new float[items * d];
        for (int i = 0; i < items; i++) {
            int center = random.nextInt(20) * d;
            for (int j = 0; j < d && i % 97 != 3; j++) {
                values[i * d + j] = centers[center + j] + (float) random.nextGaussian();
            }
            if (i % 31 == 30) {
                System.arraycopy(values, (i - 7) * d, values, i * d, d);
            }
        }
        return new Features(items, d, values);
    }

    private static Similarity similarity(MultimodalDataset data) {
        return new Similarity(data, DenseProduct.JAVA, false, 0);
    }

    @ParameterizedTest
    @CsvSource({"true, ITEM", "false, ITEM", "true, USER", "false, USER"})
    void withAFullRecallTinyDataHaveTheNearestNeighbors(boolean includeSelf, Side side) {
        MultimodalDataset data = FeatureShops.random(60, 40, 5);
        Similarity similarity = similarity(data);
        for (Modality modality : data.modalities()) {
            Neighbors exact = similarity.nearest(side, modality, 4, includeSelf);
            Neighbors found = similarity.approximate(side, modality, 4, includeSelf, 1);
            assertEquals(1, found.approximation().orElseThrow().recall());
            for (int n = 0; n < exact.nodes(); n++) {
                if (exact.similaritiesOf(n)[3] > 0) {
                    assertArrayEquals(exact.of(n), found.of(n), side + " " + n);
                    assertArrayEquals(exact.similaritiesOf(n), found.similaritiesOf(n), 1e-6f);
                }
            }
        }
    }

    /** Wider than the directions, so that users are found by projections and compared by their whole vectors. */
    @Test
    void usersOfWideFeaturesAreFoundThroughProjections() {
        MultimodalDataset data = shop(1500, 400, 300, 1);
        Neighbors exact = similarity(data).nearest(Side.USER, Modality.VISUAL, K, true);
        Neighbors found = similarity(data).approximate(Side.USER, Modality.VISUAL, K, true, 0.9);
        assertTrue(share(exact, found) >= 0.9, () -> "found " + share(exact, found));
        for (int n = 0; n < 1500; n++) {
            float[] best = exact.similaritiesOf(n);
            float[] cosines = found.similaritiesOf(n);
            assertEquals(n, found.of(n)[0]);
            assertEquals(best[1], cosines[1], 0.2f);
            for (int j = 1; j < K; j++) {
                assertTrue(cosines[j] <= cosines[j - 1] && cosines[j] <= best[j] + 1e-6f);
            }
        }
    }

    @Test
    void theRecallOfASampleIsThatOfAllNodes() {
        MultimodalDataset data = shop(6000, 3000, 24, 2);
        for (Side side : Side.values()) {
            Neighbors exact = similarity(data).nearest(side, Modality.TEXTUAL, K, true);
            Neighbors found = similarity(data).approximate(side, Modality.TEXTUAL, K, true, 0.8);
            Approximation how = found.approximation().orElseThrow();
            assertTrue(how.recall() >= 0.8 && how.probes() < how.lists(), how.toString());
            assertEquals(how.recall(), share(exact, found), 0.03, how.toString());
        }
    }

    /** Of the others than the node itself. */
    private static double share(Neighbors exact, Neighbors found) {
        int hits = 0;
        int all = 0;
        for (int n = 0; n < exact.nodes(); n++) {
            float last = exact.similaritiesOf(n)[K - 1] - 1e-6f;
            for (int j = 1; j < K; j++, all++) {
                hits += found.similaritiesOf(n)[j] >= last ? 1 : 0;
            }
        }
        return hits / (double) all;
    }

    @Test
    void neighborsDoNotDependOnThreads() {
        MultimodalDataset data = shop(3000, 2500, 300, 3);
        for (Side side : Side.values()) {
            for (Modality modality : data.modalities()) {
                Neighbors several = similarity(data).approximate(side, modality, K, true, 0.8);
                ForkJoinPool one = new ForkJoinPool(1);
                Neighbors single = one.submit(() -> similarity(data).approximate(side, modality, K, true, 0.8))
                        .join();
                one.shutdown();
                assertEquals(single, several);
            }
        }
    }

    /** Users without items in common, of features without structure: few directions say little of them. */
    @Test
    void usersOfFeaturesWithoutStructureAreFoundAlongMoreDirections() {
        MultimodalDataset data = noise(3000);
        Neighbors exact = similarity(data).nearest(Side.USER, Modality.VISUAL, K, true);
        Neighbors found = similarity(data).approximate(Side.USER, Modality.VISUAL, K, true, 0.95);
        assertTrue(share(exact, found) >= 0.95, () -> "found " + share(exact, found));
    }

    /** No search finds more than all. */
    @Test
    void lessThanAskedIsRefused() {
        MultimodalDataset data = noise(600);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> similarity(data)
                .approximate(Side.USER, Modality.VISUAL, 2, true, 1.01));
        assertEquals(
                "option knn.recall: found 1.0000 of the nearest neighbors of 384 sampled nodes, "
                        + "expected at least 1.0100; set knn.search to exact, or ask for less",
                e.getMessage());
    }

    private static MultimodalDataset noise(int users) {
        SplittableRandom random = new SplittableRandom(4);
        int[] one = IntStream.range(0, users).toArray();
        float[] values = new float[users * 300];
        for (int j = 0; j < values.length; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return MultimodalDataset.builder("noise", users, users)
                .train(new Interactions(users, users, one, one))
                .validation(FeatureShops.pairs(users, users))
                .test(FeatureShops.pairs(users, users))
                .features(Modality.VISUAL, new Features(users, 300, values))
                .build();
    }
}
