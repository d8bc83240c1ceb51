package org.drepmrec.model.drepmrec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.OpenModel;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options through which no gradient passes, which finite differences cannot see. */
class StopGradientTest {

    private static final Batch BATCH = new Batch(new int[] {3, 0, 7}, new int[] {1, 2, 5}, new int[] {4, 9, 8}, 8);

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void detachedIdsLearnFromTheBehaviorLineOnly(String engine) {
        Map<String, float[]> detached = gradients(engine, Map.of("modal.idSource", "sharedDetached"));
        Map<String, float[]> separate = gradients(engine, Map.of("modal.idSource", "separate"));
        assertArrayEquals(separate.get("E"), detached.get("E"), 1e-6f);
        assertArrayEquals(separate.get("W.visual"), detached.get("W.visual"), 1e-6f);
        assertFalse(Arrays.equals(
                gradients(engine, Map.of("modal.idSource", "shared")).get("E"), detached.get("E")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void interAlignmentHoldsTheChosenLineFixed(String engine) {
        Map<String, String> off = Map.of("modal.idSource", "separate", "beta", "0");
        Map<String, float[]> without = gradients(engine, off);
        Map<String, float[]> modalFixed =
                gradients(engine, Map.of("modal.idSource", "separate", "inter.stopGrad", "modal"));
        assertArrayEquals(without.get("W.visual"), modalFixed.get("W.visual"), 1e-7f);
        assertFalse(Arrays.equals(without.get("E"), modalFixed.get("E")));
        Map<String, float[]> behaviorFixed =
                gradients(engine, Map.of("modal.idSource", "separate", "inter.stopGrad", "behavior"));
        assertArrayEquals(without.get("E"), behaviorFixed.get("E"), 1e-7f);
        assertFalse(Arrays.equals(without.get("W.visual"), behaviorFixed.get("W.visual")));
    }

    /** With a table of its own, the modal line starts here from the same ID values as the behavior line. */
    private static Map<String, float[]> gradients(String engine, Map<String, String> options) {
        Graphs graphs = Graphs.builder(Tiny.shop(10, 16, 5, Modality.VISUAL))
                .neighbors(3)
                .build();
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                OpenModel model = DRepMRec.builder(graphs)
                        .embeddingSize(8)
                        .alpha(0.3)
                        .beta(0.4)
                        .gamma(0.5)
                        .set(options)
                        .build()
                        .open(backend, 4)) {
            Parameter ids = model.parameters().get(0);
            model.parameters().stream().filter(p -> p.name().equals("E.modal")).forEach(p -> p.set(ids.toFloats()));
            try (Tape tape = backend.tape()) {
                model.loss(model.lines(tape), BATCH).backward(tape);
                for (Parameter p : model.parameters()) {
                    tape.gradient(p).ifPresent(g -> gradients.put(p.name(), backend.toFloats(g)));
                }
            }
        }
        return gradients;
    }
}
