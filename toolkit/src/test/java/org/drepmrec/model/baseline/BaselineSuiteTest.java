package org.drepmrec.model.baseline;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.testkit.ModelSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The shared suite on each model in both forms. MMRec's frozen tables are no parameters, so all parameters move there too; its
 * stale evaluation gives what the last step started from, which differs between seeds and agrees between engines as well.
 *
 * <p>MMGCN goes without finite differences: its leaky ReLUs stand too close. Its gradients, all of them, are compared in
 * {@link BaselineGoldenTest}.
 */
class BaselineSuiteTest {

    private static List<DynamicTest> suite(
            Function<Graphs, Recommender.Builder<?>> start, Map<String, String> options) {
        return ModelSuite.of(
                "", graphs -> start.apply(graphs).embeddingSize(8).set(options).build());
    }

    @TestFactory
    List<DynamicTest> bpr() {
        return suite(Bpr::builder, Map.of());
    }

    @TestFactory
    List<DynamicTest> bprAsInMMRec() {
        return suite(Bpr.TYPE.preset("MMRec")::builder, Map.of());
    }

    @TestFactory
    List<DynamicTest> lightGcn() {
        return suite(LightGcn::builder, Map.of());
    }

    @TestFactory
    List<DynamicTest> lightGcnAsInMMRec() {
        return suite(LightGcn.TYPE.preset("MMRec")::builder, Map.of("reg.lambda", "0.1"));
    }

    @TestFactory
    List<DynamicTest> vbpr() {
        return suite(Vbpr::builder, Map.of());
    }

    @TestFactory
    List<DynamicTest> vbprAsInMMRec() {
        return suite(Vbpr.TYPE.preset("MMRec")::builder, Map.of());
    }

    @TestFactory
    List<DynamicTest> vbprWithBothBiasesAndPenalisedRepresentations() {
        return ModelSuite.gradientsOnly("", graphs -> Vbpr.builder(graphs)
                .embeddingSize(8)
                .set(Vbpr.PENALTY_TARGET, Vbpr.PenaltyTarget.REPRESENTATIONS)
                .set(SharedOptions.LAMBDA, 0.3)
                .build());
    }

    @TestFactory
    List<DynamicTest> mmgcn() {
        return ModelSuite.withoutGradients("", graphs -> mmgcn(Mmgcn.builder(graphs)));
    }

    @TestFactory
    List<DynamicTest> mmgcnAsInMMRec() {
        return ModelSuite.withoutGradients(
                "", graphs -> mmgcn(Mmgcn.TYPE.preset("MMRec").builder(graphs)));
    }

    private static Recommender mmgcn(Recommender.Builder<?> builder) {
        return builder.embeddingSize(8).set(Mmgcn.VISUAL_SIZE, 6).build();
    }

    @TestFactory
    List<DynamicTest> dualGnn() {
        return suite(DualGnn::builder, Map.of("mlp.hidden", "6", "users.neighbors", "3"));
    }

    @TestFactory
    List<DynamicTest> dualGnnAsInMMRec() {
        return suite(DualGnn.TYPE.preset("MMRec")::builder, Map.of("mlp.hidden", "6"));
    }
}
