package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.LineStatistics;
import org.drepmrec.analysis.Series;
import org.drepmrec.analysis.SimilarityMemory;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.data.Split;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Representations;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.Records;
import org.drepmrec.run.Report;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunStore;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** RQ2 to RQ4 and Figure 1 in their small form, on one store. */
class LineExperimentsTest {

    private static final MultimodalDataset DATA = Tiny.shop(40, 30, 5, Modality.VISUAL, Modality.TEXTUAL);

    @TempDir
    static Path store;

    private static Rq2.Result rq2;
    private static Rq3.Result rq3;
    private static Rq4.Result rq4;
    private static Figure1.Result figure1;

    @BeforeAll
    static void runAll() {
        rq2 = small(Rq2.builder(DATA)).points(20).build().run();
        rq3 = small(Rq3.builder(DATA)).seeds(2).hosts().build().run();
        rq4 = rq4().build().run();
        figure1 = small(Figure1.builder(DATA))
                .models("DRepMRec")
                .distributions("DRepMRec")
                .points(15)
                .build()
                .run();
    }

    private static Rq4.Builder rq4() {
        return small(Rq4.builder(DATA))
                .gammas(0, 0.01)
                .modalWeights(0, 0.3, 1)
                .alphas(0.01, 0.1)
                .betas(0.001, 0.01, 0.1);
    }

    private static <B extends Experiment.Builder<B>> B small(B builder) {
        return builder.store(store)
                .epochs(3)
                .set("batchSize", "64")
                .set("embeddingSize", "8")
                .set("knn.item", "4")
                .set("knn.user", "4")
                .quiet();
    }

    @Test
    void aRepresentationAloneIsWorthItsOwnRanking() {
        RunRecord run = rq2.runs(Rq2.WITH).get(0);
        TrainedModel model = run.model();
        Table figure5 = rq2.figure5Table();
        assertEquals(
                List.of("behavior", "modal", "general"),
                figure5.stringColumn("model").asList());
        assertEquals(
                recall(model.representations(), model.representations().behaviorLine(), 20),
                figure5.doubleColumn("Recall@20").get(0),
                1e-12);
        assertEquals(
                recall(model.representations(), model.representations().modalLine(), 10),
                figure5.doubleColumn("Recall@10").get(1),
                1e-12);
        assertEquals(
                run.metric(Split.TEST, "NDCG@20"),
                figure5.doubleColumn("NDCG@20").get(2),
                1e-12);
        assertEquals(
                List.of("behavior", "modal", "general", "Popularity"),
                rq2.figure5().series().stream().map(Series::name).toList());
    }

    /** By sorting all items that are not in training. */
    private static double recall(Representations r, Representations.Line line, int k) {
        float[] users = r.users(line);
        float[] items = r.items(line);
        double sum = 0;
        for (int u = 0; u < DATA.users(); u++) {
            int user = u;
            Map<Integer, Double> scores = new TreeMap<>();
            IntStream.range(0, DATA.items())
                    .filter(i -> !DATA.train().matrix().contains(user, i))
                    .forEach(i -> scores.put(
                            i,
                            IntStream.range(0, line.size())
                                    .mapToDouble(
                                            c -> users[user * line.size() + c] * (double) items[i * line.size() + c])
                                    .sum()));
            Set<Integer> top = new HashSet<>(scores.keySet().stream()
                    .sorted(Comparator.comparing((Integer i) -> -scores.get(i)))
                    .limit(k)
                    .toList());
            int[] wanted = DATA.test().itemsOf(u);
            sum += Arrays.stream(wanted).filter(top::contains).count() / (double) wanted.length;
        }
        return sum / DATA.users();
    }

    @Test
    void distancesAtTheBestEpochAreThoseOfTheModel() {
        Table figure6 = rq2.figure6Table();
        assertEquals(2 * 3, figure6.rowCount());
        for (String variant : List.of(Rq2.WITH, Rq2.WITHOUT)) {
            RunRecord run = rq2.runs(variant).get(0);
            int best = run.bestEpoch().orElseThrow().epoch();
            Table row = figure6.where(figure6.stringColumn("model")
                    .isEqualTo(variant)
                    .and(figure6.intColumn("epoch").isEqualTo(best + 1)));
            Representations r = run.model().representations();
            assertEquals(
                    LineStatistics.distance(r, Side.USER),
                    row.doubleColumn("distance users").get(0),
                    1e-12);
            assertEquals(
                    LineStatistics.distance(r, Side.ITEM),
                    row.doubleColumn("distance items").get(0),
                    1e-12);
        }
        assertEquals("0.0", rq2.runs(Rq2.WITHOUT).get(0).provenance().options().get("gamma"));
        assertEquals(4, rq2.figure6().series().size());
    }

