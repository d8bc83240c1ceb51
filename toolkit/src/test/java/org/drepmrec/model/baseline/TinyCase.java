package org.drepmrec.model.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.testkit.Tiny;

/**
 * Three users, four items, d = 3 and two neighbors, on which expected numbers were computed with NumPy in double
 * precision. Parameters get fixed values: entry k of one with seed s is sin(s + k) / 2.
 */
final class TinyCase {

    static final int D = 3;
    static final Modality ACOUSTIC = Modality.of("acoustic");

    /** User 0 and so its row occurs twice. */
    static final Batch BATCH = new Batch(new int[] {0, 2, 0}, new int[] {1, 3, 0}, new int[] {2, 2, 3}, 4);

    private static final Map<Modality, float[][]> FEATURES = Map.of(
            Modality.VISUAL,
            new float[][] {{3, 4}, {0, 5}, {1, 0}, {2, 1}},
            Modality.TEXTUAL,
            new float[][] {{1, 0, 0.5f}, {1, 1, 0}, {0, 1, 2}, {0.3f, -1, 1}},
            ACOUSTIC,
            new float[][] {{1, 0.2f}, {-1, 1}, {0.5f, 0.5f}, {0, -2}});

    private TinyCase() {}

    static Graphs graphs(Modality... modalities) {
        MultimodalDataset.Builder data = MultimodalDataset.builder("case", 3, 4)
                .train(Tiny.pairs(3, 4, new int[][] {{0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 0}, {2, 1}, {2, 3}}))
                .validation(Tiny.pairs(3, 4))
                .test(Tiny.pairs(3, 4));
        for (Modality m : modalities) {
            data.features(m, features(FEATURES.get(m)));
        }
        return Graphs.builder(data.build()).neighbors(2).build();
    }

    static Graphs graphs() {
        return graphs(Modality.VISUAL, Modality.TEXTUAL);
    }

    static Features features(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, all, r * rows[0].length, rows[0].length);
        }
        return new Features(rows.length, rows[0].length, all);
    }

    /** Opens a model with fixed values in all parameters but feature tables. */
    static OpenModel open(Recommender value, Backend backend, Map<String, Integer> seeds) {
        OpenModel model = value.open(backend, 1);
        for (Parameter p : model.parameters()) {
            if (p.name().startsWith("X.")) {
                continue;
            }
            assertTrue(seeds.containsKey(p.name()), () -> p + " has no value in " + seeds);
            float[] values = new float[Math.toIntExact(p.shape().size())];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) (Math.sin(seeds.get(p.name()) + k) / 2);
            }
            p.set(values);
        }
        return model;
    }

    /** What a step of a model gives. */
    record Step(
            float[] general,
            float[] behavior,
            float[] modal,
            Map<String, Double> losses,
            Map<String, float[]> gradients) {}

    static Step step(OpenModel model, Backend backend, Batch batch) {
        try (Tape tape = backend.tape()) {
            Lines lines = model.lines(tape);
            LossTerms loss = model.loss(lines, batch);
            loss.backward(tape);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            model.parameters()
                    .forEach(p -> tape.gradient(p).ifPresent(g -> gradients.put(p.name(), backend.toFloats(g))));
            return new Step(
                    lines.general().toFloats(),
                    lines.behavior() == null ? null : lines.behavior().toFloats(),
                    lines.modal() == null ? null : lines.modal().toFloats(),
                    loss.values(),
                    gradients);
        }
    }

    static Backend backend(String engine) {
        return Backend.open(engine, System.getProperty("drepmrec.device"));
    }

    static void near(String what, float[] found, double... expected) {
        assertEquals(expected.length, found.length, what);
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], found[k], 2e-6 + 2e-5 * Math.abs(expected[k]), what + " entry " + k);
        }
    }

    static void near(String what, double expected, double found) {
        assertEquals(expected, found, 2e-6 + 2e-5 * Math.abs(expected), what);
    }
}
