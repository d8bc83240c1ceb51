package org.drepmrec.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
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
import org.junit.jupiter.api.DynamicTest;

/**
 * What every model must show, on both engines: gradients match finite differences, every parameter moves in a step, the
 * same seed gives the same numbers, a tiny set is overfitted with two modalities and with one, a model opened twice is
 * trained twice, engines agree.
 */
public final class ModelSuite {

    private static final List<String> ENGINES = List.of("MXNet", "PyTorch");
    private static final double STEP = 5e-3;
    private static final String GRADIENTS = "gradients match finite differences";

    private ModelSuite() {}

    /** All checks of a model; add them to a {@code @TestFactory}. */
    public static List<DynamicTest> of(String name, Function<Graphs, Recommender> factory) {
        List<DynamicTest> tests = new ArrayList<>();
        for (String engine : ENGINES) {
            tests.add(test(name, GRADIENTS, engine, () -> gradients(engine, factory)));
            tests.add(test(name, "every parameter moves", engine, () -> everyParameterMoves(engine, factory)));
            tests.add(test(name, "same seed, same numbers", engine, () -> sameSeedSameNumbers(engine, factory)));
            tests.add(test(name, "a tiny set is overfitted", engine, () -> overfits(engine, factory)));
            tests.add(test(name, "one modality is enough", engine, () -> oneModality(engine, factory)));
            tests.add(test(name, "a model is a value", engine, () -> twoAtOnce(engine, factory)));
        }
        tests.add(DynamicTest.dynamicTest(name + ": engines agree", () -> enginesAgree(factory)));
        return tests;
    }

    /** Only the comparison with finite differences and between engines, for variants of a model. */
    public static List<DynamicTest> gradientsOnly(String name, Function<Graphs, Recommender> factory) {
        List<DynamicTest> tests = new ArrayList<>();
        for (String engine : ENGINES) {
            tests.add(test(name, GRADIENTS, engine, () -> gradients(engine, factory)));
        }
        tests.add(DynamicTest.dynamicTest(name + ": engines agree", () -> enginesAgree(factory)));
        return tests;
    }

    /**
     * All but the comparison with finite differences, for a model of many leaky ReLUs, where steps that single precision can
     * tell cross their kinks, and for one that stops gradients, which differences do not see. They need golden values.
     */
    public static List<DynamicTest> withoutGradients(String name, Function<Graphs, Recommender> factory) {
        return of(name, factory).stream()
                .filter(t -> !t.getDisplayName().contains(GRADIENTS))
                .toList();
    }

    private static DynamicTest test(
            String name, String what, String engine, org.junit.jupiter.api.function.Executable body) {
        return DynamicTest.dynamicTest(name + ": " + what + " (" + engine + ")", body);
    }

    private static final Graphs TWO_MODALITIES = graphs(Modality.VISUAL, Modality.TEXTUAL);

    private static Graphs graphs(Modality... modalities) {
        MultimodalDataset data = Tiny.shop(10, 16, 5, modalities);
        return Graphs.builder(data).neighbors(3).build();
    }

    private static Backend open(String engine) {
        return Backend.open(engine, System.getProperty("drepmrec.device"));
    }

    /** A batch with a user and an item twice. */
    private static Batch batch(OpenModel open) {
        Recommender model = open.model();
        boolean negative = open.net().usesNegatives();
        int[] users = {3, 0, 7, 3, 9};
        int[] positives = new int[users.length];
        int[] negatives = new int[negative ? users.length : 0];
        for (int b = 0; b < users.length; b++) {
            int[] liked = model.data().train().itemsOf(users[b]);
            positives[b] = liked[b % liked.length];
            if (negative) {
                negatives[b] = (positives[b] + 1) % 16;
            }
        }
        return new Batch(users, positives, negatives, 8);
    }

    private static void gradients(String engine, Function<Graphs, Recommender> factory) {
        try (Backend backend = open(engine);
                OpenModel model = factory.apply(TWO_MODALITIES).open(backend, 4)) {
            enlarge(model);
            Batch batch = batch(model);
            Map<String, float[]> analytic = new LinkedHashMap<>();
            try (Tape tape = backend.tape()) {
                model.loss(model.lines(tape), batch).backward(tape);
                model.parameters()
                        .forEach(p -> tape.gradient(p).ifPresent(g -> analytic.put(p.name(), backend.toFloats(g))));
            }
            Random random = new Random(1);
            for (Parameter p : model.parameters()) {
                float[] found = analytic.get(p.name());
                if (found == null) {
                    continue;
                }
                float[] origin = p.toFloats();
                double largest = 1e-4;
                for (float g : found) {
                    largest = Math.max(largest, Math.abs(g));
                }
                for (int trial = 0; trial < 3; trial++) {
                    int j = random.nextInt(origin.length);
                    float[] entry = new float[origin.length];
                    entry[j] = 1;
                    double numeric = slope(backend, model, batch, p, origin, entry);
                    assertEquals(numeric, found[j], 0.02 * largest + 2e-4, p + " entry " + j);
                }
                alongTheGradient(backend, model, batch, p, origin, found);
                p.set(origin);
            }
        }
    }

    /**
     * Xavier values of tiny tables give gradients close to rounding; larger ones show mistakes. What starts at zero is checked
     * elsewhere, for at zero a penalty has no gradient.
     */
    private static void enlarge(OpenModel model) {
        Random random = new Random(9);
        for (Parameter p : model.parameters()) {
            float[] values = p.toFloats();
            double norm = 0;
            for (float v : values) {
                norm += v * v;
            }
            norm = Math.sqrt(norm / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = norm < 1e-6 ? (float) (0.4 * random.nextGaussian()) : (float) (values[i] * 0.4 / norm);
            }
            p.set(values);
        }
    }

