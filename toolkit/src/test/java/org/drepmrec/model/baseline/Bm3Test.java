package org.drepmrec.model.baseline;

import static org.drepmrec.model.baseline.TinyCase.near;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.model.Batch;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.testkit.ModelSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected gradients are central differences of a NumPy loss whose targets stay where they are. */
class Bm3Test {

    private static final Map<String, Integer> SEEDS = Map.of(
            "E", 1, "W.visual", 2, "b.visual", 3, "W.textual", 4, "b.textual", 5, "W.predictor", 6, "b.predictor", 7);

    private static final Batch BATCH = new Batch(TinyCase.BATCH.users(), TinyCase.BATCH.positives(), new int[0], 4);

    @TestFactory
    List<DynamicTest> suite() {
        List<DynamicTest> tests = new ArrayList<>(ModelSuite.withoutGradients(
                "BM3", g -> Bm3.builder(g).embeddingSize(8).build()));
        tests.addAll(ModelSuite.withoutGradients(
                "BM3-MMRec",
                g -> Bm3.TYPE.preset("MMRec").builder(g).embeddingSize(8).build()));
        tests.addAll(ModelSuite.gradientsOnly("BM3, gradients let through", g -> differentiable(Bm3.builder(g))
                .build()));
        tests.addAll(ModelSuite.gradientsOnly(
                "BM3-MMRec, gradients let through",
                g -> differentiable(Bm3.TYPE.preset("MMRec").builder(g)).build()));
        return tests;
    }

    private static Recommender.Builder<?> differentiable(Recommender.Builder<?> builder) {
        return builder.embeddingSize(8).set(Bm3.DROPOUT, 0.0).set(Bm3.STOP_GRADIENT, false);
    }

