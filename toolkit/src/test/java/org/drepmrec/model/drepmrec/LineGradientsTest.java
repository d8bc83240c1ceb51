package org.drepmrec.model.drepmrec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.LineGradients;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.TwoLines;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineGradientsTest {

    private static final Batch BATCH = new Batch(new int[] {3, 0, 7}, new int[] {1, 2, 5}, new int[] {4, 9, 8}, 8);
    private static final int USERS = 10;
    private static final int ITEMS = 16;
    private static final int SIZE = 6;
    private static final double STEP = 1e-2;

    private static Backend backend;

    /** Rows of the batch, a user and an item, and rows that only propagation reaches. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void bothGradientsAreThoseOfFiniteDifferences(String engine) {
        with(engine, Map.of(), model -> {
            LineGradients found = LineGradients.of(model, BATCH);
            assertEquals((USERS + ITEMS) * SIZE, found.behavior().length);
            for (int row : new int[] {3, USERS + 5, USERS + 9, 1}) {
                int at = row * SIZE + 2;
                assertEquals(difference(model, at, TwoLines::behaviorLoss), found.behavior()[at], 2e-4);
                assertEquals(difference(model, at, TwoLines::modalLoss), found.modal()[at], 2e-4);
            }
        });
    }

    private interface LineLoss {
        LossTerms of(TwoLines net, Lines lines, Batch batch);
    }

    private static double difference(OpenModel model, int at, LineLoss loss) {
        TwoLines net = (TwoLines) model.net();
        Parameter ids = net.idEmbeddings().get(0);
        float[] kept = ids.toFloats();
        DoubleUnaryOperator moved = step -> {
            float[] values = kept.clone();
            values[at] += (float) step;
            ids.set(values);
            try (Tape tape = backend.tape()) {
                return loss.of(net, net.forward(tape), BATCH).values().get("total");
            }
        };
        double slope = (moved.applyAsDouble(STEP) - moved.applyAsDouble(-STEP)) / (2 * STEP);
        ids.set(kept);
        return slope;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sharedDetached", "separate"})
    void theModalLineDoesNotReachDecoupledEmbeddings(String source) {
        with("PyTorch", Map.of("modal.idSource", source), model -> {
            LineGradients found = LineGradients.of(model, BATCH);
            assertArrayEquals(new float[found.modal().length], found.modal(), 0);
            assertTrue(sum(found.behavior()) > 0);
        });
    }

    @Test
    void eachLineHasTheTermsOfItsOwnLoss() {
        with("PyTorch", Map.of(), model -> {
            try (Tape tape = backend.tape()) {
                TwoLines net = (TwoLines) model.net();
                Lines lines = net.forward(tape);
                assertEquals(
                        List.of("bpr", "bia", "total"),
                        List.copyOf(net.behaviorLoss(lines, BATCH).values().keySet()));
                assertEquals(
                        List.of("bpr", "mia", "sss.items", "sss.users", "total"),
                        List.copyOf(net.modalLoss(lines, BATCH).values().keySet()));
            }
        });
    }

    @Test
    void aModelOfOneLineIsRefused() {
        with("PyTorch", Map.of("modal.enabled", "false"), model -> {
            assertThrows(IllegalArgumentException.class, () -> LineGradients.of(model, BATCH));
        });
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += Math.abs(v);
        }
        return sum;
    }

    private static void with(String engine, Map<String, String> options, Consumer<OpenModel> check) {
        Graphs graphs = Graphs.builder(Tiny.shop(USERS, ITEMS, 5, Modality.VISUAL))
                .neighbors(3)
                .build();
        try (Backend open = Backend.open(engine, System.getProperty("drepmrec.device"));
                OpenModel model = DRepMRec.builder(graphs)
                        .embeddingSize(SIZE)
                        .alpha(0.3)
                        .gamma(0.5)
                        .set(options)
                        .build()
                        .open(open, 4)) {
            backend = open;
            check.accept(model);
        }
    }
}