    @Test
    void figure7ShowsBothRepresentationsOfANodeAndJoinsThem() {
        Table plane = rq2.figure7Table(Side.ITEM);
        assertEquals(2 * 20, plane.rowCount());
        assertEquals(Set.of("item"), new HashSet<>(plane.stringColumn("kind").asList()));
        Chart chart = rq2.figure7(Side.ITEM);
        Series.Curve links = (Series.Curve) chart.series().get(0);
        assertTrue(links.stroke() == Series.Stroke.LINK);
        assertEquals(20 * 3, links.x().length);
        assertEquals(2 * 20, rq2.figure7Table(Side.USER).rowCount());
    }

    @Test
    void everyRowOfTable3RanWithoutWhatItNames() {
        Map<String, Set<String>> zero = Map.of(
                "DRepMRec", Set.of(),
                "without Intra-Alignment", Set.of("alpha"),
                "without Inter-Alignment", Set.of("beta"),
                "without Alignment", Set.of("alpha", "beta"),
                "without SSS", Set.of("gamma"));
        Map<String, List<String>> terms =
                Map.of("alpha", List.of("bia", "mia"), "beta", List.of("inter.users"), "gamma", List.of("sss.items"));
        assertEquals(5, rq3.table3().rowCount());
        zero.forEach((row, none) -> {
            for (RunRecord run : rq3.runs(row)) {
                terms.forEach((key, names) -> {
                    assertEquals(
                            none.contains(key) ? 0 : 0.01,
                            Double.parseDouble(run.provenance().options().get(key)),
                            row + " " + key);
                    names.forEach(t -> assertEquals(
                            !none.contains(key), run.epochs().get(0).losses().containsKey(t), row + " " + t));
                });
            }
        });
    }

    @Test
    void rowsAreMeansAndDeviationsOverSeeds() {
        Table table3 = rq3.table3();
        List<RunRecord> runs = rq3.runs("without Alignment");
        assertEquals(
                List.of(999L, 1000L), runs.stream().map(r -> r.spec().seed()).toList());
        double a = runs.get(0).metric(Split.TEST, "NDCG@20");
        double b = runs.get(1).metric(Split.TEST, "NDCG@20");
        Table row = table3.where(table3.stringColumn("model").isEqualTo("without Alignment"));
        assertEquals((a + b) / 2, row.doubleColumn("NDCG@20").get(0), 1e-12);
        assertEquals(
                Math.abs(a - b) / Math.sqrt(2), row.doubleColumn("NDCG@20 sd").get(0), 1e-12);
        assertEquals(2, row.intColumn("runs").get(0));
    }

    @Test
    void thePaperStandsBesideItsOwnDataSetsOnly() {
        MultimodalDataset baby = MultimodalDataset.builder("Baby", DATA.users(), DATA.items())
                .train(DATA.train())
                .validation(DATA.validation())
                .test(DATA.test())
                .features(Modality.VISUAL, DATA.features(Modality.VISUAL))
                .build();
        Rq3.Result result = small(Rq3.builder(baby)).epochs(1).hosts().build().run();
        Table table3 = result.table3();
        assertEquals(0.1040, table3.doubleColumn("Recall@20 (paper)").get(0), 0);
        assertEquals(0.0434, table3.doubleColumn("NDCG@20 (paper)").get(4), 0);
        assertTrue(result.notes().stream().anyMatch(n -> n.contains("(paper)")), () -> result.notes() + "");
        assertFalse(rq3.table3().containsColumn("Recall@20 (paper)"));
    }

    @Test
    void aHostsSettingsAreAlsoThoseOfTheHostWithAlignment() {
        Rq3.Result result = small(Rq3.builder(DATA))
                .epochs(1)
                .set("VBPR", Map.of("lr", "0.02"))
                .set("VBPR + BMA", Map.of("alpha", "0.3"))
                .hosts("VBPR")
                .build()
                .run();
        RunRecord without = result.runs("VBPR").get(0);
        RunRecord with = result.runs("VBPR + BMA").get(0);
        assertEquals("0.02", without.provenance().training().get("lr"));
        assertEquals("0.02", with.provenance().training().get("lr"));
        assertEquals("0.3", with.provenance().options().get("alpha"));
        Table table4 = result.table4();
        assertTrue(table4.doubleColumn("NDCG@20 change %").isMissing(0));
        assertEquals(
                100 * (with.metric(Split.TEST, "NDCG@20") / without.metric(Split.TEST, "NDCG@20") - 1),
                table4.doubleColumn("NDCG@20 change %").get(1),
                1e-9);
    }