    private static TinyCase.Step step(String engine, Recommender.Builder<?> builder, long epochSeed) {
        try (Backend backend = TinyCase.backend(engine);
                OpenModel model =
                        TinyCase.open(builder.embeddingSize(TinyCase.D).build(), backend, SEEDS)) {
            model.beginEpoch(0, new SplittableRandom(epochSeed));
            return TinyCase.step(model, backend, BATCH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aStepHasTheNumbersOfThePaper(String engine) {
        TinyCase.Step step = step(engine, Bm3.builder(TinyCase.graphs()).set(Bm3.DROPOUT, 0.0), 42);
        near(
                "general",
                step.general(),
                0.335254,
                0.507461,
                0.213111,
                0.329011,
                0.485211,
                0.195310,
                0.319603,
                0.498081,
                0.218626,
                0.343068,
                0.490848,
                0.187345,
                0.308375,
                0.502589,
                0.234725,
                0.358204,
                0.493339,
                0.174901,
                0.285751,
                0.481985,
                0.235085);
        near(
                "modal",
                step.modal(),
                -1.083333,
                -0.699038,
                0.327950,
                -0.756475,
                -0.538573,
                0.174491,
                -0.837737,
                -0.741893,
                0.036044,
                -0.738606,
                -0.797360,
                -0.123025,
                -1.428060,
                -0.600715,
                0.778925,
                -0.084891,
                -0.476430,
                -0.429942,
                -0.346546,
                -0.827605,
                -0.547768);
        losses(step, 1, 0.694968, 0.027698, 0.700585, 1.535091, 0.699464, 1.726660, 1.031276);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aStepHasTheNumbersOfMMRec(String engine) {
        losses(
                step(engine, Bm3.TYPE.preset("MMRec").builder(TinyCase.graphs()).set(Bm3.DROPOUT, 0.0), 42),
                2,
                0.694968,
                0.027698,
                0.700585,
                1.535091,
                0.699464,
                1.726660,
                0.666602);
    }

    /** NumPy drew the masks from the published algorithm of SplittableRandom(42): users, items, visual, textual. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void targetsAreDroppedByTheEpochsGenerator(String engine) {
        TinyCase.Step step = step(engine, Bm3.builder(TinyCase.graphs()).set(Bm3.DROPOUT, 0.5), 42);
        losses(step, 1, 0.572049, 0.391385, 0.594014, 1.185340, 0.577701, 1.454565, 1.031276);
    }

    private static void losses(TinyCase.Step step, double modalWeight, double... expected) {
        String[] names = {
            "user to item", "item to user", "align.visual", "mask.visual", "align.textual", "mask.textual", "reg"
        };
        double total = 0;
        for (int k = 0; k < names.length; k++) {
            near(names[k], expected[k], step.losses().get(names[k]));
            total += (k < 2 ? 1 : k < 6 ? modalWeight : 0.1) * expected[k];
        }
        near("total", total, step.losses().get("total"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void noGradientPassesThroughTargets(String engine) {
        TinyCase.Step step = step(
                engine, Bm3.builder(TinyCase.graphs()).set(Bm3.DROPOUT, 0.0).set(SharedOptions.LAMBDA, 0.0), 42);
        near(
                "E",
                step.gradients().get("E"),
                0.033541,
                -0.036326,
                0.038383,
                0.015839,
                -0.017310,
                0.018434,
                -0.040158,
                0.043814,
                -0.046592,
                0.067998,
                -0.072669,
                0.075885,
                0.099577,
                -0.108937,
                0.116117,
                0,
                0,
                0,
                -0.088926,
                0.097278,
                -0.103684);
        near(
                "W.visual",
                step.gradients().get("W.visual"),
                0.489483,
                -0.523210,
                0.546464,
                -1.328559,
                1.553032,
                -1.746422);
        near("b.predictor", step.gradients().get("b.predictor"), 1.266467, 0.019565, -1.245325);
        TinyCase.Step dropped = step(
                engine, Bm3.builder(TinyCase.graphs()).set(Bm3.DROPOUT, 0.5).set(SharedOptions.LAMBDA, 0.0), 42);
        near(
                "W.visual, dropout",
                dropped.gradients().get("W.visual"),
                -0.009700,
                0.012027,
                -0.014113,
                -1.422199,
                1.616655,
                -1.778753);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void withoutTheStopTargetsLearnToo(String engine) {
        TinyCase.Step step = step(
                engine,
                Bm3.builder(TinyCase.graphs())
                        .set(Bm3.DROPOUT, 0.0)
                        .set(SharedOptions.LAMBDA, 0.0)
                        .set(Bm3.STOP_GRADIENT, false),
                42);
        near(
                "E",
                step.gradients().get("E"),
                0.097871,
                -0.142446,
                -0.140620,
                -0.002709,
                -0.019063,
                0.035087,
                -0.251701,
                0.001646,
                0.119384,
                -0.295364,
                -0.172292,
                0.331594,
                0.012442,
                -0.162324,
                0.145561,
                0,
                0,
                0,
                -0.622944,
                -0.061022,
                0.259274);
    }

    @Test
    void masksAreFreshInEachStepAndTheSameForTheSameSeed() {
        try (Backend backend = TinyCase.backend("PyTorch");
                OpenModel model = TinyCase.open(
                        Bm3.builder(TinyCase.graphs()).embeddingSize(TinyCase.D).build(), backend, SEEDS)) {
            model.beginEpoch(0, new SplittableRandom(5));
            double first = TinyCase.step(model, backend, BATCH).losses().get("total");
            double second = TinyCase.step(model, backend, BATCH).losses().get("total");
            assertNotEquals(first, second);
            model.beginEpoch(0, new SplittableRandom(5));
            assertEquals(first, TinyCase.step(model, backend, BATCH).losses().get("total"));
            assertEquals(second, TinyCase.step(model, backend, BATCH).losses().get("total"));
        }
    }

    @Test
    void threeModalitiesHaveTwoTermsEach() {
        try (Backend backend = TinyCase.backend("MXNet");
                OpenModel model = Bm3.builder(TinyCase.graphs(Modality.VISUAL, Modality.TEXTUAL, TinyCase.ACOUSTIC))
                        .embeddingSize(TinyCase.D)
                        .build()
                        .open(backend, 1)) {
            assertFalse(model.net().usesNegatives());
            Map<String, Double> losses = TinyCase.step(model, backend, BATCH).losses();
            assertEquals(
                    3,
                    losses.keySet().stream().filter(n -> n.startsWith("align.")).count());
            assertEquals(
                    3,
                    losses.keySet().stream().filter(n -> n.startsWith("mask.")).count());
        }
    }
}
