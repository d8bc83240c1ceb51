package org.drepmrec.model.drepmrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.drepmrec.model.SharedOptions;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares a whole step (representations, losses, gradients) with golden files, on both engines, to 1e-4 of the largest
 * entry of each array. The files kept with the tests were computed independently in double precision with automatic
 * differentiation; {@code -Dgolden.dir=FOLDER} adds more of the same layout.
 */
class DRepMRecGoldenTest {

    private static final double TOLERANCE = 1e-4;

    private record Config(
            int users,
            int items,
            int d,
            int k,
            int layers,
            double tau,
            double alphaV,
            double alpha,
            double beta,
            double gamma,
            double lambda,
            int configuredBatch,
            String sss) {}

    private record Rows(int[] u, int[] i, int[] j) {}

    private record Expected(
            float[][] behaviorUser,
            float[][] behaviorItem,
            float[][] modalUser,
            float[][] modalItem,
            Map<String, Double> losses,
            double total,
            float[][] gradE,
            float[][] gradWV,
            float[] gradbV,
            float[][] gradWT,
            float[] gradbT) {}

    private record Golden(
            Config config,
            int[][] train,
            float[][] visual,
            float[][] textual,
            float[][] E,
            float[][] WV,
            float[] bV,
            float[][] WT,
            float[] bT,
            Rows batch,
            Expected expected) {}

    @TestFactory
    List<DynamicTest> stepsOfFilesKeptHere() throws Exception {
        return tests(Path.of(DRepMRecGoldenTest.class.getResource("/golden").toURI()));
    }

    @TestFactory
    List<DynamicTest> stepsOfGivenFiles() throws IOException {
        String folder = System.getProperty("golden.dir", "");
        assumeFalse(folder.isEmpty(), "skipped: set -Dgolden.dir=FOLDER to compare with more golden files");
        return tests(Path.of(folder));
    }

    private static List<DynamicTest> tests(Path folder) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                for (String engine : List.of("MXNet", "PyTorch")) {
                    tests.add(DynamicTest.dynamicTest(
                            file.getFileName() + " " + engine, () -> compare(read(file), engine)));
                }
            }
        }
        return tests;
    }

    private static Golden read(Path file) {
        try {
            return new Gson().fromJson(Files.readString(file), Golden.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(Golden g, String engine) {
        Config c = g.config;
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                OpenModel model = model(g).open(backend, 1)) {
            set(model, "E", flat(g.E));
            set(model, "W.visual", flat(g.WV));
            set(model, "b.visual", g.bV);
            set(model, "W.textual", flat(g.WT));
            set(model, "b.textual", g.bT);
            Batch batch = new Batch(g.batch.u, g.batch.i, g.batch.j, c.configuredBatch);
            Expected x = g.expected;
            try (Tape tape = backend.tape()) {
                Lines lines = model.lines(tape);
                near(
                        "behavior",
                        stacked(x.behaviorUser, x.behaviorItem),
                        lines.behavior().toFloats());
                near("modal", stacked(x.modalUser, x.modalItem), lines.modal().toFloats());
                LossTerms loss = model.loss(lines, batch);
                losses(x, loss.values(), c.sss);
                loss.backward(tape);
                near("gradE", flat(x.gradE), gradient(backend, tape, model, "E"));
                near("gradWV", flat(x.gradWV), gradient(backend, tape, model, "W.visual"));
                near("gradbV", x.gradbV, gradient(backend, tape, model, "b.visual"));
                near("gradWT", flat(x.gradWT), gradient(backend, tape, model, "W.textual"));
                near("gradbT", x.gradbT, gradient(backend, tape, model, "b.textual"));
            }
        }
    }

    private static Recommender model(Golden g) {
        Config c = g.config;
        MultimodalDataset data = MultimodalDataset.builder("golden", c.users, c.items)
                .train(Tiny.pairs(c.users, c.items, g.train))
                .validation(Tiny.pairs(c.users, c.items))
                .test(Tiny.pairs(c.users, c.items))
                .features(Modality.VISUAL, features(g.visual))
                .features(Modality.TEXTUAL, features(g.textual))
                .build();
        Graphs graphs = Graphs.builder(data).neighbors(c.k).build();
        return DRepMRec.builder(graphs)
                .embeddingSize(c.d)
                .layers(c.layers, 1)
                .temperature(c.tau)
                .modalWeight(Modality.VISUAL, c.alphaV)
                .modalWeight(Modality.TEXTUAL, 1 - c.alphaV)
                .alpha(c.alpha)
                .beta(c.beta)
                .gamma(c.gamma)
                .set(SharedOptions.LAMBDA, c.lambda)
                .set("sss.reduction", c.sss)
                .build();
    }

    private static void losses(Expected x, Map<String, Double> found, String sss) {
        String form = sss.equals("rmse") ? "Rmse" : "Mse";
        near("bpr", x.losses.get("bpr"), found.get("bpr"));
        near("bia", x.losses.get("bia"), found.get("bia"));
        near("mia", x.losses.get("mia"), found.get("mia"));
        near("inter.users", x.losses.get("interUser"), found.get("inter.users"));
        near("inter.items", x.losses.get("interItem"), found.get("inter.items"));
        near("sss.items", x.losses.get("sssItem" + form), found.get("sss.items"));
        near("sss.users", x.losses.get("sssUser" + form), found.get("sss.users"));
        near("l2", x.losses.get("l2"), found.get("l2"));
        near("total", x.total, found.get("total"));
    }

    private static void near(String what, double expected, double found) {
        assertEquals(expected, found, TOLERANCE * Math.abs(expected), what);
    }

    private static void near(String what, float[] expected, float[] found) {
        assertEquals(expected.length, found.length, what);
        double largest = 0;
        for (float e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], TOLERANCE * largest, what + " entry " + i);
        }
    }

    private static void set(OpenModel model, String name, float[] values) {
        parameter(model, name).set(values);
    }

    private static float[] gradient(Backend backend, Tape tape, OpenModel model, String name) {
        return backend.toFloats(tape.gradient(parameter(model, name)).orElseThrow());
    }

    private static Parameter parameter(OpenModel model, String name) {
        return model.parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Features features(float[][] rows) {
        return new Features(rows.length, rows[0].length, flat(rows));
    }

    private static float[] stacked(float[][] upper, float[][] lower) {
        float[][] all = new float[upper.length + lower.length][];
        System.arraycopy(upper, 0, all, 0, upper.length);
        System.arraycopy(lower, 0, all, upper.length, lower.length);
        return flat(all);
    }

    private static float[] flat(float[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, values, r * rows[0].length, rows[0].length);
        }
        return values;
    }
}