    @Test
    void dreamLosesItsPartsOneByOne() {
        assertEquals(
                List.of("DREAM", "DREAM without filter gate", "DREAM without relation graphs", "DREAM without S3"),
                rq3.dream().stringColumn("model").asList());
        assertEquals("false", option("DREAM without filter gate", "gate.enabled"));
        assertEquals("false", option("DREAM without relation graphs", "graph.modal.enabled"));
        assertEquals("0.0", option("DREAM without S3", "gamma"));
        assertEquals("mse", option("DREAM", "sss.reduction"));
    }

    private static String option(String row, String key) {
        return rq3.runs(row).get(0).provenance().options().get(key);
    }

    @Test
    void memoryIsThatOfTheModelAtItsBestEpoch() {
        RunRecord run = rq3.runs("DREAM without S3").get(1);
        SimilarityMemory.Remembered direct = SimilarityMemory.builder(
                        Graphs.builder(DATA).build())
                .build()
                .of(run.model().representations());
        int best = run.bestEpoch().orElseThrow().epoch();
        assertEquals(direct.rankCorrelation(), run.probe("memory correlation")[best], 1e-12);
        assertEquals(direct.neighborOverlap(), run.probe("memory overlap")[best], 1e-12);
        Table curves = rq3.memoryTable();
        assertEquals(2 * 3, curves.rowCount());
        double first = rq3.runs("DREAM").get(0).probe("memory overlap")[2];
        double second = rq3.runs("DREAM").get(1).probe("memory overlap")[2];
        assertEquals((first + second) / 2, curves.doubleColumn("memory overlap").get(2), 1e-12);
        assertEquals(4, rq3.memory().series().size());
    }

    @Test
    void sweepsHaveOnePointForEachWeight() {
        assertEquals(
                List.of(0.0, 0.01), rq4.figure8aTable().doubleColumn("gamma").asList());
        assertEquals(
                List.of(0.0, 0.3, 1.0),
                rq4.figure8bTable().doubleColumn("visual weight").asList());
        assertEquals(3, ((Series.Curve) rq4.figure8b().series().get(0)).y().length);
        double atDefaults = rq4.runs(0.01, 0.01).get(0).metric(Split.TEST, "Recall@20");
        assertEquals(atDefaults, rq4.figure8aTable().doubleColumn("Recall@20").get(1), 1e-12);
        assertEquals(atDefaults, rq4.figure8bTable().doubleColumn("Recall@20").get(1), 1e-12);
    }

    @Test
    void theHeatMapHasAlphaDownwardsAndBetaToTheRight() {
        Chart chart = rq4.figure9();
        assertEquals(List.of("0.1", "0.01"), chart.y().categories(), "from below");
        assertEquals(List.of("0.001", "0.01", "0.1"), chart.x().categories());
        double[][] z = ((Series.Cells) chart.series().get(0)).z();
        RunRecord run = rq4.runs(0.1, 0.001).get(0);
        assertEquals("0.1", run.provenance().options().get("alpha"));
        assertEquals("0.001", run.provenance().options().get("beta"));
        assertEquals(run.metric(Split.TEST, "Recall@20"), z[0][0], 1e-12);
        assertEquals(6, rq4.figure9Table().rowCount());
    }

    @Test
    void oneModalityHasNoWeightToChange() {
        MultimodalDataset visual = Tiny.shop(40, 30, 5, Modality.VISUAL);
        Rq4.Result result = small(Rq4.builder(visual))
                .gammas(0)
                .alphas(0.1)
                .betas(0.1)
                .build()
                .run();
        assertEquals(Set.of("figure8a", "figure9"), result.tables().keySet());
        assertTrue(result.notes().stream().anyMatch(n -> n.contains("no Figure 8 (b)")), () -> result.notes() + "");
        assertThrows(IllegalStateException.class, result::figure8bTable);
    }

    @Test
    void linesThatShareEmbeddingsHaveAnAngleAndDecoupledOnesHaveNone() {
        RunRecord shared = figure1.runs("DRepMRec shared").get(0);
        for (double cosine : shared.probe("conflict users cosine")) {
            assertTrue(cosine >= -1 && cosine <= 1, "cosine " + cosine);
        }
        assertEquals(0, shared.probe("conflict items unreached")[2], 0);
        for (String decoupled : List.of("DRepMRec sharedDetached", "DRepMRec separate")) {
            RunRecord run = figure1.runs(decoupled).get(0);
            assertEquals(1, run.probe("conflict users unreached")[0], 0);
            assertTrue(Double.isNaN(run.probe("conflict items cosine")[2]));
            assertTrue(figure1.notes().stream().anyMatch(n -> n.startsWith(decoupled)), decoupled);
        }
        assertEquals(3 * 3, figure1.figure1aTable().rowCount());
        assertEquals(
                List.of("DRepMRec shared", "0: conflict below"),
                figure1.figure1a(Side.USER).series().stream().map(Series::name).toList());
        for (Side side : Side.values()) {
            assertEquals(List.of(-0.1, 1.0), figure1.figure1a(side).y().included());
        }
        assertEquals(
                3,
                Stream.of(
                                figure1.figure1a(Side.USER),
                                figure1.figure1a(Side.ITEM),
                                figure1.figure1aBelowZero(Side.USER))
                        .map(Chart::title)
                        .distinct()
                        .count());
    }

