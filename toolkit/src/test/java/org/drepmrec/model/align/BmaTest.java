package org.drepmrec.model.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Models;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.model.baseline.Bm3;
import org.drepmrec.model.baseline.Freedom;
import org.drepmrec.model.baseline.Mgcn;
import org.drepmrec.model.baseline.Vbpr;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.option.Option;
import org.drepmrec.testkit.ModelSuite;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BmaTest {

    private static final float[] X = {1, 0, 0.6f, 0.8f, 0, 2};
    private static final float[] Y = {2, 0, 0, 1, 1, 1};
    private static final float[] MODAL = {0.5f, 0.5f, 0.2f, -0.1f, 1, 0};
    private static final double X_TO_Y = 1.088607;
    private static final double Y_TO_X = 1.087160;

    private static final Batch BATCH = new Batch(new int[] {0, 1, 2}, new int[] {0, 1, 2}, new int[] {1, 2, 0}, 3);

    @TestFactory
    List<DynamicTest> suite() {
        List<DynamicTest> tests = new ArrayList<>(ModelSuite.of(
                "MGCN + BMA", g -> Bma.into(Mgcn.builder(g).embeddingSize(8).build())
                        .alpha(0.3)
                        .intraOnly()
                        .build()));
        tests.addAll(ModelSuite.of(
                "VBPR + BMA", g -> Bma.into(Vbpr.builder(g).embeddingSize(8).build())
                        .alpha(0.3)
                        .beta(0.2)
                        .gamma(0.5)
                        .build()));
        tests.addAll(ModelSuite.of("BM3 + BMA, gradients let through", g -> Models.builder("BM3 + BMA", g)
                .embeddingSize(8)
                .set("dropout", "0")
                .set("targets.stopGradient", "false")
                .set(Map.of("alpha", "0.3", "beta", "0.2", "gamma", "0.5"))
                .build()));
        return tests;
    }

    private static final Option<Double> OWN = Option.real("own", 2, 0, 9, "test");

    /** A net whose lines are given: users and items of X and Y in the one, of Y and X (or MODAL twice) in the other. */
    private record Given(Recommender model, Parameter line, Parameter side, double scale) implements RecommenderNet {

        /** With another modal line, in rows of {@code modalSize}; null for none. */
        static ModelType type(float[] modal, int modalSize) {
            return ModelType.named("Given")
                    .options(OWN)
                    .opens(
                            Given.class,
                            (model, into) -> new Given(
                                    model,
                                    into.create("behavior", concat(X, Y), new Shape(6, 2)),
                                    modal == null ? null : into.create("modal", modal, new Shape(6, modalSize)),
                                    3));
        }

        static Recommender of(float[] modal, int modalSize) {
            return type(modal, modalSize).builder(graphs()).build();
        }

        @Override
        public RecommenderNet forEpoch(int epoch, SplittableRandom random) {
            return new Given(model, line, side, 5);
        }

        @Override
        public Lines forward(Tape tape) {
            Var b = tape.parameter(line);
            return new Lines(b, b, side == null ? null : tape.parameter(side));
        }

        @Override
        public Lines inference(Tape tape) {
            return Lines.of(tape.parameter(line).scale(scale));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return LossTerms.empty().plus("bpr", 1, Losses.bpr(BatchRows.gather(lines.general(), batch, users())));
        }
    }

    private static float[] concat(float[] a, float[] b) {
        float[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** Each user has one item, so users have the features of items. */
    private static Graphs graphs() {
        MultimodalDataset data = MultimodalDataset.builder("three", 3, 3)
                .train(Tiny.pairs(3, 3, new int[][] {{0, 0}, {1, 1}, {2, 2}}))
                .validation(Tiny.pairs(3, 3))
                .test(Tiny.pairs(3, 3))
                .features(Modality.VISUAL, new Features(3, 2, new float[] {3, 4, 0, 5, 1, 0}))
                .features(Modality.TEXTUAL, new Features(3, 2, new float[] {1, 0, 1, 1, 0, 1}))
                .build();
        return Graphs.builder(data).neighbors(2).build();
    }

    private static Map<String, Double> losses(String engine, Recommender model) {
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                OpenModel open = model.open(backend, 1);
                Tape tape = backend.inference()) {
            return open.loss(open.lines(tape), BATCH).values();
        }
    }

    /** Behavior has users X and items Y, modal users Y and items X: each term is X → Y or Y → X. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void theLossIsTheModelsAndTheTermsOfTheAlignment(String engine) {
        // u·j - u·i: (1,0)·((0,1) - (2,0)) = -2, (.6,.8)·((1,1) - (0,1)) = .6, (0,2)·((2,0) - (1,1)) = -2.
        double bpr = (softplus(-2) + softplus(0.6) + softplus(-2)) / 3;
        Map<String, Double> all = losses(
                engine, Bma.into(Given.of(concat(Y, X), 2)).alpha(0.3).beta(0.7).build());
        near(bpr, all.get("bpr"));
        near(X_TO_Y, all.get("bia"));
        near(Y_TO_X, all.get("mia"));
        near(X_TO_Y, all.get("inter.users"));
        near(Y_TO_X, all.get("inter.items"));
        near(bpr + (0.3 + 0.7) * (X_TO_Y + Y_TO_X), all.get("total"));
        assertEquals(6, all.size(), "no similarity signal by default");
        Map<String, Double> intra = losses(
                engine,
                Bma.into(Given.of(concat(Y, X), 2))
                        .alpha(0.3)
                        .temperature(1)
                        .intraOnly()
                        .build());
        assertEquals(4, intra.size());
        near(bpr + 0.3 * (0.965972 + 0.965486), intra.get("total"));
    }

    private static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }

    private static void near(double expected, double found) {
        assertEquals(expected, found, 3e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void theSimilaritySignalMayTakePart(String engine) {
        Map<String, Double> all = losses(
                engine,
                Bma.into(Given.of(concat(MODAL, MODAL), 2))
                        .alpha(0)
                        .beta(0)
                        .gamma(0.5)
                        .build());
        near(0.523843, all.get("sss.items"));
        near(0.523843, all.get("sss.users"));
        near(all.get("bpr") + 0.5 * 2 * 0.523843, all.get("total"));
    }

    @Test
    void everythingElseIsTheModels() {
        try (Backend backend = Backend.open("PyTorch", System.getProperty("drepmrec.device"));
                OpenModel bm3 = Bma.into(Bm3.builder(graphs()).build()).build().open(backend, 1);
                OpenModel model = Bma.into(Given.of(concat(Y, X), 2)).build().open(backend, 1)) {
            assertFalse(bm3.net().usesNegatives());
            assertTrue(model.net().usesNegatives());
            assertEquals("Given + BMA", model.model().name());
            assertEquals(
                    List.of("behavior", "modal"),
                    model.parameters().stream().map(Parameter::name).toList());
            assertArrayEquals(
                    new float[] {3, 0},
                    Arrays.copyOf(model.represent().general().values(), 2));
            model.beginEpoch(0, new SplittableRandom(1));
            assertArrayEquals(
                    new float[] {5, 0},
                    Arrays.copyOf(model.represent().general().values(), 2),
                    "the epoch's own net");
        }
    }

    @Test
    void optionsOfBothAreKnownAndRecorded() {
        Recommender model = Bma.into(Given.of(concat(Y, X), 2)).alpha(0.3).build();
        assertEquals("2.0", model.options().asMap().get("own"));
        assertEquals("0.3", model.options().asMap().get("alpha"));
        assertEquals("0.0", model.options().asMap().get("gamma"));
        assertEquals("alpha=0.3", model.options().changes());
        Bma.Builder builder =
                Bma.into(Mgcn.builder(graphs()).set(SharedOptions.LAYERS, 3).build());
        assertEquals("3", builder.options().asMap().get("layers"));
        Recommender named =
                builder.set(Map.of("alpha", "0.2", "ssl.weight", "0.5")).build();
        assertEquals("0.5", named.options().asMap().get("ssl.weight"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> builder.set("nonsense", "1"))
                .getMessage()
                .startsWith("option \"nonsense\" is unknown to MGCN + BMA; it knows alpha, beta, embeddingSize"));
    }

    /** A weight that only reached the wrapper's options would leave the loss as it was. */
    @Test
    void optionsSetByNameReachTheModel() {
        Recommender.Builder<?> builder = Models.builder("MGCN + BMA", graphs()).set("ssl.weight", "0");
        assertEquals("0.0", builder.options().asMap().get("beta"), "MGCN contrasts its lines already");
        Map<String, Double> losses = losses("PyTorch", builder.build());
        assertFalse(losses.containsKey("ssl.items"), losses.toString());
        assertTrue(losses.containsKey("mia"), losses.toString());
    }

    /** Trained beside each other, the model and what wraps it do not touch each other's parameters. */
    @Test
    void aModelCanBeTrainedBesideItsAlignment() {
        Recommender alone = Vbpr.builder(graphs()).embeddingSize(2).build();
        Recommender aligned = Bma.into(alone).build();
        try (Backend backend = Backend.open("PyTorch", System.getProperty("drepmrec.device"))) {
            OpenModel a = alone.open(backend, 1);
            try (OpenModel b = aligned.open(backend, 1)) {
                assertArrayEquals(
                        a.represent().general().values(),
                        b.represent().general().values());
                a.close();
                assertEquals(5, b.represent().general().size());
            }
        }
    }

    @Test
    void whatCannotBeAlignedIsRefused() {
        Recommender noLines = Bma.into(Freedom.builder(graphs()).build()).build();
        assertEquals(
                "FREEDOM + BMA: FREEDOM exposes one representation only, expected a behavior and a modal one; give both"
                        + " in its Lines or align another model",
                assertThrows(IllegalStateException.class, () -> losses("PyTorch", noLines))
                        .getMessage());
        Recommender noModal = Bma.into(Given.of(null, 0)).build();
        assertTrue(assertThrows(IllegalStateException.class, () -> losses("PyTorch", noModal))
                .getMessage()
                .contains("exposes no modal representation"));
        float[] wide = new float[18];
        assertTrue(assertThrows(
                        IllegalStateException.class,
                        () -> losses("PyTorch", Bma.into(Given.of(wide, 3)).build()))
                .getMessage()
                .endsWith("size 2 and a modal one of size 3, expected one size for Inter-Alignment; call intraOnly()"));
        assertEquals(
                "DRepMRec + BMA: the model has option alpha, expected a model without alignment; use the alignment that it"
                        + " has",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Bma.into(DRepMRec.builder(graphs()).build()))
                        .getMessage());
        Bma.Builder perModality = Bma.into(Given.of(concat(Y, X), 2)).set("sss.target", "perModality");
        assertTrue(assertThrows(IllegalArgumentException.class, perModality::build)
                .getMessage()
                .contains("sss.target: found perModality"));
    }
}