    /** Along the gradient itself the loss rises by its length: all entries are checked at once. */
    private static void alongTheGradient(
            Backend backend, OpenModel model, Batch batch, Parameter p, float[] origin, float[] gradient) {
        double length = 0;
        for (float g : gradient) {
            length += g * g;
        }
        length = Math.sqrt(length);
        if (length < 1e-3) {
            return;
        }
        float[] direction = new float[gradient.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (gradient[i] / length);
        }
        double numeric = slope(backend, model, batch, p, origin, direction);
        assertEquals(numeric, length, 0.02 * length + 2e-4, p + " along its gradient");
    }

    private static double slope(
            Backend backend, OpenModel model, Batch batch, Parameter p, float[] origin, float[] direction) {
        return (at(backend, model, batch, p, origin, direction, STEP)
                        - at(backend, model, batch, p, origin, direction, -STEP))
                / (2 * STEP);
    }

    private static double at(
            Backend backend,
            OpenModel model,
            Batch batch,
            Parameter p,
            float[] origin,
            float[] direction,
            double step) {
        float[] moved = origin.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        p.set(moved);
        try (Tape tape = backend.inference()) {
            return model.loss(model.lines(tape), batch).values().get("total");
        }
    }

    private static void everyParameterMoves(String engine, Function<Graphs, Recommender> factory) {
        try (Backend backend = open(engine);
                OpenModel model = factory.apply(TWO_MODALITIES).open(backend, 4)) {
            assertFalse(model.parameters().isEmpty());
            Map<Parameter, float[]> before = new LinkedHashMap<>();
            model.parameters().forEach(p -> before.put(p, p.toFloats()));
            step(backend, model, 1);
            before.forEach((p, values) -> {
                float[] after = p.toFloats();
                double moved = 0;
                for (int i = 0; i < values.length; i++) {
                    assertTrue(Float.isFinite(after[i]), p + " entry " + i);
                    moved = Math.max(moved, Math.abs(after[i] - values[i]));
                }
                assertTrue(moved > 1e-5, p + " did not move (" + engine + "); a weight of zero in the factory?");
            });
        }
    }

    private static Map<String, Double> step(Backend backend, OpenModel model, int steps) {
        Map<String, Double> last = Map.of();
        try (Adam adam = new Adam(backend, model.parameters())) {
            for (int s = 0; s < steps; s++) {
                last = step(backend, model, adam);
            }
        }
        return last;
    }

    private static Map<String, Double> step(Backend backend, OpenModel model, Adam adam) {
        try (Tape tape = backend.tape()) {
            LossTerms loss = model.loss(model.lines(tape), batch(model));
            loss.backward(tape);
            adam.step(tape, 0.02);
            return loss.values();
        }
    }

    private static void sameSeedSameNumbers(String engine, Function<Graphs, Recommender> factory) {
        float[] first = trained(engine, factory, 3);
        assertArrayEquals(first, trained(engine, factory, 3));
        assertTrue(distance(first, trained(engine, factory, 4)) > 1e-3, "another seed gives the same numbers");
    }

    private static float[] trained(String engine, Function<Graphs, Recommender> factory, long seed) {
        try (Backend backend = open(engine);
                OpenModel model = factory.apply(TWO_MODALITIES).open(backend, seed)) {
            step(backend, model, 5);
            return model.represent().general().values();
        }
    }

    private static double distance(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static void overfits(String engine, Function<Graphs, Recommender> factory) {
        try (Backend backend = open(engine);
                OpenModel model = factory.apply(TWO_MODALITIES).open(backend, 4)) {
            double before = step(backend, model, 1).get("total");
            double after = step(backend, model, 80).get("total");
            assertTrue(after < 0.7 * before, "loss " + before + " became " + after);
        }
    }

    private static void oneModality(String engine, Function<Graphs, Recommender> factory) {
        try (Backend backend = open(engine);
                OpenModel model = factory.apply(graphs(Modality.TEXTUAL)).open(backend, 4)) {
            double before = step(backend, model, 1).get("total");
            double after = step(backend, model, 80).get("total");
            assertTrue(after < 0.7 * before, "loss " + before + " became " + after);
        }
    }

    /** One model opened twice and trained in turns gives what each training alone does. */
    private static void twoAtOnce(String engine, Function<Graphs, Recommender> factory) {
        Recommender model = factory.apply(TWO_MODALITIES);
        assertEquals(model, factory.apply(TWO_MODALITIES), "two models of the same options");
        try (Backend backend = open(engine);
                OpenModel a = model.open(backend, 3);
                OpenModel b = model.open(backend, 4);
                Adam ofA = new Adam(backend, a.parameters());
                Adam ofB = new Adam(backend, b.parameters())) {
            for (int s = 0; s < 5; s++) {
                step(backend, a, ofA);
                step(backend, b, ofB);
            }
            assertArrayEquals(
                    trained(engine, any -> model, 3), a.represent().general().values());
            assertArrayEquals(
                    trained(engine, any -> model, 4), b.represent().general().values());
        }
    }

    private static void enginesAgree(Function<Graphs, Recommender> factory) {
        float[] a = trained("MXNet", factory, 3);
        float[] b = trained("PyTorch", factory, 3);
        double largest = 0;
        for (float v : a) {
            largest = Math.max(largest, Math.abs(v));
        }
        assertEquals(0, distance(a, b), 2e-3 * largest);
    }
}
