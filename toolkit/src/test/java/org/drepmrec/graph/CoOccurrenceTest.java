package org.drepmrec.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.api.Test;

/** Users who share items, and the user graphs that are drawn from them. */
class CoOccurrenceTest {

    /** Items of users: 0 {0, 1, 2}, 1 {0, 1}, 2 {2}, 3 {1, 2}, 4 {3}. */
    private static final Csr TRAIN =
            Csr.binary(5, 4, new int[] {0, 0, 0, 1, 1, 2, 3, 3, 4}, new int[] {0, 1, 2, 0, 1, 2, 1, 2, 3});

    @Test
    void neighborsAreOrderedByCountThenIndex() {
        CoOccurrence all = CoOccurrence.of(TRAIN, 200);
        assertArrayEquals(new int[] {1, 3, 2}, all.of(0));
        assertArrayEquals(new float[] {2, 2, 1}, all.countsOf(0));
        assertArrayEquals(new int[] {0, 3}, all.of(1));
        assertArrayEquals(new int[] {0, 3}, all.of(2));
        assertArrayEquals(new float[] {1, 1}, all.countsOf(2));
        assertArrayEquals(new int[] {0, 1, 2}, all.of(3));
        assertArrayEquals(new int[0], all.of(4));
        assertArrayEquals(new int[] {1, 3}, CoOccurrence.of(TRAIN, 2).of(0));
    }

    @Test
    void agreesWithTheFullProductOnRandomInteractions() {
        Random random = new Random(4);
        int users = 700;
        int items = 90;
        int[] user = random.ints(4000, 0, users).toArray();
        int[] item = random.ints(4000, 0, items).toArray();
        Csr train = Csr.binary(users, items, user, item);
        CoOccurrence all = CoOccurrence.of(train, 20);
        for (int u = 0; u < users; u += 13) {
            int[] shared = new int[users];
            for (int v = 0; v < users; v++) {
                int other = v;
                shared[v] = (int) IntStream.of(train.columns(u))
                        .filter(i -> train.contains(other, i))
                        .count();
            }
            int own = u;
            int[] expected = IntStream.range(0, users)
                    .filter(v -> v != own && shared[v] > 0)
                    .boxed()
                    .sorted(Comparator.comparing((Integer v) -> -shared[v]).thenComparing(v -> v))
                    .limit(20)
                    .mapToInt(v -> v)
                    .toArray();
            assertArrayEquals(expected, all.of(u));
        }
    }

    @Test
    void weightsAreTheSoftmaxOfTheFirstCounts() {
        Csr graph = CoOccurrence.of(TRAIN, 200).sample(2, new SplittableRandom(1));
        assertEquals(0.5, graph.get(0, 1), 1e-6);
        assertEquals(0.5, graph.get(0, 3), 1e-6);
        assertEquals(2, graph.degree(0));
        assertEquals(Math.E / (Math.E + 1), graph.get(1, 0), 1e-6);
        assertEquals(1 / (Math.E + 1), graph.get(1, 3), 1e-6);
        assertEquals(0, graph.degree(4));
    }

    /** Two neighbors with counts 2 and 1 fill three places: the third is either, with equal chance. */
    @Test
    void missingNeighborsAreRepeatsDrawnUniformly() {
        CoOccurrence all = CoOccurrence.of(TRAIN, 200);
        double twiceTheFirst = 2 * Math.E / (2 * Math.E + 1);
        double onceTheFirst = Math.E / (Math.E + 2);
        SplittableRandom random = new SplittableRandom(9);
        int twice = 0;
        int draws = 2000;
        for (int k = 0; k < draws; k++) {
            Csr graph = all.sample(3, random);
            boolean first = graph.get(1, 0) > (twiceTheFirst + onceTheFirst) / 2;
            assertEquals(first ? twiceTheFirst : onceTheFirst, graph.get(1, 0), 1e-6);
            assertEquals(1, graph.get(1, 0) + graph.get(1, 3), 1e-6);
            twice += first ? 1 : 0;
        }
        assertEquals(0.5, twice / (double) draws, 4 * Math.sqrt(0.25 / draws));
    }

    /**
     * The list that is drawn from grows: with one of two neighbors in two of three places, it takes the fourth with 2/3. All
     * four places hold the first neighbor j + 1 times with equal chances, as in Pólya's urn.
     */
    @Test
    void repeatsAreDrawnFromTheGrowingList() {
        CoOccurrence all = CoOccurrence.of(TRAIN, 200);
        SplittableRandom random = new SplittableRandom(5);
        int[] seen = new int[3];
        int draws = 3000;
        for (int k = 0; k < draws; k++) {
            double weight = all.sample(4, random).get(1, 0);
            for (int times = 1; times <= 3; times++) {
                if (Math.abs(weight - times * Math.E / (times * Math.E + 4 - times)) < 1e-5) {
                    seen[times - 1]++;
                }
            }
        }
        for (int count : seen) {
            assertEquals(1 / 3d, count / (double) draws, 4 * Math.sqrt(2 / 9d / draws));
        }
    }

    @Test
    void theGeneratorDecidesAlone() {
        CoOccurrence all = CoOccurrence.of(TRAIN, 200);
        Csr one = all.sample(40, new SplittableRandom(1));
        assertEquals(one, all.sample(40, new SplittableRandom(1)));
        assertNotEquals(one, all.sample(40, new SplittableRandom(2)));
    }
}
