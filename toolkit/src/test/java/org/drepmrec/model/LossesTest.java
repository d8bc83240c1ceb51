package org.drepmrec.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.model.Losses.Reduction;
import org.drepmrec.testkit.LossProbe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each loss against numbers that were computed elsewhere, and at the edges of what floats can hold. */
class LossesTest {

    private static final float[] X = {1, 0, .6f, .8f, 0, 2};
    private static final float[] Y = {2, 0, 0, 1, 1, 1};
    private static final float[] MODAL = {.5f, .5f, .2f, -.1f, 1, 0};
    private static final float[] T = {1, .734975f, .18f, .734975f, 1, .494975f, .18f, .494975f, 1};
    private static final double DEVIATION = 1.571528;

    /** Rows [sqrt(0.3) v / |v|, sqrt(0.7) t / |t|] of visual (3,4), (0,5), (1,0) and text (1,0), (1,1), (0,1). */
    private static final float[] FACTOR = {
        root(.3) * .6f, root(.3) * .8f, root(.7), 0, 0, root(.3), root(.35), root(.35), root(.3), 0, 0, root(.7)
    };

    private static float root(double square) {
        return (float) Math.sqrt(square);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void infoNceMatchesItsGoldenNumbers(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 2, X);
            Parameter y = probe.matrix("y", 2, Y);
            for (boolean bounded : new boolean[] {true, false}) {
                LossProbe.Outcome cosine = probe.scalar(t -> infoNce(t, x, y, true, .2, bounded));
                assertEquals(1.088607, cosine.total(), 2e-6);
                assertArrayEquals(
                        new float[] {0, .229174f, .820200f, -.615150f, -.474669f, 0},
                        cosine.gradients().get("x"),
                        3e-6f);
                assertEquals(
                        .965972,
                        probe.scalar(t -> infoNce(t, x, y, true, 1, bounded)).total(),
                        2e-6);
            }
            assertEquals(
                    1.349648,
                    probe.scalar(t -> infoNce(t, x, y, false, .2, false)).total(),
                    2e-6);
        }
    }

    private static Var infoNce(Tape t, Parameter x, Parameter y, boolean normalize, double tau, boolean bounded) {
        Var a = t.parameter(x);
        Var b = t.parameter(y);
        return Losses.infoNce(normalize ? a.normalizeRows() : a, normalize ? b.normalizeRows() : b, tau, bounded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void infoNceOfOneRowIsZero(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 2, .3f, -2);
            Parameter y = probe.matrix("y", 2, -4, .1f);
            for (boolean bounded : new boolean[] {true, false}) {
                LossProbe.Outcome one = probe.scalar(t -> infoNce(t, x, y, true, .2, bounded));
                assertEquals(0, one.total(), 1e-6);
                assertArrayEquals(new float[2], one.gradients().get("x"), 1e-6f);
                assertArrayEquals(new float[2], one.gradients().get("y"), 1e-6f);
            }
        }
    }

    /** Logits of ±10,000: the first anchor prefers its own candidate, the second the first's by 20,000. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void infoNceSurvivesHugeLogits(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 1, 100, 100);
            Parameter y = probe.matrix("y", 1, 100, -100);
            LossProbe.Outcome far = probe.scalar(t -> infoNce(t, x, y, false, 1, false));
            assertEquals((0 + 20_000) / 2.0, far.total(), 1e-2);
            assertArrayEquals(new float[] {0, (100 + 100) / 2f}, far.gradients().get("x"), 1e-3f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void bprIsTheMeanOfSoftplusAlsoWhereItSaturates(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter u = probe.matrix("u", 1, 1, 1, 1, 1);
            Parameter i = probe.matrix("i", 1, 0, -100, 100, 1);
            Parameter j = probe.matrix("j", 1, 0, 0, 0, 0);
            LossProbe.Outcome bpr =
                    probe.scalar(t -> Losses.bpr(new BatchRows(t.parameter(u), t.parameter(i), t.parameter(j))));
            double atOne = Math.log1p(Math.exp(-1));
            assertEquals((Math.log(2) + 100 + 0 + atOne) / 4, bpr.total(), 1e-5);
            float slopeAtOne = (float) (-1 / (1 + Math.E) / 4);
            float[] byItem = {-.5f / 4, -1f / 4, 0, slopeAtOne};
            assertArrayEquals(byItem, bpr.gradients().get("i"), 1e-6f);
            assertArrayEquals(
                    new float[] {.5f / 4, 1f / 4, 0, -slopeAtOne},
                    bpr.gradients().get("j"),
                    1e-6f);
            assertArrayEquals(
                    new float[] {0, 100f / 4, 0, slopeAtOne}, bpr.gradients().get("u"), 1e-5f);
        }
    }

    /** x = -30 (golden number), -200 where it saturates at -ln 1e-10, and 1. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void bprWithFloorSaturates(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter u = probe.matrix("u", 1, 1, 1, 1);
            Parameter i = probe.matrix("i", 1, -30, -200, 1);
            Parameter j = probe.matrix("j", 1, 0, 0, 0);
            LossProbe.Outcome bpr = probe.scalar(
                    t -> Losses.bprWithFloor(new BatchRows(t.parameter(u), t.parameter(i), t.parameter(j))));
            assertEquals((23.024916 + 23.025851 + Math.log1p(Math.exp(-1))) / 3, bpr.total(), 2e-6);
            double small = Math.exp(-30);
            float[] byItem = {(float) (-small / (1e-10 + small) / 3), 0, (float) (-1 / (1 + Math.E) / 3)};
            assertArrayEquals(byItem, bpr.gradients().get("i"), 1e-7f);
            assertEquals(byItem[0], bpr.gradients().get("i")[0], 1e-3 * Math.abs(byItem[0]));
            assertArrayEquals(
                    new float[] {-30 * byItem[0], 0, byItem[2]}, bpr.gradients().get("u"), 3e-6f);
            assertEquals(-byItem[2], bpr.gradients().get("j")[2], 1e-7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void penaltiesFollowTheirTwoForms(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter u = probe.matrix("u", 2, 3, 4, 0, 0);
            Parameter i = probe.matrix("i", 2, 1, 2, 2, 0);
            Parameter j = probe.matrix("j", 2, 0, 0, 0, 0);
            LossProbe.Outcome squares = probe.scalar(
                    t -> Losses.halfSquares(new BatchRows(t.parameter(u), t.parameter(i), t.parameter(j)), 8));
            assertEquals((25 + 9 + 0) / 2.0 / 8, squares.total(), 1e-6);
            assertArrayEquals(
                    new float[] {3 / 8f, 4 / 8f, 0, 0}, squares.gradients().get("u"), 1e-6f);
            LossProbe.Outcome norms =
                    probe.scalar(t -> Losses.norms(new BatchRows(t.parameter(u), t.parameter(i), t.parameter(j))));
            assertEquals((5 + 3 + 0) / 2.0, norms.total(), 1e-6);
            assertArrayEquals(
                    new float[] {1 / 6f, 2 / 6f, 2 / 6f, 0}, norms.gradients().get("i"), 1e-6f);
            assertArrayEquals(new float[4], norms.gradients().get("j"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void similarityMatchesItsGoldenNumbers(String engine) {
        float[] rmse = {-.028420f, -.076996f, -.351022f, -.104988f, .042848f, .080388f};
        float[] mse = {-.029776f, -.080668f, -.367761f, -.109994f, .044891f, .084221f};
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 2, MODAL);
            for (TargetMatrix target : new TargetMatrix[] {TargetMatrix.dense(T, 3), TargetMatrix.gram(FACTOR, 3, 4)}) {
                LossProbe.Outcome found = probe.scalar(t -> {
                    assertArrayEquals(new float[] {1, 1, 1}, t.backend().toFloats(target.diagonal(t)), 1e-6f);
                    return similarity(t, x, target, Reduction.RMSE, true);
                });
                assertEquals(.523843, found.total(), 3e-6);
                assertArrayEquals(rmse, found.gradients().get("x"), 3e-6f);
                found = probe.scalar(t -> similarity(t, x, target, Reduction.MSE, true));
                assertEquals(.274411, found.total(), 3e-6);
                assertArrayEquals(mse, found.gradients().get("x"), 3e-6f);
                found = probe.scalar(t -> similarity(t, x, target, Reduction.FROBENIUS, true));
                assertEquals(DEVIATION, found.total(), 1e-5);
                assertEquals(3 * rmse[2], found.gradients().get("x")[2], 1e-5f);
            }
        }
    }

    private static Var similarity(Tape t, Parameter x, TargetMatrix target, Reduction reduction, boolean diagonal) {
        return Losses.similarity(t.parameter(x), target, reduction, diagonal);
    }

    /** Deviations off the diagonal: 0.05 - T, 0.5 - T, 0.2 - T, each twice. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void theDiagonalCanBeLeftOut(String engine) {
        double ab = .05 - .734975;
        double ac = .5 - .18;
        double bc = .2 - .494975;
        double sum = 2 * (ab * ab + ac * ac + bc * bc);
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 2, MODAL);
            for (TargetMatrix target : new TargetMatrix[] {TargetMatrix.dense(T, 3), TargetMatrix.gram(FACTOR, 3, 4)}) {
                LossProbe.Outcome found = probe.scalar(t -> similarity(t, x, target, Reduction.MSE, false));
                assertEquals(sum / 9, found.total(), 3e-6);
                assertEquals(4 / 9.0 * (ab * .2 + ac * 1), found.gradients().get("x")[0], 3e-6);
                found = probe.scalar(t -> similarity(t, x, target, Reduction.RMSE, false));
                assertEquals(Math.sqrt(sum) / 3, found.total(), 3e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void noDeviationHasNoGradient(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 2, 1, 0, 0, 2);
            TargetMatrix same = TargetMatrix.dense(new float[] {1, 0, 0, 4}, 2);
            Parameter zero = probe.matrix("zero", 2, 0, 0, 0, 0);
            TargetMatrix nothing = TargetMatrix.gram(new float[2], 2, 1);
            for (Reduction reduction : Reduction.values()) {
                for (boolean diagonal : new boolean[] {true, false}) {
                    LossProbe.Outcome found = probe.scalar(t -> similarity(t, x, same, reduction, diagonal)
                            .plus(similarity(t, zero, nothing, reduction, diagonal)));
                    assertEquals(0, found.total());
                    assertArrayEquals(new float[4], found.gradients().get("x"));
                    assertArrayEquals(new float[4], found.gradients().get("zero"));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void normalizingAZeroRowGivesZeroAndNoGradient(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter x = probe.matrix("x", 2, 0, 0, 3, 4, 1e-30f, 0);
            LossProbe.Outcome found = probe.scalar(t -> {
                Var y = t.parameter(x).normalizeRows();
                return y.minus(t.constant(new float[] {1, 1, 1, 1, 1, 1}, 3, 2)).squaredNorm();
            });
            assertEquals(2 + .16 + .04 + 2, found.total(), 1e-5);
            float[] g = found.gradients().get("x");
            assertArrayEquals(new float[2], new float[] {g[0], g[1]}, 1e-9f);
            assertArrayEquals(new float[2], new float[] {g[4], g[5]}, 1e-9f);
            assertTrue(Math.abs(g[2]) > 0.01 && Math.abs(3 * g[2] + 4 * g[3]) < 1e-6, "orthogonal to its row");
        }
    }
}