    @Test
    void distributionsAreThoseWithoutAndWithAlignment() {
        assertEquals(
                "0.0",
                figure1.runs("DRepMRec without BMA")
                        .get(0)
                        .provenance()
                        .options()
                        .get("beta"));
        Table numbers = figure1.figure1bTable();
        assertEquals(
                LineStatistics.distance(
                        figure1.runs("DRepMRec with BMA").get(0).model().representations(), Side.ITEM),
                numbers.doubleColumn("distance items").get(1),
                1e-12);
        assertEquals(4 * 15, figure1.figure1bTable("DRepMRec", true).rowCount());
        assertEquals(4, figure1.figure1b("drepmrec", false).series().size());
    }

    @Test
    void allFiguresShareTheRunsOfOneStore() throws IOException {
        Set<String> keys = new HashSet<>();
        keys.add(rq2.runs(Rq2.WITH).get(0).key());
        keys.add(rq3.runs("DRepMRec").get(0).key());
        keys.add(figure1.runs("DRepMRec shared").get(0).key());
        keys.add(figure1.runs("DRepMRec with BMA").get(0).key());
        assertEquals(1, keys.size());
        List<String> before = stored();
        Rq4.Result again = rq4().build().run();
        assertEquals(before, stored());
        assertEquals(rq4.figure9Table().print(), again.figure9Table().print());
    }

    private static List<String> stored() throws IOException {
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(p -> p.endsWith("run.json"))
                    .map(p -> p + " " + p.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void recordsOfTheStoreGiveTheSameTables(@TempDir Path results) {
        Records.export(RunStore.at(store), DATA, results, false, false);
        Results recorded = Results.read(results.resolve(DATA.name()));
        assertEquals(rq3.table3().print(), recorded.rq3().table3().print());
        assertEquals(rq3.dream().print(), recorded.rq3().dream().print());
        // γ = 0 and 0.01 are two rows of Table 3, here of two seeds each.
        List<Double> ablated = rq3.table3().doubleColumn("Recall@20").asList();
        assertEquals(
                List.of(ablated.get(4), ablated.get(0)),
                recorded.rq4().figure8aTable().doubleColumn("Recall@20").asList());
        Table memory = recorded.rq3().memoryTable();
        assertEquals(rq3.memoryTable().rowCount(), memory.rowCount());
        assertEquals(
                rq3.memoryTable().doubleColumn("memory overlap").get(4),
                memory.doubleColumn("memory overlap").get(4),
                1e-5);
        Table figure1 = recorded.figure1().figure1aTable();
        assertEquals(
                LineExperimentsTest.figure1
                        .figure1aTable()
                        .stringColumn("model")
                        .asList(),
                figure1.stringColumn("model").asList());
        // Figure 5 and 6 of the first seed; RQ3 trained a second one with the same probes.
        Table figure5 = recorded.rq2().figure5Table();
        assertEquals(
                List.of("behavior", "modal", "general"),
                figure5.stringColumn("model").asList());
        assertEquals(2, figure5.intColumn("runs").get(0));
        assertEquals(2 * 3, recorded.rq2().figure6Table().rowCount());
        assertEquals(
                Set.of("figure5", "figure6", "memory"), recorded.rq2().tables().keySet(), "t-SNE needs the model");
    }

    @Test
    void everyTableAndChartCanBeShown() {
        for (Report report : List.of(rq2, rq3, rq4, figure1)) {
            assertFalse(report.tables().isEmpty());
            report.tables().forEach((name, table) -> {
                assertTrue(name.matches("[a-z0-9-]+"), name);
                assertFalse(table.isEmpty(), name);
            });
            report.charts().forEach((name, chart) -> {
                assertTrue(name.matches("[a-z0-9-]+"), name);
                assertTrue(chart.toSvg().contains("<svg"), name);
            });
        }
    }

    @Test
    void oneModelAtATime() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Rq2.builder(DATA).models("DRepMRec", "DREAM").build());
        assertTrue(e.getMessage().contains("expected one"), e.getMessage());
    }
}
