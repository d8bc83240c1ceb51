package org.drepmrec.model.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.testkit.ModelSuite;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The shared suite, and a step worked out by hand. */
final class PopMfTest {

    @TestFactory
    List<DynamicTest> suite() {
        return ModelSuite.of(
                "PopMF", g -> PopMf.TYPE.builder(g).embeddingSize(8).build());
    }

    @TestFactory
    List<DynamicTest> strongNegativeBias() {
        return ModelSuite.gradientsOnly("PopMF, biasWeight -2, reg.lambda 0.5", g -> PopMf.TYPE
                .builder(g)
                .embeddingSize(8)
                .set(PopMf.BIAS_WEIGHT, -2.0)
                .set(SharedOptions.LAMBDA, 0.5)
                .build());
    }

    @TestFactory
    List<DynamicTest> stepByHand() {
        return List.of(
                DynamicTest.dynamicTest("MXNet", () -> step("MXNet")),
                DynamicTest.dynamicTest("PyTorch", () -> step("PyTorch")));
    }

    /** Half of the rows are missing: found at once, by name. */
    @Test
    void aRepresentationWithoutUsersIsRefused() {
        Graphs graphs = Graphs.builder(Tiny.shop(10, 16, 5)).build();
        try (Backend backend = Backend.open("PyTorch", System.getProperty("drepmrec.device"));
                OpenModel model = ItemsOnly.TYPE.builder(graphs).build().open(backend, 1);
                Tape tape = backend.tape()) {
            String message = assertThrows(IllegalStateException.class, () -> model.lines(tape))
                    .getMessage();
            assertEquals(
                    "ItemsOnly: the general representation has 16 rows, expected 26 (10 users, then 16 items);"
                            + " stack both with Var.stackRows",
                    message);
        }
    }

    private record ItemsOnly(Recommender model, Parameter table) implements RecommenderNet {

        static final ModelType TYPE = ModelType.named("ItemsOnly")
                .opens(
                        ItemsOnly.class,
                        (model, into) -> new ItemsOnly(
                                model, into.xavierUniform("items", model.items(), model.embeddingSize())));

        @Override
        public Lines forward(Tape tape) {
            return Lines.of(tape.parameter(table));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return LossTerms.empty().plus("size", 1, lines.general().squaredNorm());
        }
    }

    /** User 0 is (1), items 0 and 1 are (2) and (-1), their biases 3 and 1; w = 0.5, so x = (2 + 1.5) - (-1 + 0.5) = 4. */
    private static void step(String engine) {
        Graphs graphs = Graphs.builder(Tiny.shop(10, 16, 5, Modality.VISUAL))
                .neighbors(3)
                .build();
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                OpenModel model = PopMf.TYPE
                        .builder(graphs)
                        .embeddingSize(1)
                        .set(PopMf.BIAS_WEIGHT, 0.5)
                        .set(SharedOptions.LAMBDA, 0.1)
                        .build()
                        .open(backend, 1)) {
            Parameter embeddings = model.parameters().get(0);
            Parameter biases = model.parameters().get(1);
            float[] e = new float[10 + 16];
            e[0] = 1;
            e[10] = 2;
            e[11] = -1;
            embeddings.set(e);
            float[] b = new float[16];
            b[0] = 3;
            b[1] = 1;
            biases.set(b);
            float[] rows = model.represent().general().values();
            assertEquals(3.5, rows[0] * rows[20] + rows[1] * rows[21], 1e-6, "score of item 0");
            assertEquals(-0.5, rows[0] * rows[22] + rows[1] * rows[23], 1e-6, "score of item 1");
            try (Tape tape = backend.tape()) {
                Lines lines = model.lines(tape);
                LossTerms loss = model.loss(lines, new Batch(new int[] {0}, new int[] {0}, new int[] {1}, 2));
                Map<String, Double> values = loss.values();
                assertEquals(Math.log1p(Math.exp(-4)), values.get("bpr"), 1e-6);
                assertEquals((1 + 4 + 1 + 9 + 1) / 4.0, values.get("l2"), 1e-6, "half the squares over 2");
                loss.backward(tape);
                double slope = -1 / (1 + Math.exp(4));
                float[] ofBiases = backend.toFloats(tape.gradient(biases).orElseThrow());
                assertArrayEquals(
                        new float[] {(float) (0.5 * slope + 0.05 * 3), (float) (-0.5 * slope + 0.05)},
                        new float[] {ofBiases[0], ofBiases[1]},
                        1e-6f);
                float[] ofEmbeddings =
                        backend.toFloats(tape.gradient(embeddings).orElseThrow());
                assertArrayEquals(
                        new float[] {(float) (3 * slope + 0.05), (float) (slope + 0.05 * 2), (float) (-slope - 0.05)},
                        new float[] {ofEmbeddings[0], ofEmbeddings[10], ofEmbeddings[11]},
                        1e-6f);
            }
        }
    }
}
