package org.drepmrec.model.recent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Models;
import org.drepmrec.model.OpenModel;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What recent models say: where Behavior-Modal Alignment goes and where it does not, and which options exclude each other. */
class RecentModelsTest {

    private static final Graphs GRAPHS = Graphs.builder(Tiny.shop(10, 16, 5, Modality.TEXTUAL, Modality.VISUAL))
            .neighbors(3)
            .build();

    /** The loss of a step by its terms. */
    private static Map<String, Double> step(String name, Map<String, String> options) {
        try (Backend backend = Backend.open("PyTorch", System.getProperty("drepmrec.device"));
                OpenModel model = Models.builder(name, GRAPHS)
                        .embeddingSize(4)
                        .set(options)
                        .build()
                        .open(backend, 1);
                Tape tape = backend.tape()) {
            int[] users = {0, 1};
            int[] liked = {
                model.model().data().train().itemsOf(0)[0],
                model.model().data().train().itemsOf(1)[0]
            };
            return model.loss(model.lines(tape), new Batch(users, liked, new int[] {2, 3}, 2))
                    .values();
        }
    }

    /** SMORE and AlignRec contrast their lines already, so β is 0 by default. */
    @ParameterizedTest
    @ValueSource(strings = {"SMORE", "AlignRec", "COHESION"})
    void intraAlignmentIsAddedToModelsOfTwoRepresentations(String name) {
        Map<String, String> options = name.equals("COHESION") ? Map.of("beta", "0") : Map.of();
        Map<String, Double> terms = step(name + " + BMA", options);
        assertTrue(terms.keySet().containsAll(step(name, Map.of()).keySet()), terms::toString);
        assertTrue(terms.containsKey("bia") && terms.containsKey("mia"), terms::toString);
        assertFalse(terms.containsKey("inter.users"), terms::toString);
    }

    @Test
    void representationsOfTwoSizesAreNotAlignedWithEachOther() {
        String message = assertThrows(IllegalStateException.class, () -> step("COHESION + BMA", Map.of()))
                .getMessage();
        assertTrue(message.contains("a behavior representation of size 4 and a modal one of size 8"), message);
    }

    @Test
    void theScoresOfMentorAreOfOneRepresentation() {
        String message = assertThrows(IllegalStateException.class, () -> step("MENTOR + BMA", Map.of()))
                .getMessage();
        assertTrue(message.contains("MENTOR exposes no modal representation"), message);
    }

    @Test
    void contentOfLengthOneIsNotTrained() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> step("AlignRec", Map.of("features.trainable", "true")))
                .getMessage();
        assertTrue(message.contains("content.unit=true and features.trainable=true, expected one of them"), message);
    }
}
