package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.ResultTable.Mark;
import org.drepmrec.analysis.Series;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.run.RunSpec;
import org.drepmrec.run.SeedRuns;
import org.drepmrec.run.Shop;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class Rq1Test {

    @TempDir
    Path folder;

    private static SeedRuns seeds(String model, double[]... perSeed) {
        return new SeedRuns(java.util.Arrays.stream(perSeed)
                .map(values -> Shop.invented(RunSpec.of(model), "k", 0, values))
                .toList());
    }

    private static Rq1Result result(String dataset) {
        Map<String, SeedRuns> models = new LinkedHashMap<>();
        models.put("LightGCN", seeds("LightGCN", new double[] {0.1, 0.2, 0.3, 0.2}, new double[] {0.3, 0.4, 0.3, 0.6}));
        models.put("DREAM", seeds("DREAM", new double[] {0.5, 0.4, 0.3, 0.4}, new double[] {0.5, 0.4, 0.5, 0.6}));
        return new Rq1Result(Invented.named(dataset), models, List.of("DRepMRec", "DREAM"), Optional.empty());
    }

    @Test
    void meansAndDeviationsAreOverSeeds() {
        ResultTable table = result("tiny").table2();
        // SeedRuns of LightGCN: 0.2 and 0.4, of DREAM: 0.4 and 0.5.
        assertEquals(0.3, table.value("LightGCN", "Recall@20"), 1e-12);
        assertEquals(0.45, table.value("DREAM", "NDCG@10"), 1e-12);
        Table numbers = table.numbers();
        assertEquals(Math.sqrt(2 * 0.01), numbers.doubleColumn("Recall@20 sd").getDouble(0), 1e-12);
        assertEquals("0.3000 \u00b1 0.1414", table.text(0, 2));
        assertEquals(Mark.BEST, table.mark("DREAM", "Recall@10"));
        assertEquals(Mark.SECOND, table.mark("LightGCN", "Recall@10"));
    }

    @Test
    void theGainIsOverTheBestBaselineAndTestedOverUsers() {
        Table row = result("tiny").comparison();
        assertEquals(4, row.rowCount());
        assertEquals("LightGCN", row.stringColumn("baseline").get(1));
        assertEquals(100 * (0.45 / 0.3 - 1), row.doubleColumn("gain %").getDouble(1), 1e-9);
        // Users' means over seeds differ by 0.3, 0.1, 0.1, 0.1: mean 0.15, deviation 0.1, t = 0.15 / (0.1 / 2) = 3 with
        // 3 degrees of freedom: p = 1 - 2 / pi (atan(sqrt 3) + sqrt 3 / 4).
        assertEquals(1.5, row.doubleColumn("effect size d_z").getDouble(1), 1e-9);
        double p = 1 - 2 / Math.PI * (Math.atan(Math.sqrt(3)) + Math.sqrt(3) / 4);
        assertEquals(p, row.doubleColumn("p (t-test)").getDouble(1), 1e-9);
        ResultTable table = result("tiny").table();
        assertEquals(p, table.value("DREAM", "Recall@20 p (Holm)"), 1e-9, "one comparison needs no correction");
        assertEquals("", table.text(0, table.labels().indexOf("Recall@20 p (Holm)")), "baselines are not compared");
    }

    @Test
    void pValuesAreCorrectedForEveryPairOfProposedModelAndBaseline() {
        Map<String, SeedRuns> models = new LinkedHashMap<>();
        models.put("BPR", seeds("BPR", new double[] {0.1, 0.1, 0.1, 0.2}));
        models.put("LightGCN", seeds("LightGCN", new double[] {0.2, 0.3, 0.2, 0.3}));
        models.put("DREAM", seeds("DREAM", new double[] {0.5, 0.4, 0.3, 0.4}));
        Rq1Result result =
                new Rq1Result(Invented.named("tiny"), models, List.of("DRepMRec", "DREAM"), Optional.empty());
        // Differences 0.4, 0.3, 0.2, 0.2 of BPR, t = 5.74; 0.3, 0.1, 0.1, 0.1 of LightGCN, t = 3.
        Table rows = result.comparison();
        assertEquals(4 * 2, rows.rowCount());
        double bpr = rows.doubleColumn("p (t-test)").getDouble(2);
        double lightGcn = rows.doubleColumn("p (t-test)").getDouble(3);
        assertTrue(bpr < lightGcn);
        assertEquals(2 * bpr, rows.doubleColumn("p (t-test, Holm)").getDouble(2), 1e-12);
        assertEquals(
                Math.max(2 * bpr, lightGcn),
                rows.doubleColumn("p (t-test, Holm)").getDouble(3),
                1e-12);
        assertEquals(100 * (0.4 / 0.25 - 1), result.table2().value("DREAM", "Recall@20 gain %"), 1e-9);
        assertEquals(
                rows.doubleColumn("p (t-test, Holm)").getDouble(3),
                result.table2().value("DREAM", "Recall@20 p (Holm)"));
        assertTrue(result.notes().get(0).contains("corrected for the 2 comparisons by each metric"));
    }

    @Test
    void thePapersNumbersStandBesideAndAreMarked() {
        ResultTable baby = result("Baby").table2();
        assertEquals(0.0754, baby.value("LightGCN", "Recall@20 (paper)"));
        assertEquals(Mark.NONE, baby.mark("LightGCN", "Recall@20 (paper)"));
        assertTrue(Double.isNaN(baby.value("DREAM", "NDCG@20 (paper)")), "the first version has no DREAM");
        assertEquals(0.3, baby.value("LightGCN", "Recall@20"), 1e-12);
        assertTrue(result("tiny").table2().labels().stream().noneMatch(l -> l.contains("paper")));
        Table first = result("Baby").table1();
        assertEquals(List.of("measured", "paper"), first.stringColumn("source").asList());
        assertEquals(List.of(40, 19445), first.intColumn("users").asList());
        assertEquals(240, first.intColumn("interactions").get(0));
        assertEquals(100 * (1 - 240 / 1200.0), first.doubleColumn("sparsity %").getDouble(0), 1e-9);
    }

    @Test
    void barsDescendAndTellProposedModelsFromBaselinesAndThoseWithNothingToTrain() {
        Map<String, SeedRuns> models = new LinkedHashMap<>();
        models.put("Popularity", seeds("Popularity", new double[] {0.1, 0.2}));
        models.put("LightGCN", seeds("LightGCN", new double[] {0.3, 0.4}));
        models.put("DREAM", seeds("DREAM", new double[] {0.5, 0.6}));
        models.put("BPR", seeds("BPR", new double[] {0.2, 0.3}));
        Chart chart = new Rq1Result(Invented.named("tiny"), models, List.of("DREAM"), Optional.empty())
                .charts()
                .get("table2");
        assertEquals(
                List.of("DREAM", "LightGCN", "BPR", "Popularity"), chart.x().categories());
        assertEquals(
                List.of("DREAM", "baseline", "nothing to train"),
                chart.series().stream().map(Series::name).toList());
        assertArrayEquals(new double[] {1, 2}, chart.series().get(1).x());
    }

    @Test
    void aFailedRunLeavesNoFlatteringMean() {
        RunSpec spec = RunSpec.of("LightGCN");
        Map<String, SeedRuns> models = new LinkedHashMap<>();
        models.put("LightGCN", new SeedRuns(List.of(Shop.invented(spec, "k", 0, 0.9, 0.8), Shop.failed(spec, "k"))));
        models.put("DREAM", seeds("DREAM", new double[] {0.5, 0.4}));
        Rq1Result result = new Rq1Result(Invented.named("tiny"), models, List.of("DREAM"), Optional.empty());
        assertTrue(Double.isNaN(result.table2().value("LightGCN", "Recall@20")));
        assertEquals(0, result.comparison().rowCount());
        assertTrue(
                result.notes().get(0).startsWith("LightGCN: 1 of 2 runs failed"),
                result.notes().toString());
    }

    @Test
    void itRunsAndResumes() {
        MultimodalDataset data = Tiny.shop(40, 30, 3, Modality.VISUAL, Modality.TEXTUAL);
        Rq1.Builder rq1 = Rq1.builder(data)
                .models("LightGCN", "DRepMRec")
                .seeds(2)
                .epochs(2)
                .set("embeddingSize", "4")
                .set("DRepMRec", Map.of("alpha", "0.1"))
                .engine(Shop.ENGINE)
                .device("cpu")
                .store(folder)
                .quiet();
        Rq1Result first = rq1.build().run();
        assertEquals(List.of("LightGCN", "DRepMRec"), first.table().rows());
        assertEquals("0.1", first.runs("drepmrec").get(1).provenance().options().get("alpha"));
        assertEquals(
                List.of(999L, 1000L),
                first.runs("LightGCN").stream().map(r -> r.spec().seed()).toList());
        Series.Curve curve =
                (Series.Curve) first.curves("drepmrec", "LightGCN").series().get(0);
        assertTrue(first.curves("drepmrec").title().endsWith(": DRepMRec"), "other models, another title");
        assertEquals(1, curve.x()[0], "epochs are counted from 1");
        Chart one = first.curves("LightGCN");
        Chart other = first.curves("DRepMRec");
        assertEquals(one.y().included(), other.y().included(), "charts that can be compared");
        assertEquals(List.of(1.0, 2.0), one.x().included());
        assertEquals(0, one.y().included().get(0));
        double[] validation = first.runs("DRepMRec").stream()
                .mapToDouble(r -> r.epochs().get(1).selection().get("Recall@20"))
                .toArray();
        assertEquals("DRepMRec", curve.name());
        assertEquals((validation[0] + validation[1]) / 2, curve.y()[1], 1e-12);
        assertEquals(SeedRuns.deviation(validation), curve.error()[1], 1e-12);
        Table ranks = first.ranks();
        assertEquals(2, ranks.rowCount());
        assertEquals(
                first.table2().best("Recall@20"), ranks.stringColumn("model").get(0));
        assertEquals(
                (first.runs("LightGCN").get(0).seconds()
                                + first.runs("LightGCN").get(1).seconds())
                        / 2,
                first.costs().doubleColumn("seconds").get(0),
                1e-12);
        assertEquals(2, first.costs().doubleColumn("epochs").get(1));
        Rq1Result second = rq1.build().run();
        assertEquals(
                first.runs("DRepMRec").get(0).seconds(),
                second.runs("DRepMRec").get(0).seconds());
        assertEquals(
                first.tables().get("table2").print(),
                second.tables().get("table2").print());
        assertEquals(
                List.of("table1", "table2", "comparison"),
                List.copyOf(second.printed().keySet()));
        assertThrows(IllegalArgumentException.class, () -> first.runs("DREAM"));
    }

    /** Models with nothing to train are baselines like others, done once for all seeds; they know no embedding size. */
    @Test
    void floorsAreRowsOfTheTable() {
        MultimodalDataset data = Tiny.shop(40, 30, 3, Modality.VISUAL, Modality.TEXTUAL);
        Rq1.Builder rq1 = Rq1.builder(data)
                .models("Popularity", "ItemKNN", "ContentKNN", "EASE", "Random", "LightGCN")
                .proposed("LightGCN")
                .seeds(2)
                .epochs(1)
                .set("embeddingSize", "4")
                .set("ItemKNN", Map.of("shrinkage", "2"))
                .engine(Shop.ENGINE)
                .device("cpu")
                .store(folder)
                .quiet();
        Rq1Result result = rq1.build().run();
        ResultTable table = result.table2();
        assertEquals(List.of("Popularity", "ItemKNN", "ContentKNN", "EASE", "Random", "LightGCN"), table.rows());
        assertTrue(
                Double.isNaN(
                        result.table2().numbers().doubleColumn("Recall@20 sd").getDouble(1)),
                "nothing in it is random");
        assertTrue(result.table2().numbers().doubleColumn("Recall@20 sd").getDouble(4) > 0, "each seed has its order");
        assertEquals(
                result.runs("ItemKNN").get(0).key(),
                result.runs("ItemKNN").get(1).key());
        assertEquals("2.0", result.runs("ItemKNN").get(0).provenance().options().get("shrinkage"));
        Table pairs = result.comparison();
        assertEquals(4 * 5, pairs.rowCount());
        double best = List.of("Popularity", "ItemKNN", "ContentKNN", "EASE", "Random").stream()
                .mapToDouble(m -> table.value(m, "Recall@20"))
                .max()
                .orElseThrow();
        assertEquals(
                100 * (table.value("LightGCN", "Recall@20") / best - 1),
                table.value("LightGCN", "Recall@20 gain %"),
                1e-9);
        Rq1Result again = rq1.build().run();
        assertEquals(
                result.runs("EASE").get(1).seconds(), again.runs("EASE").get(1).seconds(), "it is read from the store");
        assertEquals(
                result.tables().get("table2").print(),
                again.tables().get("table2").print());
    }
}
