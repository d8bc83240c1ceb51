package org.drepmrec.model.related;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.drepmrec.testkit.Categories;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One step of each model in each form against PyTorch in double precision: representations, loss terms and all gradients, on
 * both engines and on the path of a device. The numbers, and the script that made them, are {@code
 * golden/related/models.json} and {@code models.py}.
 */
class RelatedGoldenTest {

    private static final double TOLERANCE = 2e-5;

    private record Case(
            String model,
            Map<String, String> options,
            Map<String, float[]> parameters,
            Map<String, float[]> lines,
            Map<String, Double> losses,
            Map<String, float[]> gradients) {}

    private record Golden(
            int users,
            int items,
            int d,
            int[][] train,
            float[][] visual,
            float[][] textual,
            float[][] pictures,
            int regions,
            String[] categories,
            int[] batchUsers,
            int[] positives,
            int[] negatives,
            int configured,
            List<Case> cases) {}

    @TestFactory
    List<DynamicTest> stepsMatchPyTorchInDoublePrecision() throws Exception {
        Golden golden;
        try (Reader in = new InputStreamReader(
                RelatedGoldenTest.class.getResourceAsStream("/golden/related/models.json"), StandardCharsets.UTF_8)) {
            golden = new Gson().fromJson(in, Golden.class);
        }
        Set<String> forms = new RelatedModels()
                .types().stream()
                        .flatMap(t -> Stream.concat(Stream.of(t), t.presets().stream()))
                        .map(ModelType::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(forms, golden.cases.stream().map(Case::model).collect(Collectors.toCollection(TreeSet::new)));
        List<DynamicTest> tests = new ArrayList<>();
        for (Case one : golden.cases) {
            for (String engine : List.of("MXNet", "PyTorch")) {
                for (String device : List.of("cpu", Backend.AS_GPU)) {
                    tests.add(DynamicTest.dynamicTest(
                            one.model + " " + one.options + " " + engine + " " + device,
                            () -> compare(golden, one, engine, device)));
                }
            }
        }
        return tests;
    }

    private static void compare(Golden g, Case x, String engine, String device) {
        Recommender value = Models.builder(
                        x.model,
                        Graphs.builder(data(g, Models.type(x.model).readsRegions()))
                                .neighbors(2)
                                .build())
                .embeddingSize(g.d)
                .set(x.options)
                .build();
        try (Backend backend = Backend.open(engine, device);
                OpenModel model = value.open(backend, 1)) {
            assertEquals(
                    new TreeSet<>(x.parameters.keySet()),
                    model.parameters().stream().map(Parameter::name).collect(Collectors.toCollection(TreeSet::new)));
            model.parameters().forEach(p -> p.set(x.parameters.get(p.name())));
            model.beginEpoch(0, new SplittableRandom(1));
            try (Tape tape = backend.tape()) {
                Lines lines = model.lines(tape);
                near("general", x.lines.get("general"), lines.general());
                near("behavior", x.lines.get("behavior"), lines.behavior());
                near("modal", x.lines.get("modal"), lines.modal());
                if (x.lines.containsKey("scores")) {
                    float[] scores = new float[g.users * g.items];
                    value.type()
                            .scoring()
                            .scorer(model.represent(), model.values())
                            .score(IntStream.range(0, g.users).toArray(), g.users, scores);
                    near("scores", x.lines.get("scores"), scores);
                }
                int[] negatives = model.net().usesNegatives() ? g.negatives : new int[0];
                LossTerms loss = model.loss(lines, new Batch(g.batchUsers, g.positives, negatives, g.configured));
                Map<String, Double> values = loss.values();
                assertEquals(x.losses.keySet(), values.keySet());
                x.losses.forEach((k, v) -> assertEquals(v, values.get(k), TOLERANCE * Math.max(1, Math.abs(v)), k));
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

    private static MultimodalDataset data(Golden g, boolean regions) {
        return MultimodalDataset.builder("golden", g.users, g.items)
                .train(Tiny.pairs(g.users, g.items, g.train))
                .validation(Tiny.pairs(g.users, g.items))
                .test(Tiny.pairs(g.users, g.items))
                .features(Modality.VISUAL, regions ? features(g.pictures, g.regions) : features(g.visual, 1))
                .features(Modality.TEXTUAL, features(g.textual, 1))
                .catalogue(new Categories(g.categories))
                .build();
    }

    private static Features features(float[][] rows, int regions) {
        int d = rows[0].length;
        float[] values = new float[rows.length * d];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, values, r * d, d);
        }
        return new Features(rows.length, d, regions, values);
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
