package org.drepmrec.model.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes without edges, other numbers of modalities, starts, stale evaluation and the sampled user graph. */
class BaselineEdgesTest {

    private static final Batch BATCH = new Batch(new int[] {0, 1, 1}, new int[] {0, 0, 1}, new int[] {2, 3, 2}, 4);

    /** Users 2 and 3 and items 2 and 3 have no interaction; item 3 has features of zeros. */
    private static Graphs lonely(Modality... modalities) {
        MultimodalDataset.Builder b = MultimodalDataset.builder("lonely", 4, 4)
                .train(Tiny.pairs(4, 4, new int[] {0, 0}, new int[] {1, 0}, new int[] {1, 1}))
                .validation(Tiny.pairs(4, 4))
                .test(Tiny.pairs(4, 4));
        for (Modality m : modalities) {
            b.features(m, new Features(4, 2, new float[] {1, 2, -1, 0.5f, 0.3f, 1, 0, 0}));
        }
        return Graphs.builder(b.build()).neighbors(2).build();
    }

    static List<Function<Graphs, Recommender.Builder<?>>> models() {
        return List.of(
                Bpr::builder,
                Bpr.TYPE.preset("MMRec")::builder,
                LightGcn::builder,
                LightGcn.TYPE.preset("MMRec")::builder,
                Vbpr::builder,
                Vbpr.TYPE.preset("MMRec")::builder,
                Mmgcn::builder,
                Mmgcn.TYPE.preset("MMRec")::builder,
                DualGnn::builder,
                DualGnn.TYPE.preset("MMRec")::builder);
    }

    private static Backend open() {
        return Backend.open(null, System.getProperty("drepmrec.device"));
    }

