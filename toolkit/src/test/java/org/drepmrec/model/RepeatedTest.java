package org.drepmrec.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.testkit.LossProbe;
import org.junit.jupiter.api.Assertions;
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
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 3, numbers(9, 1));
            Parameter y = probe.matrix("y", 3, numbers(12, 2));
            BiFunction<Tape, Boolean, Var> run = (t, expanded) -> {
                Repeated a = new Repeated(t.parameter(x), FIRST);
                Repeated b = new Repeated(t.parameter(y), places);
                return loss.of(t, expanded ? a.expanded() : a, expanded ? b.expanded() : b);
            };
            LossProbe.Outcome expected = probe.scalar(t -> run.apply(t, true));
            LossProbe.Outcome found = probe.scalar(t -> run.apply(t, false));
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
                float[] counts = t.backend().toFloats(x.counts());
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
        Batch.Nodes nodes = batch.distinct(10);
        int round = Batch.Distinct.ROUND;
        assertEquals(3 * round, nodes.nodes().length);
        assertArrayEquals(new int[] {2, 7, 7}, Arrays.copyOf(nodes.nodes(), 3));
        assertArrayEquals(new int[] {11, 15, 15}, Arrays.copyOfRange(nodes.nodes(), round, round + 3));
        assertArrayEquals(new int[] {10, 10}, Arrays.copyOfRange(nodes.nodes(), 2 * round, 2 * round + 2));
        assertArrayEquals(new int[] {1, 0, 1, round + 1, round + 1, round, 2 * round, round, 2 * round}, nodes.place());
        assertArrayEquals(
                new float[] {1, 2, 0}, Arrays.copyOf(batch.distinctUsers().counts(), 3));
        Assertions.assertSame(nodes, batch.distinct(10));
    }

    @Test
    void aWholeRoundOfIdsIsNotFilledUp() {
        int[] ids = IntStream.range(0, Batch.Distinct.ROUND).toArray();
        assertArrayEquals(
                ids, new Batch(ids, ids, new int[0], ids.length).distinctUsers().ids());
    }

    /** The sum over the batch and its gradient, once by distinct rows and once row by row. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void squaredNormCountsARowAsOftenAsItStands(String engine) {
        Batch batch = new Batch(new int[] {1, 0, 1}, new int[] {1, 1, 0}, new int[] {2, 0, 2}, 3);
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 2, numbers(10, 3));
            LossProbe.Outcome byRows =
                    probe.scalar(t -> t.parameter(x).rows(batch.nodes(2)).squaredNorm());
            LossProbe.Outcome byCounts =
                    probe.scalar(t -> BatchRows.gather(t.parameter(x), batch, 2).squaredNorm());
            assertEquals(byRows.total(), byCounts.total(), 1e-5 * byRows.total());
            assertArrayEquals(byRows.gradients().get("x"), byCounts.gradients().get("x"), 1e-4f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void countsFollowPlaces(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 1, 1, 2, 3);
            probe.scalar(t -> {
                Repeated rows = new Repeated(t.parameter(x), FIRST);
                assertArrayEquals(new float[] {3, 1, 2}, t.backend().toFloats(rows.counts()));
                assertArrayEquals(
                        new float[] {1, 3, 1, 2, 1, 3}, rows.expanded().rows().toFloats());
                return rows.rows().squaredNorm();
            });
        }
    }
}
