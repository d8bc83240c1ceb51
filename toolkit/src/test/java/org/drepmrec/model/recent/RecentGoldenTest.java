package org.drepmrec.model.recent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Models;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One step of each model in each form against PyTorch in double precision: representations, loss terms and all gradients.
 * Dropout and noise draw the same numbers there. The numbers, and the script that made them, are {@code
 * golden/recent/models.json} and {@code models.py}.
 */
class RecentGoldenTest {

    private static final double TOLERANCE = 2e-5;

    private record Case(
            String model,
            int d,
            Map<String, String> options,
            Map<String, float[]> parameters,
            float[] general,
            float[] behavior,
            float[] modal,
            Map<String, Double> terms,
            Map<String, float[]> gradients) {}

    private record Golden(
            int users,
            int items,
            int neighbors,
            int[][] train,
            float[][] visual,
            float[][] textual,
            int[] batchUsers,
            int[] positives,
            int[] negatives,
            int configured,
            List<Case> cases) {}

    @TestFactory
    List<DynamicTest> stepsMatchPyTorch() throws Exception {
        Golden golden;
        try (Reader in = new InputStreamReader(
                RecentGoldenTest.class.getResourceAsStream("/golden/recent/models.json"), StandardCharsets.UTF_8)) {
            golden = new Gson().fromJson(in, Golden.class);
        }
        assertEquals(
                new RecentModels()
                        .types().stream()
                                .flatMap(type -> Stream.concat(Stream.of(type), type.presets().stream()))
                                .map(ModelType::name)
                                .collect(Collectors.toSet()),
                golden.cases.stream().map(Case::model).collect(Collectors.toSet()));
        List<DynamicTest> tests = new ArrayList<>();
        for (Case one : golden.cases) {
            for (String engine : List.of("MXNet", "PyTorch")) {
                tests.add(DynamicTest.dynamicTest(one.model + " " + engine, () -> compare(golden, one, engine)));
            }
        }
        return tests;
    }

    private static void compare(Golden g, Case x, String engine) {
        Recommender value = Models.builder(
                        x.model, Graphs.builder(data(g)).neighbors(g.neighbors).build())
                .embeddingSize(x.d)
                .set(x.options)
                .build();
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                OpenModel model = value.open(backend, 1)) {
            assertEquals(
                    x.parameters.keySet(),
                    model.parameters().stream().map(Parameter::name).collect(Collectors.toSet()));
            model.parameters().forEach(p -> p.set(x.parameters.get(p.name())));
            try (Tape tape = backend.tape()) {
                Lines lines = model.lines(tape);
                near("general", x.general, lines.general());
                near("behavior", x.behavior, lines.behavior());
                near("modal", x.modal, lines.modal());
                LossTerms loss = model.loss(lines, new Batch(g.batchUsers, g.positives, g.negatives, g.configured));
                Map<String, Double> values = loss.values();
                assertEquals(x.terms.keySet(), values.keySet());
                x.terms.forEach((term, expected) ->
                        assertEquals(expected, values.get(term), TOLERANCE * Math.max(1, Math.abs(expected)), term));
                loss.backward(tape);
                for (Parameter p : model.parameters()) {
                    float[] found = tape.gradient(p)
                            .map(backend::toFloats)
                            .orElseGet(() -> new float[x.parameters.get(p.name()).length]);
                    near("gradient of " + p, x.gradients.get(p.name()), found);
                }
            }
        }
    }

    private static MultimodalDataset data(Golden g) {
        return MultimodalDataset.builder("golden", g.users, g.items)
                .train(Tiny.pairs(g.users, g.items, g.train))
                .validation(Tiny.pairs(g.users, g.items))
                .test(Tiny.pairs(g.users, g.items))
                .features(Modality.TEXTUAL, features(g.textual))
                .features(Modality.VISUAL, features(g.visual))
                .build();
    }

    private static Features features(float[][] rows) {
        int d = rows[0].length;
        float[] values = new float[rows.length * d];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, values, r * d, d);
        }
        return new Features(rows.length, d, values);
    }

    private static void near(String what, float[] expected, Var found) {
        if (expected == null) {
            assertEquals(null, found, what);
        } else {
            near(what, expected, found.toFloats());
        }
    }

    private static void near(String what, float[] expected, float[] found) {
        assertEquals(expected.length, found.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], TOLERANCE * Math.max(1, Math.abs(expected[i])), what + " entry " + i);
        }
    }
}