    private static void step(Backend backend, OpenModel model) {
        try (Adam adam = new Adam(backend, model.parameters());
                Tape tape = backend.tape()) {
            LossTerms loss = model.loss(model.lines(tape), BATCH);
            loss.backward(tape);
            adam.step(tape, 0.1);
            assertTrue(Double.isFinite(loss.values().get("total")));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void lonelyNodesAndThreeModalitiesStayFinite(Function<Graphs, Recommender.Builder<?>> start) {
        Graphs graphs = lonely(Modality.VISUAL, Modality.TEXTUAL, Modality.ACOUSTIC);
        try (Backend backend = open();
                OpenModel model = start.apply(graphs).embeddingSize(4).build().open(backend, 3)) {
            for (int k = 0; k < 3; k++) {
                step(backend, model);
            }
            float[] general = model.represent().general().values();
            for (float v : general) {
                assertTrue(Float.isFinite(v));
            }
            assertTrue(general.length >= 8 * 4);
        }
    }

    @Test
    void modelsOfFeaturesRefuseDataWithoutAny() {
        for (Recommender.Builder<?> b : List.of(
                Vbpr.builder(lonely()), Mmgcn.TYPE.preset("MMRec").builder(lonely()), DualGnn.builder(lonely()))) {
            String message =
                    assertThrows(IllegalArgumentException.class, b::build).getMessage();
            assertTrue(message.endsWith("data set lonely has no modality, expected at least one; add a feature file"));
        }
        assertEquals("LightGCN", LightGcn.builder(lonely()).build().name());
    }

    /** Scores of VBPR are those of its two lines and one column of biases. */
    @Test
    void vbprSplitsIntoBehaviorAndModal() {
        try (Backend backend = open();
                OpenModel model = Vbpr.builder(lonely(Modality.TEXTUAL))
                        .embeddingSize(3)
                        .build()
                        .open(backend, 3)) {
            Representations r = model.represent();
            assertEquals(7, r.general().size());
            for (int n = 0; n < 8; n++) {
                float[] row = r.general().rows(n, n + 1);
                assertArrayEquals(r.behavior().orElseThrow().rows(n, n + 1), Arrays.copyOf(row, 3));
                assertArrayEquals(r.modal().orElseThrow().rows(n, n + 1), Arrays.copyOfRange(row, 3, 6));
                assertTrue(n >= 4 || row[6] == 1);
            }
        }
    }

    @Test
    void tablesStartAsTheirFormSays() {
        Graphs graphs = Graphs.builder(Tiny.shop(300, 100, 1, Modality.VISUAL, Modality.TEXTUAL))
                .neighbors(2)
                .build();
        int d = 32;
        near(0.1, 0.1, table(Bpr.builder(graphs), d, "E"), 300 * d);
        near(
                Math.sqrt(2.0 / (300 + d)),
                Math.sqrt(2.0 / (100 + d)),
                table(Bpr.TYPE.preset("MMRec").builder(graphs), d, "E"),
                300 * d);
        double ofUsers = Math.sqrt(6.0 / (300 + d));
        double ofItems = Math.sqrt(6.0 / (100 + d));
        float[] uniform = table(LightGcn.builder(graphs), d, "E");
        near(ofUsers / Math.sqrt(3), ofItems / Math.sqrt(3), uniform, 300 * d);
        for (int k = 0; k < uniform.length; k++) {
            assertTrue(Math.abs(uniform[k]) <= (k < 300 * d ? ofUsers : ofItems));
        }
        // Both modalities have 5 columns; the fans are those of the concatenated layer.
        double wide = Math.sqrt(2.0 / (10 + d));
        near(wide, wide, table(Vbpr.TYPE.preset("MMRec").builder(graphs), d, "W.visual"), 2 * d);
        float[] weights = table(DualGnn.builder(graphs), d, "w");
        for (int u = 0; u < 300; u++) {
            assertEquals(1, weights[2 * u] + weights[2 * u + 1], 1e-6);
        }
        near(0.5, 0.5, weights, 300);
    }

    private static float[] table(Recommender.Builder<?> builder, int d, String name) {
        try (Backend backend = open();
                OpenModel model = builder.embeddingSize(d).build().open(backend, 8)) {
            return model.parameters().stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .toFloats();
        }
    }

    private static void near(double first, double second, float[] values, int boundary) {
        assertEquals(first, rootMeanSquare(values, 0, boundary), 0.15 * first);
        assertEquals(second, rootMeanSquare(values, boundary, values.length), 0.15 * second);
    }

    private static double rootMeanSquare(float[] values, int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += values[k] * values[k];
        }
        return Math.sqrt(sum / (to - from));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mmrecEvaluatesWhatTheLastStepComputed(boolean mmgcn) {
        Recommender model = (mmgcn ? Mmgcn.TYPE.preset("MMRec") : DualGnn.TYPE.preset("MMRec"))
                .builder(lonely(Modality.VISUAL, Modality.TEXTUAL))
                .embeddingSize(4)
                .build();
        try (Backend backend = open();
                OpenModel open = model.open(backend, 3)) {
            assertTrue(open.net().evaluatesLastStep());
        }
        Recommender fresh = (mmgcn ? Mmgcn.TYPE : DualGnn.TYPE)
                .builder(lonely(Modality.VISUAL))
                .build();
        try (Backend backend = open();
                OpenModel open = fresh.open(backend, 3)) {
            assertFalse(open.net().evaluatesLastStep());
        }
    }

    private static float[] forward(Backend backend, OpenModel model) {
        try (Tape tape = backend.inference()) {
            return model.lines(tape).general().toFloats();
        }
    }

    @Test
    void mmrecNeverTrainsIdsAndPreferencesOfMmgcn() {
        Graphs graphs = lonely(Modality.VISUAL, Modality.TEXTUAL);
        try (Backend backend = open();
                OpenModel paper = Mmgcn.builder(graphs).build().open(backend, 3);
                OpenModel mmrec = Mmgcn.TYPE
                        .preset("MMRec")
                        .builder(graphs)
                        .set(SharedOptions.LAMBDA, 0.1)
                        .build()
                        .open(backend, 3)) {
            List<String> trained =
                    paper.parameters().stream().map(Parameter::name).toList();
            assertTrue(trained.containsAll(List.of("E", "P.visual", "P.textual")));
            assertTrue(mmrec.parameters().stream()
                    .noneMatch(p -> p.name().equals("E") || p.name().startsWith("P.")));
            try (Tape tape = backend.inference()) {
                assertEquals(
                        List.of("bpr", "total"),
                        List.copyOf(
                                mmrec.loss(mmrec.lines(tape), BATCH).values().keySet()));
            }
        }
    }

    @Test
    void dualGnnDrawsItsUserGraphAnewInEachEpoch() {
        Graphs graphs = Graphs.builder(Tiny.shop(10, 16, 5, Modality.VISUAL))
                .neighbors(2)
                .build();
        try (Backend backend = open();
                OpenModel model =
                        DualGnn.builder(graphs).embeddingSize(4).build().open(backend, 3)) {
            model.beginEpoch(0, new SplittableRandom(1));
            float[] first = forward(backend, model);
            model.beginEpoch(1, new SplittableRandom(2));
            assertFalse(Arrays.equals(first, forward(backend, model)));
            model.beginEpoch(2, new SplittableRandom(1));
            assertArrayEquals(first, forward(backend, model));
        }
    }
}
