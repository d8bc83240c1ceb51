package org.drepmrec.graph.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.FeatureShops;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.similarity.Blend.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlendTest {

    private static final MultimodalDataset DATA = FeatureShops.random(700, 90, 8);

    private static final Map<Modality, Double> WEIGHTS = Map.of(Modality.VISUAL, 0.3, Modality.TEXTUAL, 0.9);

    /** Holds neither cosines nor matrices; matrices alone; cosines, for which matrices make room; all. */
    private static final long[] MEMORY = {0, 200_000, 600_000, Long.MAX_VALUE};

    static List<Arguments> questions() {
        return Arrays.stream(Side.values())
                .flatMap(side -> Arrays.stream(Form.values()).map(form -> Arguments.of(side, form)))
                .toList();
    }

    /** In any order, and some nodes twice. */
    @ParameterizedTest
    @MethodSource("questions")
    void productsAreThoseOfWeightedVectorsHeldOrNot(Side side, Form form) {
        Random random = new Random(3);
        int[] nodes = random.ints(300, 0, side.nodes(DATA)).toArray();
        nodes[1] = nodes[0];
        double[] factors = random.doubles(300, 0.5, 2).toArray();
        double[][] wanted = wanted(side, form, nodes, factors);
        for (long memory : MEMORY) {
            Blend blend = graphs(memory).similarity().blend(side, WEIGHTS, form);
            float[] products = blend.products(nodes, factors);
            float[] vectors = blend.vectors(nodes, factors);
            int d = blend.dimension();
            for (int a = 0; a < nodes.length; a++) {
                for (int b = 0; b < nodes.length; b += 3) {
                    assertEquals(wanted[a][b], products[a * nodes.length + b], 2e-5, "memory " + memory);
                    double dot = 0;
                    for (int j = 0; j < d; j++) {
                        dot += vectors[a * d + j] * vectors[b * d + j];
                    }
                    assertEquals(wanted[a][b], dot, 2e-5);
                }
            }
        }
    }

    private static double[][] wanted(Side side, Form form, int[] nodes, double... factors) {
        int n = nodes.length;
        double[][] sum = new double[n][n];
        double[] squares = new double[n];
        WEIGHTS.forEach((modality, weight) -> {
            double[][] x = SlowSearch.vectors(DATA, side, modality, false);
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    sum[a][b] += weight
                            * (form == Form.COSINES
                                    ? SlowSearch.cosine(x[nodes[a]], x[nodes[b]])
                                    : SlowSearch.dot(x[nodes[a]], x[nodes[b]]));
                }
            }
        });
        Arrays.setAll(squares, a -> sum[a][a]);
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                sum[a][b] *= factors[a] * factors[b];
                if (form == Form.JOINT_COSINES) {
                    sum[a][b] /= squares[a] == 0 || squares[b] == 0 ? 1 : Math.sqrt(squares[a] * squares[b]);
                }
            }
        }
        return sum;
    }

    private static Graphs graphs(long memory) {
        return Graphs.builder(DATA).gramMemory(memory).build();
    }

    @Test
    void theSameQuestionIsAnsweredByTheSameBlend() {
        Similarity similarity = graphs(Long.MAX_VALUE).similarity();
        Blend users = similarity.blend(Side.USER, WEIGHTS, Form.COSINES);
        assertSame(users, similarity.blend(Side.USER, Map.copyOf(WEIGHTS), Form.COSINES));
        assertNotSame(users, similarity.blend(Side.ITEM, WEIGHTS, Form.COSINES));
        assertNotSame(users, similarity.blend(Side.USER, WEIGHTS, Form.PRODUCTS));
    }

    /** Only what is needed later takes memory where it is scarce. */
    @Test
    void matricesMakeRoomForCosines() {
        int[] nodes = {5, 2, 80};
        double[] ones = {1, 1, 1};
        for (long memory : MEMORY) {
            Graphs graphs = graphs(memory);
            Arrays.stream(Side.values())
                    .forEach(s ->
                            graphs.similarity().blend(s, WEIGHTS, Form.COSINES).products(nodes, ones));
            long held = DATA.modalities().stream()
                    .mapToLong(m -> graphs.similarity().gram(m).heldBytes())
                    .sum();
            assertEquals(
                    memory == 200_000 || memory == Long.MAX_VALUE, held > 0, "memory " + memory + ", held " + held);
            assertEquals(memory >= 600_000, graphs.similarity().holdsCosines(), "memory " + memory);
        }
    }

    @Test
    void releasedCosinesAreComputedAgain() {
        Similarity similarity = graphs(Long.MAX_VALUE).similarity();
        int[] nodes = IntStream.range(0, 90).toArray();
        double[] ones = new double[90];
        Arrays.fill(ones, 1);
        Blend blend = similarity.blend(Side.USER, WEIGHTS, Form.COSINES);
        float[] before = blend.products(nodes, ones);
        similarity.release();
        assertArrayEquals(before, blend.products(nodes, ones));
    }

    /** Rows are written in pieces by several threads, and a piece must leave the next one's first byte alone. */
    @Test
    void aTableKeepsNumbersToWithinSixHundredMillionths() {
        int n = 700;
        float[] ones = new float[n];
        Arrays.fill(ones, 1f);
        CosineTable table = CosineTable.of(n, List.of(new CosineTable.Part(width -> new Known(), ones)));
        double[] factor = new double[n];
        Arrays.fill(factor, 1);
        float[] all = table.products(IntStream.range(0, n).toArray(), factor);
        double worst = 0;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                worst = Math.max(worst, Math.abs(Known.number(Math.max(a, b), Math.min(a, b)) - all[a * n + b]));
                assertEquals(all[b * n + a], all[a * n + b]);
            }
        }
        assertTrue(worst <= 1.2e-7, "" + worst);
        assertEquals(-1, all[0]);
        assertEquals(1, all[n + 1]);
        assertEquals(0, all[2 * n + 2]);
    }

    /** Numbers from -1 to 1. */
    private static final class Known implements NodeBlock {

        private int from;

        static float number(int row, int column) {
            if (row == column && row < 3) {
                return new float[] {-1f, 1f, 0f}[row];
            }
            return 2 * new Random(row * 1000L + column).nextFloat() - 1;
        }

        @Override
        public void fill(int first, int count) {
            from = first;
        }

        @Override
        public void with(int node, float[] products) {
            for (int b = 0; b < products.length; b++) {
                products[b] = number(node, from + b);
            }
        }
    }
}
