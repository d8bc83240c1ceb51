package org.drepmrec.model.floor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.eval.Scorer;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.Recommender;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores by arithmetic, and against an independent program. */
class FloorScoresTest {

    /** Users' items: 0 {0, 1}, 1 {0, 1, 2}, 2 {2}, 3 {1, 2}, 4 none; nobody has item 3. */
    private static final Interactions TRAIN = Tiny.pairs(
            5,
            4,
            pairs(0, 0),
            pairs(0, 1),
            pairs(1, 0),
            pairs(1, 1),
            pairs(1, 2),
            pairs(2, 2),
            pairs(3, 1),
            pairs(3, 2));

    private static int[] pairs(int user, int item) {
        return new int[] {user, item};
    }

    private static MultimodalDataset data(Interactions train) {
        Interactions none =
                new Interactions(train.matrix().rows(), train.matrix().cols(), new int[0], new int[0]);
        return MultimodalDataset.builder(
                        "arithmetic", train.matrix().rows(), train.matrix().cols())
                .train(train)
                .validation(none)
                .test(none)
                // Cosines: 0-1 .8, 0-2 .6, 1-2 .96, and 3 is a zero vector.
                .features(Modality.VISUAL, new Features(4, 2, new float[] {1, 0, 4, 3, 3, 4, 0, 0}))
                .build();
    }

    private static float[] scores(String model, Map<String, String> options, int user) {
        return scores(model, options, data(TRAIN), user);
    }

    private static float[] scores(String model, Map<String, String> options, MultimodalDataset data, int user) {
        Graphs graphs = Graphs.builder(data).neighbors(2).build();
        Recommender recommender = Models.builder(model, graphs).set(options).build();
        Scorer scorer = recommender.type().closedForm().orElseThrow().scorer(recommender, 7);
        float[] out = new float[scorer.items()];
        scorer.score(new int[] {user}, 1, out);
        return out;
    }

    @Test
    void popularityCountsTrainingInteractions() {
        assertArrayEquals(new float[] {2, 3, 3, 0}, scores("Popularity", Map.of(), 0));
        assertArrayEquals(new float[] {2, 3, 3, 0}, scores("Popularity", Map.of(), 4));
    }

    /** c(0) = 2, c(1) = 3, c(2) = 3; c(0, 1) = 2, c(0, 2) = 1, c(1, 2) = 2. */
    @Test
    void itemKnnAddsCosinesOfCoOccurrence() {
        double s01 = 2 / Math.sqrt(6);
        double s02 = 1 / Math.sqrt(6);
        double s12 = 2 / 3.0;
        close(new double[] {s01, s01, s02 + s12, 0}, scores("ItemKNN", Map.of(), 0));
        close(new double[] {s02, s12, 0, 0}, scores("ItemKNN", Map.of(), 2));
        close(new double[4], scores("ItemKNN", Map.of(), 4));
        double shrunk = 1 / (Math.sqrt(6) + 1.5);
        close(new double[] {shrunk, 2 / (3 + 1.5), 0, 0}, scores("ItemKNN", Map.of("shrinkage", "1.5"), 2));
    }

    /** Item 0's most alike is 1, item 1's is 0, item 2's is 1. */
    @Test
    void itemKnnKeepsTheNeighborsOfTheUsersItems() {
        double s01 = 2 / Math.sqrt(6);
        close(new double[] {s01, s01, 0, 0}, scores("ItemKNN", Map.of("neighbors", "1"), 0));
        close(new double[] {0, 2 / 3.0, 0, 0}, scores("ItemKNN", Map.of("neighbors", "1"), 2));
    }

    /** Item 0's most alike is 1 (.8), item 1's is 2 (.96), item 2's is 1 (.96). */
    @Test
    void contentKnnAddsCosinesOfTheMostAlike() {
        Map<String, String> one = Map.of("neighbors", "1");
        close(new double[] {0, 0.8, 0.96, 0}, scores("ContentKNN", one, 0));
        close(new double[] {0, 0.8 + 0.96, 0.96, 0}, scores("ContentKNN", one, 1));
        close(new double[4], scores("ContentKNN", one, 4));
        close(new double[] {0.8, 0.8, 0.6 + 0.96, 0}, scores("ContentKNN", Map.of("neighbors", "2"), 0));
    }

    /** Of two items P = [[b, -c], [-c, a]] / (ab - cc), so B_01 = c / a and B_10 = c / b. */
    @Test
    void easeIsTheClosedFormOfTwoItems() {
        Interactions train = Tiny.pairs(3, 2, pairs(0, 0), pairs(1, 0), pairs(1, 1), pairs(2, 0));
        MultimodalDataset data = MultimodalDataset.builder("two items", 3, 2)
                .train(train)
                .validation(new Interactions(3, 2, new int[0], new int[0]))
                .test(new Interactions(3, 2, new int[0], new int[0]))
                .build();
        double a = 3 + 2;
        double b = 1 + 2;
        close(new double[] {0, 1 / a}, scores("EASE", Map.of("reg.lambda", "2"), data, 0));
        close(new double[] {1 / b, 1 / a}, scores("EASE", Map.of("reg.lambda", "2"), data, 1));
    }

