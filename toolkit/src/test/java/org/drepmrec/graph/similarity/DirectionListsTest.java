package org.drepmrec.graph.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.junit.jupiter.api.Test;

class DirectionListsTest {

    private static final int N = 3000;
    private static final int D = 16;
    private static final int K = 5;

    private final float[] vectors = vectors();
    private final DirectionLists lists = lists();

    private static float[] vectors() {
        Random random = new Random(8);
        float[] values = new float[N * D];
        for (int j = 0; j < values.length; j++) {
            values[j] = (float) random.nextGaussian() + (j / D % 10 == j % D ? 3 : 0);
        }
        return values;
    }

    private float[] of(int... nodes) {
        return NodeVectors.dense(vectors, D).of(nodes, 0, nodes.length);
    }

    private DirectionLists lists() {
        DirectionLists all = DirectionLists.of(N, D, this::of);
        return all.withoutShort(all.listOf(vectors));
    }

    private Approximation plan(int[][] nearest, double recall) {
        int[] drawn = DirectionLists.drawn(IntStream.range(0, N).toArray());
        int[][] theirs = Arrays.stream(drawn).mapToObj(node -> nearest[node]).toArray(int[][]::new);
        return lists.plan(lists.listOf(vectors), drawn, of(drawn), theirs, K, recall);
    }

    @Test
    void planIsThatOfOneMachine() {
        Features features = new Features(N, D, vectors);
        Neighbors exact = Neighbors.search(features, K, false);
        int[][] nearest = IntStream.range(0, N).mapToObj(exact::of).toArray(int[][]::new);
        Neighbors expected = Neighbors.approximate(features, K, false, 0.9);
        assertEquals(expected.approximation().orElseThrow(), plan(nearest, 0.9));
    }

    @Test
    void nobodyFindsMoreThanAll() {
        int[][] nearest =
                IntStream.range(0, N).mapToObj(i -> new int[] {(i + 1) % N}).toArray(int[][]::new);
        assertEquals(1, plan(nearest, 1).recall());
        assertThrows(IllegalArgumentException.class, () -> plan(nearest, 1.1));
    }

    @Test
    void partsAreOfLikeSizeAndOfLists() {
        int[] listOf = lists.listOf(vectors);
        int[] parts = lists.parts(listOf, 3);
        int[] sizes = new int[3];
        for (int list : listOf) {
            sizes[parts[list]]++;
        }
        assertTrue(Arrays.stream(sizes).allMatch(size -> size > N / 6), () -> Arrays.toString(sizes));
        assertEquals(lists.count(), parts.length);
    }

    /** A node's own list is the one whose centroid is nearest, so it is chosen first. */
    @Test
    void theFirstListChosenIsOnesOwn() {
        int[] listOf = lists.listOf(vectors);
        assertEquals(Arrays.toString(listOf), Arrays.toString(lists.chosen(vectors, listOf, 1)));
    }
}
