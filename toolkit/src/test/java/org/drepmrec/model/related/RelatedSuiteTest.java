package org.drepmrec.model.related;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.testkit.Categories;
import org.drepmrec.testkit.ModelSuite;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The shared suite on each model in each form. Finite differences are left out where they see no gradient that is stopped, or
 * stand too close to the kinks of leaky ReLUs; all gradients are compared in {@link RelatedGoldenTest}.
 */
class RelatedSuiteTest {

    /** The same graphs each time, for models of other graphs are other models. */
    private static final Map<Graphs, Graphs> CATEGORIZED = new ConcurrentHashMap<>();

    private static final Map<Graphs, Graphs> REGIONED = new ConcurrentHashMap<>();

    private static List<DynamicTest> suite(String name, Map<String, String> options) {
        return ModelSuite.of(name, graphs -> Models.builder(name, graphs)
                .embeddingSize(8)
                .set(options)
                .build());
    }

    private static List<DynamicTest> withoutGradients(String name, Map<String, String> options) {
        return ModelSuite.withoutGradients(name, graphs -> Models.builder(name, graphs)
                .embeddingSize(8)
                .set(options)
                .build());
    }

    private static List<DynamicTest> both(List<DynamicTest> first, List<DynamicTest> second) {
        List<DynamicTest> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** In the first step alone the preset's learned graph is differentiated, so differences do not see it later. */
    @TestFactory
    List<DynamicTest> lattice() {
        return both(
                suite("LATTICE", Map.of("latent.rawShare", "0.3")),
                withoutGradients("LATTICE-MMRec", Map.of("latent.rawShare", "0.3")));
    }

    @TestFactory
    List<DynamicTest> grcn() {
        return both(withoutGradients("GRCN", Map.of()), withoutGradients("GRCN-MMRec", Map.of()));
    }

    @TestFactory
    List<DynamicTest> slmRec() {
        return both(suite("SLMRec", Map.of()), suite("SLMRec-MMRec", Map.of("ssl.weight", "0.5")));
    }

    /** Views are drawn anew at each call, so differences do not see them. */
    @TestFactory
    List<DynamicTest> slmRecByViews() {
        return both(
                withoutGradients("SLMRec", Map.of("ssl.task", "dropoutAndMasking")),
                withoutGradients("SLMRec", Map.of("ssl.task", "featureMasking")));
    }

    @TestFactory
    List<DynamicTest> lgmRec() {
        Map<String, String> still = Map.of("hyper.noise", "none", "hyper.dropout", "0", "ssl.weight", "0.1");
        return both(suite("LGMRec", still), withoutGradients("LGMRec-MMRec", Map.of("ssl.weight", "0.01")));
    }

    @TestFactory
    List<DynamicTest> dragon() {
        Map<String, String> options = Map.of("mlp.hidden", "6", "users.neighbors", "3");
        return both(withoutGradients("DRAGON", options), withoutGradients("DRAGON-MMRec", options));
    }

    /** The target is no parameter that a gradient moves; see {@link RelatedStepsTest}. */
    @TestFactory
    List<DynamicTest> buir() {
        return withoutGradients("BUIR", Map.of()).stream()
                .filter(t -> !t.getDisplayName().contains("every parameter moves"))
                .toList();
    }

    @TestFactory
    List<DynamicTest> micro() {
        Map<String, String> options = Map.of("latent.rawShare", "0.3", "ssl.weight", "0.1");
        return both(suite("MICRO", options), withoutGradients("MICRO-authors", options));
    }

    /** Once without categories, once with those of the items' parity. */
    @TestFactory
    List<DynamicTest> deepStyle() {
        return both(
                suite("DeepStyle", Map.of()), ModelSuite.of("DeepStyle with categories", graphs -> DeepStyle.builder(
                                CATEGORIZED.computeIfAbsent(graphs, RelatedSuiteTest::categorized))
                        .embeddingSize(8)
                        .set(SharedOptions.LAMBDA, 0.1)
                        .build()));
    }

    @TestFactory
    List<DynamicTest> maml() {
        return withoutGradients("MAML", Map.of("mlp.hidden", "8", "negatives.perPair", "2", "features.weight", "0.1"));
    }

    /** Two regions of which one is noise. */
    @TestFactory
    List<DynamicTest> vecf() {
        return ModelSuite.of("VECF", graphs -> Vecf.builder(
                        REGIONED.computeIfAbsent(graphs, g -> Graphs.builder(Tiny.withRegions(g.data()))
                                .neighbors(3)
                                .build()))
                .embeddingSize(8)
                .build());
    }

    private static Graphs categorized(Graphs graphs) {
        MultimodalDataset data = graphs.data();
        String[] parity = IntStream.range(0, data.items())
                .mapToObj(i -> i == 5 ? "" : i % 2 == 0 ? "even" : "odd")
                .toArray(String[]::new);
        MultimodalDataset.Builder with = MultimodalDataset.builder("categorized", data.users(), data.items())
                .train(data.train())
                .validation(data.validation())
                .test(data.test())
                .catalogue(new Categories(parity));
        data.modalities().forEach(m -> with.features(m, data.features(m)));
        return Graphs.builder(with.build()).neighbors(3).build();
    }
}