    @Test
    void easeRefusesWhatHasNoInverseOrNoRoom() {
        String penalty = assertThrows(
                        IllegalArgumentException.class, () -> scores("EASE", Map.of("reg.lambda", "0"), 0))
                .getMessage();
        assertTrue(penalty.startsWith("option reg.lambda: found 0.0, expected a number above 0"), penalty);
        Recommender model = Ease.TYPE
                .builder(Graphs.builder(data(TRAIN)).neighbors(2).build())
                .build();
        long gigabyte = 1 << 30;
        Memory.require(model, 7 * gigabyte, 10 * gigabyte, "for it", "leave it out");
        assertEquals(
                "EASE on arithmetic: needs 8192 MB for it, found a heap of at most 10240 MB, of which it may take 70 %;"
                        + " leave it out, or give Java more: -Xmx12g",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Memory.require(model, 8 * gigabyte, 10 * gigabyte, "for it", "leave it out"))
                        .getMessage());
        assertEquals(4.0 * 60_000 * 60_000, (double) SymmetricInverse.bytes(60_000), 1e9);
    }

    /** A times its inverse is I, at sizes below, at and above those of blocks. */
    @Test
    void theInverseIsOne() {
        for (int n : new int[] {1, 2, 255, 256, 257, 700, 1100}) {
            float[][] a = positiveDefinite(n);
            float[][] inverse = new float[n][];
            for (int i = 0; i < n; i++) {
                inverse[i] = a[i].clone();
            }
            SymmetricInverse.invert(inverse, () -> {});
            Random random = new Random(n);
            for (int trial = 0; trial < 300; trial++) {
                int i = random.nextInt(n);
                int j = trial % 3 == 0 ? i : random.nextInt(n);
                double product = 0;
                for (int k = 0; k < n; k++) {
                    product += (double) a[i][k] * inverse[k][j];
                }
                assertEquals(i == j ? 1 : 0, product, 2e-5, n + ": " + i + ", " + j);
            }
        }
    }

    private static float[][] positiveDefinite(int n) {
        Random random = new Random(3);
        float[][] a = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                a[i][j] = (float) (random.nextGaussian() / Math.sqrt(n));
                a[j][i] = a[i][j];
            }
            a[i][i] = 3 + random.nextFloat();
        }
        return a;
    }

    static Stream<String[]> fixture() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                FloorScoresTest.class.getResourceAsStream("/floors/scores.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(line -> line.split("\t", -1)).toList().stream();
        }
    }

    /**
     * Scores of a NumPy program in double precision, on data drawn by x -> (1103515245 x + 12345) mod 2^31 from x = 1, of which
     * (x >> 16) mod n is the next number below n. R is 30 x 12 ({@code small}) or 800 x 600 ({@code large}), row by row, 1
     * where the next number below 1000 is below 250 or 30; then four visual and after them three textual features of every
     * item, (the next number below 2001 - 1000) / 1000. With C = RᵀR and d its diagonal, an item's similarities are C_ij / (√(d_i
     * d_j) + h), cosines of the visual features, or .3 of these plus .7 of the textual ones; without the item itself, and of
     * the k largest alone (of equal ones the first), S, and the scores are R S. EASE: P = numpy.linalg.inv(C + λI), S = -P
     * / diag(P) by columns with a diagonal of zeros.
     */
    @ParameterizedTest
    @MethodSource("fixture")
    void scoresAreThoseOfAnIndependentProgram(
            String name, String model, String options, String user, String item, String score) {
        Map<String, String> settings = new LinkedHashMap<>();
        Stream.of(options.split(";", -1))
                .filter(o -> !o.isEmpty())
                .forEach(o -> settings.put(o.split("=", -1)[0], o.split("=", -1)[1]));
        float[] found = scores(model, settings, name.equals("large") ? LARGE : SMALL, Integer.parseInt(user));
        assertEquals(Double.parseDouble(score), found[Integer.parseInt(item)], 2e-6);
    }

    private static final MultimodalDataset SMALL = drawn(30, 12, 250);
    private static final MultimodalDataset LARGE = drawn(800, 600, 30);

    private static MultimodalDataset drawn(int users, int items, int perMille) {
        long[] x = {1};
        IntUnaryOperator next = n -> {
            x[0] = (1103515245 * x[0] + 12345) % (1L << 31);
            return (int) ((x[0] >> 16) % n);
        };
        List<int[]> pairs = new ArrayList<>();
        for (int u = 0; u < users; u++) {
            for (int i = 0; i < items; i++) {
                if (next.applyAsInt(1000) < perMille) {
                    pairs.add(pairs(u, i));
                }
            }
        }
        return MultimodalDataset.builder("drawn", users, items)
                .train(Tiny.pairs(users, items, pairs.toArray(int[][]::new)))
                .validation(Tiny.pairs(users, items))
                .test(Tiny.pairs(users, items))
                .features(Modality.VISUAL, drawn(items, 4, next))
                .features(Modality.TEXTUAL, drawn(items, 3, next))
                .build();
    }

    private static Features drawn(int items, int dimension, IntUnaryOperator next) {
        float[] values = new float[items * dimension];
        for (int k = 0; k < values.length; k++) {
            values[k] = (next.applyAsInt(2001) - 1000) / 1000f;
        }
        return new Features(items, dimension, values);
    }

    private static void close(double[] expected, float[] found) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-6, "item " + i);
        }
    }
}
