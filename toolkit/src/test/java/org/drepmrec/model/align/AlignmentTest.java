package org.drepmrec.model.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import org.drepmrec.engine.Parameter;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.LossTerms;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.sparse.Csr;
import org.drepmrec.testkit.LossProbe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alignment with its options against loops over the definition, on a batch that holds a user and an item twice. */
class AlignmentTest {

    private static final int[] USERS = {0, 1, 0, 2, 1};
    private static final int[] ITEMS = {3, 1, 1, 0, 2};
    private static final Batch BATCH = new Batch(USERS, ITEMS, new int[5], 8);
    private static final int D = 3;
    private static final double TAU = 0.3;

    /** User 0 likes items 1, 3; user 1 likes 1, 2, 3; user 2 likes 0. */
    private static final Csr KNOWN = Csr.binary(3, 4, new int[] {0, 0, 1, 1, 1, 2}, new int[] {1, 3, 1, 2, 3, 0});

    private final float[] ub = random(1, 0);
    private final float[] ib = random(2, 0);
    private final float[] um = random(3, 5);
    private final float[] im = random(4, 0);

    /** Random rows, of which one may be zero. */
    private static float[] random(long seed, int zeroRow) {
        float[] values = new float[5 * D];
        Random random = new Random(seed);
        for (int k = 0; k < values.length; k++) {
            values[k] = k / D == zeroRow - 1 ? 0 : (float) random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void termsFollowTheirDefinition(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            BiPredicate<Integer, Integer> all = (r, c) -> true;
            Map<String, Double> found = terms(probe, Map.of());
            assertEquals(nce(ub, ib, all), found.get("bia"), 1e-5);
            assertEquals(nce(um, im, all), found.get("mia"), 1e-5);
            assertEquals(nce(ub, um, all), found.get("inter.users"), 1e-5);
            assertEquals(nce(ib, im, all), found.get("inter.items"), 1e-5);
            assertEquals(
                    0.5 * (found.get("bia") + found.get("mia"))
                            + 0.25 * (found.get("inter.users") + found.get("inter.items")),
                    found.get("total"),
                    1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void knownPositivesAreNoNegatives(String engine) {
        BiPredicate<Integer, Integer> unknown = (r, c) -> r.equals(c) || !KNOWN.contains(USERS[r], ITEMS[c]);
        BiPredicate<Integer, Integer> turned = (r, c) -> unknown.test(c, r);
        try (LossProbe probe = new LossProbe(engine)) {
            Map<String, Double> found = terms(probe, Map.of("nce.maskKnownPositives", "true"));
            assertEquals(nce(ub, ib, unknown), found.get("bia"), 1e-5);
            assertEquals(nce(ub, um, (r, c) -> r.equals(c) || USERS[r] != USERS[c]), found.get("inter.users"), 1e-5);
            assertEquals(nce(ib, im, (r, c) -> r.equals(c) || ITEMS[r] != ITEMS[c]), found.get("inter.items"), 1e-5);
        }
        try (LossProbe probe = new LossProbe(engine)) {
            Map<String, Double> found = terms(probe, Map.of("nce.maskKnownPositives", "true", "nce.symmetric", "true"));
            assertEquals((nce(um, im, unknown) + nce(im, um, turned)) / 2, found.get("mia"), 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void nodesCanCountOnceAndAnchorsChangeSides(String engine) {
        try (LossProbe probe = new LossProbe(engine)) {
            Map<String, Double> found = terms(probe, Map.of("inter.dedupe", "true", "inter.anchor", "both"));
            float[] b = rows(ub, 0, 1, 3);
            float[] m = rows(um, 0, 1, 3);
            BiPredicate<Integer, Integer> all = (r, c) -> true;
            assertEquals((nce(b, m, all) + nce(m, b, all)) / 2, found.get("inter.users"), 1e-5);
            b = rows(ib, 0, 1, 3, 4);
            m = rows(im, 0, 1, 3, 4);
            assertEquals((nce(b, m, all) + nce(m, b, all)) / 2, found.get("inter.items"), 1e-5);
        }
        try (LossProbe probe = new LossProbe(engine)) {
            Map<String, Double> found = terms(probe, Map.of("inter.anchor", "modal", "nce.reduction", "sum"));
            assertEquals(5 * nce(im, ib, (r, c) -> true), found.get("inter.items"), 1e-4);
            assertEquals(5 * nce(ub, ib, (r, c) -> true), found.get("bia"), 1e-4);
        }
    }

    private Map<String, Double> terms(LossProbe probe, Map<String, String> changed) {
        Options options = Options.of("test", Alignment.options().toArray(Option<?>[]::new))
                .with(Alignment.ALPHA, 0.5)
                .with(Alignment.BETA, 0.25)
                .with(Alignment.TAU, TAU);
        for (Map.Entry<String, String> e : changed.entrySet()) {
            options = options.with(e.getKey(), e.getValue());
        }
        Alignment alignment = new Alignment(options, KNOWN);
        Parameter a = probe.matrix("ub", D, ub);
        Parameter b = probe.matrix("ib", D, ib);
        Parameter c = probe.matrix("um", D, um);
        Parameter d = probe.matrix("im", D, im);
        LossProbe.Outcome outcome = probe.run(t -> alignment.addTo(
                LossTerms.empty(),
                new BatchRows(t.parameter(a), t.parameter(b), null),
                new BatchRows(t.parameter(c), t.parameter(d), null),
                BATCH));
        outcome.gradients().forEach((name, gradient) -> {
            for (float g : gradient) {
                assertTrue(Math.abs(g) < 10, name + " has a gradient of " + g);
            }
        });
        return outcome.terms();
    }

    private static float[] rows(float[] x, int... which) {
        float[] chosen = new float[which.length * D];
        for (int r = 0; r < which.length; r++) {
            System.arraycopy(x, which[r] * D, chosen, r * D, D);
        }
        return chosen;
    }

    private static double nce(float[] x, float[] y, BiPredicate<Integer, Integer> counts) {
        int n = x.length / D;
        double total = 0;
        for (int r = 0; r < n; r++) {
            double sum = 0;
            for (int c = 0; c < n; c++) {
                sum += counts.test(r, c) ? Math.exp(cosine(x, r, y, c) / TAU) : 0;
            }
            total += Math.log(sum) - cosine(x, r, y, r) / TAU;
        }
        return total / n;
    }

    private static double cosine(float[] x, int r, float[] y, int c) {
        double dot = 0;
        double xx = 0;
        double yy = 0;
        for (int j = 0; j < D; j++) {
            dot += x[r * D + j] * y[c * D + j];
            xx += x[r * D + j] * x[r * D + j];
            yy += y[c * D + j] * y[c * D + j];
        }
        return xx == 0 || yy == 0 ? 0 : dot / Math.sqrt(xx * yy);
    }
}
