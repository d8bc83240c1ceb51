package org.drepmrec.model.baseline;

import static org.drepmrec.model.baseline.TinyCase.near;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.graph.EdgePruning;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.BlendedGraph;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.sparse.Csr;
import org.drepmrec.testkit.ModelSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreedomTest {

    private static final Map<String, Integer> SEEDS = Map.of("E", 1, "W.visual", 2, "W.textual", 4);

    @TestFactory
    List<DynamicTest> suite() {
        List<DynamicTest> tests = new ArrayList<>(ModelSuite.of("FREEDOM", g -> Freedom.builder(g)
                .embeddingSize(8)
                .set(SharedOptions.MODAL_LOSS, 0.1)
                .build()));
        tests.addAll(ModelSuite.of("FREEDOM-MMRec", g -> Freedom.TYPE
                .preset("MMRec")
                .builder(g)
                .embeddingSize(8)
                .set(SharedOptions.MODAL_LOSS, 0.1)
                .build()));
        return tests;
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aStepHasTheNumbersOfThePaper(String engine) {
        for (Recommender.Builder<?> builder : List.of(
                Freedom.builder(TinyCase.graphs()), Freedom.TYPE.preset("MMRec").builder(TinyCase.graphs()))) {
            try (Backend backend = TinyCase.backend(engine);
                    OpenModel model =
                            TinyCase.open(builder.embeddingSize(TinyCase.D).build(), backend, SEEDS)) {
                TinyCase.Step step = TinyCase.step(model, backend, TinyCase.BATCH);
                near(
                        "general",
                        step.general(),
                        0.198164,
                        0.228226,
                        0.048458,
                        -0.177289,
                        -0.264570,
                        -0.108607,
                        0.207709,
                        0.370312,
                        0.192451,
                        -0.021634,
                        -0.005272,
                        0.015937,
                        0.072557,
                        0.214048,
                        0.158745,
                        -0.331584,
                        -0.748223,
                        -0.476949,
                        -0.009906,
                        0.268807,
                        0.300380);
                near("bpr", 0.571567, step.losses().get("bpr"));
                near("bpr.visual", 0.867336, step.losses().get("bpr.visual"));
                near("bpr.textual", 0.710731, step.losses().get("bpr.textual"));
                near(
                        "total",
                        0.571567 + 1e-3 * (0.867336 + 0.710731),
                        step.losses().get("total"));
                assertEquals(
                        model.model().name().equals("FREEDOM-MMRec"),
                        step.gradients().containsKey("X.visual"),
                        model.model().name());
            }
        }
    }

    @Test
    void theFrozenGraphBlendsMeansOfNeighbors() {
        assertGraph(TinyCase.graphs(), 0.5, 0.45, 0, 0.05, 0.5, 0.5, 0, 0, 0.45, 0, 0.5, 0.05, 0.5, 0, 0, 0.5);
        assertGraph(TinyCase.graphs(Modality.TEXTUAL), 0.5, 0.5, 0, 0, 0.5, 0.5, 0, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0, 0.5);
        assertGraph(
                TinyCase.graphs(Modality.VISUAL, Modality.TEXTUAL, TinyCase.ACOUSTIC),
                0.5,
                0.225,
                0.225,
                0.05,
                0.275,
                0.5,
                0.225,
                0,
                0.45,
                0,
                0.5,
                0.05,
                0.5,
                0,
                0,
                0.5);
    }

    private static void assertGraph(Graphs graphs, double... expected) {
        Csr found = BlendedGraph.of(Freedom.builder(graphs).build(), RelationNorm.ROW_SUM);
        for (int k = 0; k < 16; k++) {
            assertEquals(expected[k], found.get(k / 4, k % 4), 1e-6, "entry " + k);
        }
    }

    @ParameterizedTest
    @CsvSource({"118551, 0.8, 23710", "118551, 0.9, 11855", "218409, 0.8, 43681", "197338, 0.8, 39467", "7, 0.99, 0"})
    void pruningKeepsTheShareRoundedDown(int edges, double rate, int kept) {
        int cols = 500;
        int[] user = new int[edges];
        int[] item = new int[edges];
        for (int e = 0; e < edges; e++) {
            user[e] = e / cols;
            item[e] = e % cols;
        }
        Csr all = Csr.binary(edges / cols + 1, cols, user, item);
        Csr found = EdgePruning.prune(all, rate, new SplittableRandom(1));
        assertEquals(kept, found.nonZeros());
        for (int u = 0; u < found.rows(); u++) {
            for (int i : found.columns(u)) {
                assertTrue(all.contains(u, i));
            }
        }
    }

    /**
     * One edge of E is kept with probability p; of two, edge e also as the second draw, with probability Σ p_f p_e / (1 -
     * p_f) over the others.
     */
    @ParameterizedTest
    @CsvSource({"0.8, 1", "0.7, 2"})
    void edgesOfLowDegreeAreKeptMoreOften(double rate, int kept) {
        Csr interactions = TinyCase.graphs().data().train().matrix();
        double[] p = new double[7];
        double sum = 0;
        int[] ofUser = {2, 2, 2, 2, 3, 3, 3};
        int[] ofItem = {2, 3, 3, 1, 2, 3, 1};
        for (int e = 0; e < 7; e++) {
            p[e] = 1 / Math.sqrt(ofUser[e] * ofItem[e]);
            sum += p[e];
        }
        int draws = 40_000;
        int[] count = new int[7];
        SplittableRandom random = new SplittableRandom(7);
        for (int t = 0; t < draws; t++) {
            Csr drawn = EdgePruning.prune(interactions, rate, random);
            assertEquals(kept, drawn.nonZeros());
            int e = 0;
            for (int u = 0; u < 3; u++) {
                for (int i : interactions.columns(u)) {
                    count[e++] += drawn.contains(u, i) ? 1 : 0;
                }
            }
        }
        for (int e = 0; e < 7; e++) {
            double expected = p[e] / sum;
            for (int f = 0; kept == 2 && f < 7; f++) {
                expected += f == e ? 0 : p[f] / sum * p[e] / (sum - p[f]);
            }
            double deviation = Math.sqrt(expected * (1 - expected) / draws);
            assertEquals(expected, (double) count[e] / draws, 4 * deviation, "edge " + e);
        }
    }

    /** One layer: (ego + Σ ego of kept neighbors / sqrt(kept degrees)) / 2, and nodes without edges keep ego / 2. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void keptEdgesAreNormalisedByKeptDegrees(String engine) {
        try (Backend backend = TinyCase.backend(engine);
                OpenModel model = TinyCase.open(
                        Freedom.builder(TinyCase.graphs())
                                .embeddingSize(TinyCase.D)
                                .set(SharedOptions.LAYERS, 1)
                                .set(SharedOptions.MODAL_LAYERS, 1)
                                .set(Freedom.PRUNING, 0.55)
                                .build(),
                        backend,
                        SEEDS)) {
            float[] whole = model.represent().general().values();
            for (int epoch = 0; epoch < 3; epoch++) {
                model.beginEpoch(epoch, new SplittableRandom(epoch));
                Csr kept = EdgePruning.prune(model.model().data().train().matrix(), 0.55, new SplittableRandom(epoch));
                assertEquals(3, kept.nonZeros());
                float[] found = TinyCase.step(model, backend, TinyCase.BATCH).general();
                double[] userDegree = kept.rowSums();
                double[] itemDegree = kept.columnSums();
                for (int u = 0; u < 3; u++) {
                    for (int j = 0; j < TinyCase.D; j++) {
                        double expected = ego(u, j);
                        for (int i : kept.columns(u)) {
                            expected += ego(3 + i, j) / Math.sqrt(userDegree[u] * itemDegree[i]);
                        }
                        assertEquals(expected / 2, found[u * TinyCase.D + j], 1e-6, "user " + u);
                    }
                }
                assertFalse(Arrays.equals(whole, found));
                assertArrayEquals(whole, model.represent().general().values(), "scores use the whole graph");
            }
        }
    }

    private static double ego(int node, int j) {
        return Math.sin(1 + node * TinyCase.D + j) / 2;
    }

    @Test
    void modalWeightsMustSumToOne() {
        Recommender.Builder<?> builder = Freedom.builder(TinyCase.graphs()).set(ModalWeights.of(Modality.VISUAL), 0.5);
        assertTrue(assertThrows(IllegalArgumentException.class, builder::build)
                .getMessage()
                .contains("modal.weight.visual"));
        assertEquals(
                "FREEDOM: data set case has no modality, expected at least one; add a feature file",
                assertThrows(IllegalArgumentException.class, () -> Freedom.builder(TinyCase.graphs(new Modality[0]))
                                .build())
                        .getMessage());
    }
}
