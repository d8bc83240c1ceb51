package org.drepmrec.model.baseline;

import static org.drepmrec.model.baseline.TinyCase.near;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.ContrastedLines;
import org.drepmrec.model.Lines;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.sparse.Csr;
import org.drepmrec.testkit.ModelSuite;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MgcnTest {

    private static final Map<String, Integer> SEEDS = Map.ofEntries(
            Map.entry("E", 1),
            Map.entry("W.visual", 2),
            Map.entry("b.visual", 3),
            Map.entry("W.textual", 4),
            Map.entry("b.textual", 5),
            Map.entry("W.visual.gate", 6),
            Map.entry("b.visual.gate", 7),
            Map.entry("W.visual.preference", 8),
            Map.entry("b.visual.preference", 9),
            Map.entry("W.textual.gate", 10),
            Map.entry("b.textual.gate", 11),
            Map.entry("W.textual.preference", 12),
            Map.entry("b.textual.preference", 13),
            Map.entry("W.attention", 14),
            Map.entry("b.attention", 15),
            Map.entry("q.attention", 16));

    private static final double[] CONTENT = {
        0.198164, 0.228226, 0.048458, -0.177289, -0.264570, -0.108607, 0.207709, 0.370312, 0.192451, 0.016087,
        -0.000984, -0.017151, 0.103520, 0.216394, 0.130316, -0.140951, -0.305699, -0.189389, 0.088630, 0.290568,
        0.225359
    };

    private static final double[] SIDE = {
        -0.023637, -0.005234, 0.018979, -0.032576, -0.074532, -0.054442, -0.038109, 0.018886, 0.062919, -0.048085,
        -0.039647, 0.002257, 0.001002, 0.035716, 0.043767, -0.046721, -0.126322, -0.102464, -0.032561, 0.040014,
        0.082034
    };

    private static final double[] SIDE_IN_MMREC = {
        -0.007880, -0.001806, 0.005991, -0.010856, -0.026688, -0.020149, -0.012709, 0.006773, 0.021249, -0.016028,
        -0.013644, -0.000128, 0.000332, 0.012283, 0.014874, -0.015566, -0.044942, -0.037133, -0.010855, 0.014239,
        0.028290
    };

    private static final double[] SIDE_BY_TEXT = {
        -0.013545, -0.006960, 0.010331, -0.045017, -0.129373, -0.110048, -0.019290, 0.032513, 0.070010, -0.034162,
        -0.051973, -0.021170, 0.008661, 0.046606, 0.051234, -0.068665, -0.209869, -0.185212, -0.014256, 0.066156,
        0.106651
    };

    @TestFactory
    List<DynamicTest> suite() {
        List<DynamicTest> tests = new ArrayList<>(ModelSuite.of("MGCN", g -> Mgcn.builder(g)
                .embeddingSize(8)
                .set(ContrastedLines.CONTRAST, 0.1)
                .set(SharedOptions.LAMBDA, 0.1)
                .build()));
        tests.addAll(ModelSuite.of("MGCN-MMRec", g -> Mgcn.TYPE
                .preset("MMRec")
                .builder(g)
                .embeddingSize(8)
                .set(ContrastedLines.CONTRAST, 0.1)
                .set(SharedOptions.LAMBDA, 0.1)
                .build()));
        return tests;
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aStepHasTheNumbersOfThePaper(String engine) {
        check(engine, Mgcn.builder(TinyCase.graphs()), SIDE, 0.604950, 0.634799, 1.365765, 0.193816);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aStepHasTheNumbersOfMMRec(String engine) {
        check(
                engine,
                Mgcn.TYPE.preset("MMRec").builder(TinyCase.graphs()),
                SIDE_IN_MMREC,
                0.619309,
                0.588655,
                1.359266,
                0.151943);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aSingleModalityIsSharedWhole(String engine) {
        check(
                engine,
                Mgcn.builder(TinyCase.graphs(Modality.TEXTUAL)),
                SIDE_BY_TEXT,
                0.590192,
                0.442694,
                1.311728,
                0.243143);
    }

    private static void check(
            String engine,
            Recommender.Builder<?> builder,
            double[] side,
            double bpr,
            double items,
            double users,
            double l2) {
        try (Backend backend = TinyCase.backend(engine);
                OpenModel model =
                        TinyCase.open(builder.embeddingSize(TinyCase.D).build(), backend, SEEDS)) {
            TinyCase.Step step = TinyCase.step(model, backend, TinyCase.BATCH);
            near("content", step.behavior(), CONTENT);
            near("side", step.modal(), side);
            double[] general = new double[side.length];
            for (int k = 0; k < general.length; k++) {
                general[k] = CONTENT[k] + side[k];
            }
            near("general", step.general(), general);
            near("bpr", bpr, step.losses().get("bpr"));
            near("ssl.items", items, step.losses().get("ssl.items"));
            near("ssl.users", users, step.losses().get("ssl.users"));
            near("l2", l2, step.losses().get("l2"));
            near(
                    "total",
                    bpr + 0.01 * (items + users) + 1e-4 * l2,
                    step.losses().get("total"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void eachLineHasItsOwnRanking(String engine) {
        try (Backend backend = TinyCase.backend(engine);
                OpenModel model = TinyCase.open(
                        Mgcn.builder(TinyCase.graphs())
                                .embeddingSize(TinyCase.D)
                                .build(),
                        backend,
                        SEEDS)) {
            Mgcn.Net net = (Mgcn.Net) model.net();
            try (Tape tape = backend.inference()) {
                Lines lines = net.forward(tape);
                Map<String, Double> behavior =
                        net.behaviorLoss(lines, TinyCase.BATCH).values();
                near("content alone", 0.626807, behavior.get("total"));
                near(
                        "side alone",
                        0.690776,
                        net.modalLoss(lines, TinyCase.BATCH).values().get("total"));
            }
            assertEquals("E", net.idEmbeddings().get(0).name());
            assertEquals(1, net.idEmbeddings().size());
        }
    }

    @Test
    void itemGraphsKeepCosines() {
        MultimodalDataset data = MultimodalDataset.builder("golden", 1, 3)
                .train(Tiny.pairs(1, 3, new int[] {0, 0}))
                .validation(Tiny.pairs(1, 3))
                .test(Tiny.pairs(1, 3))
                .features(Modality.VISUAL, TinyCase.features(new float[][] {{3, 4}, {0, 5}, {1, 0}}))
                .build();
        Graphs graphs = Graphs.builder(data).itemNeighbors(2).userNeighbors(1).build();
        Csr found = Mgcn.itemGraph(graphs, Modality.VISUAL);
        double[] expected = {0.555556, 0.444444, 0, 0.444444, 0.555556, 0, 0.353553, 0, 0.625};
        for (int k = 0; k < 9; k++) {
            assertEquals(expected[k], found.get(k / 3, k % 3), 1e-6, "entry " + k);
        }
    }

    @Test
    void threeModalitiesHaveViewsOfTheirOwn() {
        try (Backend backend = TinyCase.backend("PyTorch");
                OpenModel model = Mgcn.builder(TinyCase.graphs(Modality.VISUAL, Modality.TEXTUAL, TinyCase.ACOUSTIC))
                        .embeddingSize(TinyCase.D)
                        .build()
                        .open(backend, 1)) {
            TinyCase.Step step = TinyCase.step(model, backend, TinyCase.BATCH);
            for (String name : List.of("W.acoustic", "W.acoustic.gate", "W.acoustic.preference")) {
                double length = 0;
                for (float g : step.gradients().get(name)) {
                    length += g * g;
                }
                assertTrue(length > 0, name + " gets no gradient");
            }
        }
    }
}
