package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.align.Bma;
import org.drepmrec.model.example.MetricMf;
import org.drepmrec.model.example.PopMf;
import org.drepmrec.paper.Rq1;
import org.drepmrec.paper.Rq1Result;
import org.drepmrec.run.Grid;
import org.drepmrec.run.Search;
import org.drepmrec.run.SearchResult;
import org.drepmrec.testkit.ModelSuite;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Model types that the toolkit does not know are models like its own once they are registered. */
class OpenRegistryTest {

    private static final MultimodalDataset SHOP = Tiny.shop(40, 30, 3, Modality.VISUAL, Modality.TEXTUAL);
    private static final Map<String, String> QUICK = Map.of("epochs", "3", "embeddingSize", "4", "lr", "0.02");

    @TempDir
    Path folder;

    @BeforeAll
    static void register() {
        Models.register(PopMf.TYPE);
        Models.register(MetricMf.TYPE);
    }

    /** Other tests count the toolkit's own. */
    @AfterAll
    static void unregister() {
        Models.unregister(PopMf.TYPE);
        Models.unregister(MetricMf.TYPE);
    }

    @TestFactory
    List<DynamicTest> metricMfPassesTheSuite() {
        return ModelSuite.of(
                "MetricMF", g -> MetricMf.TYPE.builder(g).embeddingSize(8).build());
    }

    @Test
    void experimentsCompareThem() {
        Rq1Result result = Rq1.builder(SHOP)
                .models("PopMF", "metricmf", "MetricMF + BMA", "LightGCN")
                .proposed("PopMF")
                .seeds(2)
                .engine("PyTorch")
                .device("cpu")
                .set("epochs", "3")
                .set("embeddingSize", "4")
                .store(folder)
                .quiet()
                .build()
                .run();
        for (String model : List.of("PopMF", "MetricMF", "MetricMF + BMA", "LightGCN")) {
            assertEquals(2, result.runs(model).size());
            assertTrue(
                    result.table2().toString().contains(model), result.table2().toString());
        }
    }

    @Test
    void aSearchChoosesTheirSettings() {
        SearchResult result = Search.builder(SHOP, "PopMF")
                .grid(Grid.empty().with("biasWeight", "0", "1", "5"))
                .engine("PyTorch")
                .device("cpu")
                .epochs(2)
                .quiet()
                .build()
                .run();
        assertEquals(3, result.table().rowCount());
    }

    @Test
    void theCommandLineTrainsSavesAndScoresThem() {
        Shell trained = Shell.run(
                "train",
                "--data",
                "sample",
                "--model",
                "popmf",
                "--epochs",
                "1",
                "--quiet",
                "--engine",
                "PyTorch",
                "--device",
                "cpu",
                "--set",
                "biasWeight=2",
                "--save",
                folder.resolve("m"));
        assertEquals(0, trained.code(), trained.err());
        Shell told = Shell.run("recommend", "--saved", folder.resolve("m"), "--data", "sample", "--user", "7");
        assertEquals(0, told.code(), told.err());
        Shell options = Shell.run("options", "--model", "MetricMF + BMA");
        assertTrue(options.out().contains("alpha"), options.out());
    }

    /** A score that is no dot product decides metrics and recommendations, also of a model that was saved. */
    @Test
    void aModelBringsItsScorer() {
        TrainedModel run = Trainer.builder(MetricMf.TYPE
                        .builder(Graphs.builder(SHOP).neighbors(3).build())
                        .set("embeddingSize", QUICK.get("embeddingSize"))
                        .build())
                .epochs(3)
                .engine("PyTorch")
                .device("cpu")
                .quiet()
                .build()
                .fit();
        double own = run.evaluator(Split.TEST).build().evaluate(run.scorer()).get(Metrics.NDCG, 10);
        double dot = run.evaluator(Split.TEST)
                .build()
                .evaluate(run.scorer(run.representations().general()))
                .get(Metrics.NDCG, 10);
        assertEquals(own, run.evaluation(Split.TEST).get(Metrics.NDCG, 10));
        assertNotEquals(own, dot, "the test cannot tell the two scores apart");
        run.save(folder.resolve("saved"));
        TrainedModel loaded = TrainedModel.load(folder.resolve("saved"), SHOP);
        assertArrayEquals(
                run.evaluation(Split.TEST).perUser(Metrics.NDCG, 10),
                loaded.evaluation(Split.TEST).perUser(Metrics.NDCG, 10));
        assertEquals(run.recommend(3, 5).print(), loaded.recommend(3, 5).print());
    }

    @Test
    void alignmentComesByNameAndByCall() {
        Graphs graphs = Graphs.builder(SHOP).neighbors(3).build();
        assertEquals(
                Bma.into(MetricMf.TYPE.builder(graphs).build()).build(),
                Models.builder("MetricMF + BMA", graphs).build());
    }
}
