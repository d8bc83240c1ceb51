package org.drepmrec.model.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Parameter;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.align.SimilaritySignal.Target;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.testkit.LossProbe;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimilaritySignalTest {

    private static final Map<Modality, Double> WEIGHTS = weights();
    private static final Batch BATCH = new Batch(new int[] {3, 0, 3, 9}, new int[] {1, 2, 2, 5}, new int[4], 8);

    private static Map<Modality, Double> weights() {
        Map<Modality, Double> weights = new LinkedHashMap<>();
        weights.put(Modality.VISUAL, 0.3);
        weights.put(Modality.TEXTUAL, 0.7);
        return weights;
    }

    private static Options options(Target target, boolean diagonal) {
        return Options.of("test", SimilaritySignal.options().toArray(Option<?>[]::new))
                .with(SimilaritySignal.GAMMA, 1.0)
                .with(SimilaritySignal.TARGET, target)
                .with(SimilaritySignal.INCLUDE_DIAGONAL, diagonal);
    }

    /** Item 1 has no features at all in one modality and is a batch's positive. */
    private static Graphs graphs(int width) {
        MultimodalDataset narrow = Tiny.shop(10, 16, 5, Modality.VISUAL, Modality.TEXTUAL);
        MultimodalDataset.Builder b = MultimodalDataset.builder("tiny", 10, 16)
                .train(narrow.train())
                .validation(narrow.validation())
                .test(narrow.test());
        for (Modality m : narrow.modalities()) {
            float[] values = new float[16 * width];
            for (int i = 0; i < 16; i++) {
                if (i != 1 || !m.equals(Modality.VISUAL)) {
                    System.arraycopy(narrow.features(m).values(), i * 5, values, i * width, 5);
                }
            }
            b.features(m, new Features(16, width, values));
        }
        return Graphs.builder(b.build()).neighbors(3).build();
    }

    /** Columns of zeros change no product, but beyond 768 of them the target matrix is formed as a whole. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void wideFeaturesGiveTheSameAsNarrowOnes(Target target) {
        Graphs narrow = graphs(5);
        Graphs wide = graphs(800);
        for (String engine : new String[] {"MXNet", "PyTorch"}) {
            for (boolean diagonal : new boolean[] {true, false}) {
                LossProbe.Outcome a = outcome(engine, narrow, options(target, diagonal));
                LossProbe.Outcome b = outcome(engine, wide, options(target, diagonal));
                a.terms().forEach((term, value) -> {
                    assertTrue(Double.isFinite(value), term);
                    assertEquals(value, b.terms().get(term), 2e-5 * (1 + value), target + " " + term);
                });
                assertTrue(a.terms().get("sss.items") > 0.01);
                a.gradients()
                        .forEach((name, g) -> assertArrayEquals(g, b.gradients().get(name), 1e-4f, name));
                assertEquals(
                        target == Target.PER_MODALITY ? 4 : 2, a.gradients().size());
            }
        }
    }

    private static LossProbe.Outcome outcome(String engine, Graphs graphs, Options options) {
        SimilaritySignal signal = new SimilaritySignal(options, graphs.similarity(), WEIGHTS);
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter u = probe.matrix("u", 2, .5f, .5f, .2f, -.1f, 1, 0, 0, 0);
            Parameter i = probe.matrix("i", 2, 0, 0, .7f, -.3f, .1f, .2f, -.4f, 1);
            Parameter u2 = probe.matrix("u2", 2, 1, .5f, .2f, .1f, 1, 0, 0, .3f);
            Parameter i2 = probe.matrix("i2", 2, 0, .1f, .4f, -.3f, .1f, .2f, .4f, 1);
            return probe.run(t -> {
                BatchRows first = new BatchRows(t.parameter(u), t.parameter(i), null);
                BatchRows second = new BatchRows(t.parameter(u2), t.parameter(i2), null);
                return signal.addTo(
                        LossTerms.empty(), first, Map.of(Modality.VISUAL, first, Modality.TEXTUAL, second), BATCH);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void itemsOfAGoldenShopGiveTheGoldenNumbers(String engine) {
        MultimodalDataset data = MultimodalDataset.builder("golden", 1, 3)
                .train(Tiny.pairs(1, 3, new int[] {0, 0}, new int[] {0, 1}))
                .validation(Tiny.pairs(1, 3, new int[] {0, 2}))
                .test(Tiny.pairs(1, 3))
                .features(Modality.VISUAL, new Features(3, 2, new float[] {3, 4, 0, 5, 1, 0}))
                .features(Modality.TEXTUAL, new Features(3, 2, new float[] {1, 0, 1, 1, 0, 1}))
                .build();
        SimilaritySignal signal = new SimilaritySignal(
                options(Target.BLENDED_COSINE, true).with(SimilaritySignal.USER_WEIGHT, 0.0),
                Graphs.builder(data).userNeighbors(1).itemNeighbors(2).build().similarity(),
                WEIGHTS);
        Batch batch = new Batch(new int[3], new int[] {0, 1, 2}, new int[3], 3);
        try (LossProbe probe = new LossProbe(engine)) {
            Parameter u = probe.matrix("u", 2, 1, 1, 1, 1, 1, 1);
            Parameter x = probe.matrix("x", 2, .5f, .5f, .2f, -.1f, 1, 0);
            LossProbe.Outcome found = probe.run(t -> signal.addTo(
                    LossTerms.empty(), new BatchRows(t.parameter(u), t.parameter(x), null), Map.of(), batch));
            assertEquals(.523843, found.total(), 3e-6);
            assertArrayEquals(
                    new float[] {-.028420f, -.076996f, -.351022f, -.104988f, .042848f, .080388f},
                    found.gradients().get("x"),
                    3e-6f);
        }
    }
}
