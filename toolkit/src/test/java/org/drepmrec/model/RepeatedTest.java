package org.drepmrec.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.BiFunction;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedTest {

    private static final int[] FIRST = {0, 2, 0, 1, 0, 2};
    private static final int[] SECOND = {1, 1, 1, 3, 0, 2};

    private static float[] numbers(int n, long seed) {
        Random random = new Random(seed);
        float[] all = new float[n];
        for (int k = 0; k < n; k++) {
            all[k] = (float) random.nextGaussian();
        }
        return all;
    }

    private interface Pair {
        Var of(Tape tape, Repeated x, Repeated y);
    }

    /** A loss of repeated rows, and of the same rows written out. */
    private static void assertSame(String engine, int[] places, Pair loss) {
        try (Probe probe = new Probe(engine)) {
            Parameter x = probe.matrix("x", 3, numbers(9, 1));
            Parameter y = probe.matrix("y", 3, numbers(12, 2));
            BiFunction<Tape, Boolean, Var> run = (t, expanded) -> {
                Repeated a = new Repeated(t.parameter(x), FIRST);
                Repeated b = new Repeated(t.parameter(y), places);
                return loss.of(t, expanded ? a.expanded() : a, expanded ? b.expanded() : b);
            };
            Probe.Outcome expected = probe.scalar(t -> run.apply(t, true));
            Probe.Outcome found = probe.scalar(t -> run.apply(t, false));
            assertEquals(expected.total(), found.total(), 2e-6);
            assertArrayEquals(expected.gradients().get("x"), found.gradients().get("x"), 3e-6f);
            if (expected.gradients().containsKey("y")) {
                assertArrayEquals(
                        expected.gradients().get("y"), found.gradients().get("y"), 3e-6f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aContrastOfRepeatedRowsIsThatOfAllRows(String engine) {
        for (int[] places : new int[][] {SECOND, FIRST}) {
            for (boolean bounded : new boolean[] {true, false}) {
                assertSame(engine, places, (t, x, y) -> Losses.infoNce(x.normalized(), y.normalized(), .2, bounded));
            }
        }
    }

    /** The squares of x_b · x_b' - T over all pairs of the batch, T from vectors. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aSimilaritySignalOfRepeatedRowsIsThatOfAllRows(String engine) {
        float[] vectors = numbers(6, 3);
        for (Losses.Reduction reduction : Losses.Reduction.values()) {
            assertSame(engine, SECOND, (t, x, y) -> {
                float[] counts = x.counts();
                float[] factor = new float[counts.length * 2];
                for (int k = 0; k < counts.length; k++) {
                    int node = counts.length == FIRST.length ? FIRST[k] : k;
                    for (int c = 0; c < 2; c++) {
                        factor[2 * k + c] = (float) (Math.sqrt(counts[k]) * vectors[2 * node + c]);
                    }
                }
                return Losses.similarity(x, TargetMatrix.gram(factor, counts.length, 2), reduction);
            });
        }
    }

    @Test
    void distinctNodesOfABatchAreUsersThenPositivesThenTheOtherNegatives() {
        Batch batch = new Batch(new int[] {7, 2, 7}, new int[] {5, 5, 1}, new int[] {0, 1, 0}, 4);
        Batch.Distinct distinct = batch.distinct(10);
        assertArrayEquals(new int[] {2, 7, 11, 15, 10}, distinct.nodes());
        assertEquals(2, distinct.users());
        assertEquals(2, distinct.positives());
        assertArrayEquals(new int[] {1, 0, 1, 3, 3, 2, 4, 2, 4}, distinct.place());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void countsAndFirstsFollowPlaces(String engine) {
        try (Probe probe = new Probe(engine)) {
            Parameter x = probe.matrix("x", 1, 1, 2, 3);
            probe.scalar(t -> {
                Repeated rows = new Repeated(t.parameter(x), FIRST);
                assertArrayEquals(new float[] {3, 1, 2}, rows.counts());
                assertArrayEquals(new int[] {10, 13, 11}, rows.firsts(10, 11, 12, 13, 14, 15));
                assertArrayEquals(
                        new float[] {1, 3, 1, 2, 1, 3}, rows.expanded().rows().toFloats());
                return rows.rows().squaredNorm();
            });
        }
    }
}
