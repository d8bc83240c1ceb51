package org.drepmrec.model.related;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Models;
import org.drepmrec.model.OpenModel;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a model from one step to the next, which a single step does not show. */
class RelatedStepsTest {

    private static final Graphs GRAPHS = Graphs.builder(Tiny.shop(10, 16, 5, Modality.VISUAL, Modality.TEXTUAL))
            .neighbors(3)
            .build();

    private static OpenModel open(Backend backend, String name, Map<String, String> options) {
        return Models.builder(name, GRAPHS)
                .embeddingSize(4)
                .set(options)
                .build()
                .open(backend, 3);
    }

    private static Batch batch(OpenModel model) {
        int[] users = {3, 0, 7};
        int[] positives = Arrays.stream(users)
                .map(u -> GRAPHS.data().train().itemsOf(u)[0])
                .toArray();
        int[] negatives = Arrays.stream(positives).map(i -> (i + 1) % 16).toArray();
        return new Batch(users, positives, model.net().usesNegatives() ? negatives : new int[0], 3);
    }

    /** The parameters that have a gradient, and those whose gradient is not all zeros. */
    private record Step(Map<String, Double> losses, List<String> reached, List<String> pulled) {}

    private static Step step(Backend backend, OpenModel model, Adam adam) {
        try (Tape tape = backend.tape()) {
            LossTerms loss = model.loss(model.lines(tape), batch(model));
            loss.backward(tape);
            Step step = new Step(
                    new TreeMap<>(loss.values()),
                    model.parameters().stream()
                            .filter(p -> tape.gradient(p).isPresent())
                            .map(Parameter::name)
                            .sorted()
                            .toList(),
                    model.parameters().stream()
                            .filter(p -> tape.gradient(p)
                                    .map(g -> g.abs().sum().getFloat() > 0)
                                    .orElse(false))
                            .map(Parameter::name)
                            .sorted()
                            .toList());
            if (adam != null) {
                adam.step(tape, 0.01);
            }
            return step;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void theLearnedGraphOfThePresetIsDifferentiatedOnceAnEpoch(String engine) {
        List<String> all =
                List.of("E", "W.textual", "W.visual", "X.textual", "X.visual", "alpha", "b.textual", "b.visual");
        try (Backend backend = Backend.open(engine, "cpu");
                OpenModel model = open(backend, "LATTICE-MMRec", Map.of("latent.rawShare", "0.3"))) {
            for (int epoch = 0; epoch < 2; epoch++) {
                model.beginEpoch(epoch, new SplittableRandom(epoch));
                Step first = step(backend, model, null);
                Step second = step(backend, model, null);
                assertEquals(all, first.pulled);
                assertEquals(List.of("E"), second.pulled);
                first.losses.forEach((k, v) -> assertEquals(v, second.losses.get(k), 1e-6, k));
            }
        }
        try (Backend backend = Backend.open(engine, "cpu");
                OpenModel model = open(backend, "LATTICE", Map.of("latent.rawShare", "0.3"))) {
            step(backend, model, null);
            assertTrue(step(backend, model, null).reached.contains("alpha"));
        }
    }

    /** With gradients g, 0, ... Adam's second step is 0.670 times its first, as it was for those codes. */
    @ParameterizedTest
    @ValueSource(strings = {"LATTICE-MMRec", "MICRO-authors"})
    void theParametersOfALearnedGraphCoastThroughTheRestOfAnEpoch(String name) {
        try (Backend backend = Backend.open("PyTorch", "cpu");
                OpenModel model = open(backend, name, Map.of("latent.rawShare", "0.3"));
                Adam adam = new Adam(backend, model.parameters())) {
            model.beginEpoch(0, new SplittableRandom(0));
            Map<String, float[]> before = values(model);
            step(backend, model, adam);
            Map<String, float[]> first = values(model);
            step(backend, model, adam);
            Map<String, float[]> second = values(model);
            for (String moved : List.of("W.visual", "b.textual", "X.visual")) {
                int far = 0;
                for (int k = 1; k < before.get(moved).length; k++) {
                    boolean further = Math.abs(first.get(moved)[k] - before.get(moved)[k])
                            > Math.abs(first.get(moved)[far] - before.get(moved)[far]);
                    far = further ? k : far;
                }
                float once = first.get(moved)[far] - before.get(moved)[far];
                assertEquals(0.01, Math.abs(once), 1e-4, moved);
                assertEquals(0.670 * once, second.get(moved)[far] - first.get(moved)[far], 1e-5, moved);
            }
        }
    }

    private static Map<String, float[]> values(OpenModel model) {
        Map<String, float[]> all = new TreeMap<>();
        model.parameters().forEach(p -> all.put(p.name(), p.toFloats()));
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void theTargetFollowsByItsMomentum(String engine) {
        for (String device : List.of("cpu", Backend.AS_GPU)) {
            try (Backend backend = Backend.open(engine, device);
                    OpenModel model = open(backend, "BUIR", Map.of("target.momentum", "0.75"));
                    Adam adam = new Adam(backend, model.parameters())) {
                Parameter online = parameter(model, "E");
                Parameter target = parameter(model, "target");
                float[] start = online.toFloats();
                assertArrayEquals(start, target.toFloats());
                step(backend, model, adam);
                assertArrayEquals(start, target.toFloats(), 1e-7f);
                float[] moved = online.toFloats();
                assertFalse(Arrays.equals(start, moved));
                assertEquals(List.of("E", "W.predictor", "b.predictor", "target"), step(backend, model, adam).reached);
                float[] expected = new float[start.length];
                for (int k = 0; k < start.length; k++) {
                    expected[k] = 0.75f * start[k] + 0.25f * moved[k];
                }
                assertArrayEquals(expected, target.toFloats(), 1e-6f);
                model.represent();
                assertArrayEquals(expected, target.toFloats(), 1e-6f, "scores do not move it");
            }
        }
    }

    private static Parameter parameter(OpenModel model, String name) {
        return model.parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Noise and dropout come from the epoch's generator; scores have none. */
    @Test
    void lgmRecDrawsInTrainingAlone() {
        for (String form : List.of("LGMRec", "LGMRec-MMRec")) {
            try (Backend backend = Backend.open("PyTorch", "cpu");
                    OpenModel model = open(backend, form, Map.of())) {
                float[] scores = model.represent().general().values();
                model.beginEpoch(1, new SplittableRandom(5));
                double drawn = step(backend, model, null).losses.get("bpr");
                double again = step(backend, model, null).losses.get("bpr");
                assertTrue(Math.abs(drawn - again) > 1e-6, form + " draws the same noise twice");
                model.beginEpoch(1, new SplittableRandom(5));
                assertEquals(drawn, step(backend, model, null).losses.get("bpr"), 1e-9, form);
                assertArrayEquals(scores, model.represent().general().values());
            }
        }
    }

    /** These forms keep what the last step computed, as MMRec's code does; LATTICE and LGMRec compute it anew. */
    @Test
    void thePresetsOfMmrecEvaluateWhatItsCodeEvaluates() {
        Map<String, Boolean> lastStep = new TreeMap<>();
        try (Backend backend = Backend.open("PyTorch", "cpu")) {
            for (String name : List.of("GRCN", "SLMRec", "DRAGON", "LATTICE", "LGMRec")) {
                try (OpenModel model = open(backend, name + "-MMRec", Map.of())) {
                    lastStep.put(name, model.net().evaluatesLastStep());
                }
            }
        }
        assertEquals(Map.of("DRAGON", true, "GRCN", true, "LATTICE", false, "LGMRec", false, "SLMRec", true), lastStep);
    }
}
