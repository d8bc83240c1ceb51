package org.drepmrec.model.drepmrec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drepmrec.testkit.ModelSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The shared suite on the defaults and on every option that changes a formula without stopping a gradient. */
class DRepMRecSuiteTest {

    private static final Map<String, String> STRONG = Map.of("alpha", "0.3", "beta", "0.2", "gamma", "0.5");

    @TestFactory
    List<DynamicTest> defaults() {
        return ModelSuite.of(
                "DRepMRec",
                g -> DRepMRec.builder(g).embeddingSize(8).set(STRONG).build());
    }

    @TestFactory
    List<DynamicTest> dream() {
        return ModelSuite.of(
                "DREAM", g -> DRepMRec.dream(g).embeddingSize(8).set(STRONG).build());
    }

    @TestFactory
    List<DynamicTest> options() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map<String, String> changed : List.of(
                Map.of("modal.enabled", "false"),
                Map.of("gate.enabled", "false", "graph.modal.enabled", "false"),
                Map.of("gate.shareUserItem", "false", "gate.init", "xavierUniform"),
                Map.of("gate.depth", "2", "gate.init", "xavierNormal"),
                Map.of("gate.behaviorInput", "readout"),
                Map.of("modal.idSource", "separate"),
                Map.of("features.trainable", "true"),
                Map.of("nce.normalize", "false", "nce.reduction", "sum"),
                Map.of("nce.symmetric", "true", "nce.maskKnownPositives", "true"),
                Map.of("inter.dedupe", "true", "inter.anchor", "both", "nce.maskKnownPositives", "true"),
                Map.of("inter.anchor", "modal", "nce.tau", "0.02"),
                Map.of("sss.target", "squaredWeights", "sss.includeDiagonal", "false"),
                Map.of("sss.target", "perModality", "sss.pred", "cosine"),
                Map.of("sss.target", "concatCosine", "sss.reduction", "frobenius"),
                Map.of("sss.target", "rawGram", "sss.reduction", "mse", "sss.userWeight", "0.1"),
                Map.of("reg.target", "both", "reg.form", "emb", "reg.lambda", "0.1"),
                Map.of("reg.target", "ego", "reg.lambda", "0.1"),
                Map.of("layers.behavior", "3", "layers.modal", "2"))) {
            tests.addAll(ModelSuite.gradientsOnly(changed.toString(), g -> DRepMRec.builder(g)
                    .embeddingSize(8)
                    .set(STRONG)
                    .set(changed)
                    .build()));
        }
        return tests;
    }
}
