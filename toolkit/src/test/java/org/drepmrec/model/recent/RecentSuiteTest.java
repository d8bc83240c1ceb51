package org.drepmrec.model.recent;

import java.util.List;
import java.util.Map;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.Recommender;
import org.drepmrec.testkit.ModelSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The shared suite on each model. Finite differences need a loss that is the same twice, so dropout and noise are off in them;
 * the gradients with both are compared in {@link RecentGoldenTest}.
 */
class RecentSuiteTest {

    private static Recommender model(String name, Graphs graphs, Map<String, String> options) {
        return Models.builder(name, graphs).embeddingSize(8).set(options).build();
    }

    @TestFactory
    List<DynamicTest> smore() {
        return ModelSuite.of("", graphs -> model("SMORE", graphs, Map.of("dropout", "0", "ssl.weight", "0.3")));
    }

    @TestFactory
    List<DynamicTest> smoreAsInMMRecWithDropout() {
        return ModelSuite.withoutGradients("", graphs -> model("SMORE-MMRec", graphs, Map.of()));
    }

    /** Its targets stop gradients, which differences do not see. */
    @TestFactory
    List<DynamicTest> mentor() {
        return ModelSuite.withoutGradients("", graphs -> model("MENTOR", graphs, Map.of("mlp.hidden", "6")));
    }

    /** The balance of its loss is a constant of the step, and so are the IDs in its authors' form; differences see neither. */
    @TestFactory
    List<DynamicTest> cohesion() {
        return ModelSuite.withoutGradients(
                "", graphs -> model("COHESION", graphs, Map.of("mlp.hidden", "6", "users.neighbors", "3")));
    }

    @TestFactory
    List<DynamicTest> alignRec() {
        return ModelSuite.of(
                "",
                graphs -> model(
                        "AlignRec", graphs, Map.of("ssl.weight", "0.3", "uia.weight", "0.3", "sim.weight", "0.3")));
    }
}
