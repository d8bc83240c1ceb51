package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Series;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ResultsTest {

    private static Map<String, String> weights(String alpha, String beta, String gamma) {
        return Map.of("alpha", alpha, "beta", beta, "gamma", gamma);
    }

    @Test
    void theRowOfTable2HasTheMostSeedsAndOfThoseTheBestValidation() {
        Results results = new Invented()
                .add("DRepMRec", weights("0.1", "0.1", "0.1"), 0.9, 0.1)
                .add("DRepMRec", weights("0.3", "0.1", "0.1"), 0.2, 0.2, 0.3)
                .add("DRepMRec", weights("1.0", "0.1", "0.1"), 0.4, 0.5, 0.7)
                .results();
        assertEquals(0.6, results.table2().value("DRepMRec", "Recall@20"), 1e-9);
        assertEquals(
                "1.0", results.record("drepmrec", 1000).provenance().options().get("alpha"));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> results.record("DRepMRec", 1001));
        assertTrue(e.getMessage().contains("one of seeds [999, 1000]"), e.getMessage());
    }

    @Test
    void aRunWithoutAPartIsARowOfTable3AndNeverOfTable2() {
        Results results = new Invented()
                .add("DRepMRec", weights("0.1", "0.1", "0.1"), 0.2, 0.4)
                .add("DRepMRec", weights("0.0", "0.1", "0.1"), 0.9, 0.3)
                .add("DRepMRec", weights("0.0", "0.0", "0.1"), 0.9, 0.2)
                .add("DRepMRec", weights("0.1", "0.1", "0"), 0.9, 0.1)
                .add("DRepMRec", weights("0.5", "0.1", "0.0"), 0.9, 0.9)
                .results();
        assertEquals(0.4, results.table2().value("DRepMRec", "Recall@20"), 1e-9);
        Table table3 = results.rq3().table3();
        assertEquals(
                List.of("DRepMRec", "without Intra-Alignment", "without Alignment", "without SSS"),
                table3.stringColumn("model").asList());
        assertEquals(0.1, table3.doubleColumn("Recall@20").get(3), 1e-9, "0 and 0.0 are one number");
    }

    @Test
    void aModelWithAlignmentIsARowOfTable4Only() {
        Results results = new Invented()
                .add("VBPR", 0.2)
                .add("VBPR + BMA", Map.of("alpha", "0.1"), 0.1, 0.3)
                .results();
        assertEquals(List.of("VBPR"), results.models());
        Table table4 = results.rq3().table4();
        assertEquals(List.of("VBPR", "VBPR + BMA"), table4.stringColumn("model").asList());
        assertEquals(50, table4.doubleColumn("Recall@20 change %").get(1), 1e-6);
        assertFalse(results.rq3().tables().containsKey("table3"), "VBPR has no ablation");
    }

    @Test
    void modelsAreInThePapersOrderAndOthersBehind() {
        Results results = new Invented()
                .add("DREAM", 0.2)
                .add("DRepMRec", 0.2)
                .add("BPR-MMRec", 0.2)
                .add("MGCN", 0.2)
                .add("BPR", 0.2)
                .results();
        assertEquals(List.of("BPR", "MGCN", "DRepMRec", "BPR-MMRec", "DREAM"), results.models());
    }

    @Test
    void thePapersNumbersStandBesideOurs() {
        ResultTable table = new Invented().add("LightGCN", 0.2).results("baby").table2();
        assertEquals(0.0754, table.value("LightGCN", "Recall@20 (paper)"));
        assertEquals(0.2, table.value("LightGCN", "Recall@20"), 1e-9);
    }

    @Test
    void onlyWhatIsKeptPerUserIsTested() {
        Rq1Result rq1 =
                new Invented().add("BPR", 0.2).add("DRepMRec", 0.3).results().rq1();
        assertEquals(
                List.of("Recall@10", "Recall@20", "NDCG@10", "NDCG@20"),
                rq1.comparison().stringColumn("metric").asList());
        assertEquals(1, rq1.comparisons("DRepMRec", "Recall@20").size());
    }

    @Test
    void theSearchListsWhatWasTriedAndWhatWasChosen() {
        Results results = new Invented()
                .add("BPR", Map.of("reg.lambda", "0.1"), 0.3, 0.1)
                .add("BPR", Map.of("reg.lambda", "1.0"), 0.2, 0.1)
                .add("BPR", Map.of("reg.lambda", "0.01"), 0.1, 0.1)
                .add("LightGCN", 0.1, 0.1)
                .results();
        Table search = results.search();
        assertEquals(List.of(3, 1), search.intColumn("tried").asList());
        assertEquals(
                List.of("reg.lambda 0.01, 0.1, 1.0", ""),
                search.stringColumn("values").asList());
        assertEquals(
                List.of("reg.lambda=0.1", "defaults"),
                search.stringColumn("chosen").asList());
        assertEquals(List.of(1, 2), search.intColumn("seeds").asList());
        // Every invented run takes two seconds.
        assertEquals(6 / 3600.0, search.doubleColumn("hours").get(0), 1e-12);
        Table trials = results.search("bpr");
        assertEquals(
                List.of("0.1", "1.0", "0.01"), trials.stringColumn("reg.lambda").asList());
        assertEquals(List.of("yes", "", ""), trials.stringColumn("chosen").asList());
        assertFalse(trials.columnNames().toString().contains("test"), "nothing of the test split");
    }

    @Test
    void sweepsHaveThePointsThatWereRecorded() {
        Invented some = new Invented()
                .add("DRepMRec", weights("0.1", "0.1", "0.1"), 0.2, 0.4, 0.4)
                .add("DRepMRec", weights("0.1", "0.1", "0.3"), 0.2, 0.3)
                .add("DRepMRec", weights("0.1", "0.1", "0.0"), 0.2, 0.2);
        Rq4.Result rq4 = some.results().rq4();
        assertEquals(Set.of("figure8a"), rq4.tables().keySet(), "of Figure 9 all pairs are needed");
        assertEquals(
                List.of(0.0, 0.1, 0.3),
                rq4.figure8aTable().doubleColumn("gamma").asList());
        assertEquals(0.2, rq4.figure8aTable().doubleColumn("Recall@20").get(0), 1e-9);
        for (double a : Sweeps.ALPHAS) {
            for (double b : Sweeps.BETAS) {
                if (a != 0.1 || b != 0.1) {
                    some.add("DRepMRec", weights("" + a, "" + b, "0.1"), 0.2, a + b);
                }
            }
        }
        Table figure9 = some.results().rq4().figure9Table();
        assertEquals(25, figure9.rowCount());
        assertEquals(1.3, figure9.doubleColumn("Recall@20").get(24), 1e-9);
    }

    @Test
    void curvesAreThoseOfTheFirstSeed() {
        Series.Curve curve = (Series.Curve) new Invented()
                .add("BPR", Map.of(), 0.25, 0.1, 0.2)
                .results()
                .curves("BPR")
                .series()
                .get(0);
        assertEquals(0.25, curve.y()[0]);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Invented().add("BPR", 0.1).results().curves("VBPR"));
    }

    @Test
    void whatWasNotRecordedIsNoTable() {
        Results results = new Invented().add("BPR", 0.1).add("MGCN", 0.2).results();
        assertEquals(Map.of(), results.rq2().tables());
        assertEquals(Map.of(), results.rq3().tables());
        assertEquals(Map.of(), results.rq4().tables());
        assertEquals(Map.of(), results.figure1().tables());
        assertEquals(
                List.of("table1", "table2"),
                results.summary().stringColumn("name").asList());
    }

    @Test
    void aNameWithoutRecordsIsAnsweredWithThoseThatHaveSome() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Results.of("no such data set"));
        assertTrue(e.getMessage().contains("expected one of " + Results.names()), e.getMessage());
    }

    @Test
    void whatTheJarBringsCanBeRead() {
        for (String name : Results.names()) {
            Results results = Results.of(name);
            assertEquals(name, results.data().name());
            assertFalse(results.table2().rows().isEmpty(), name);
        }
    }

    /** Specifications, not words, decide: a default that was set is the default. */
    @Test
    void runsAreTakenTogetherByTheirResolvedSettings() {
        Invented some = new Invented().add("BPR", Map.of("reg.lambda", "0.1"), 0.1, 0.2);
        RunRecord other = new Invented()
                .add("BPR", Map.of("reg.lambda", "0.1"), 0.1, 0.2, 0.4)
                .runs()
                .get(1);
        some.runs().add(other);
        assertEquals(0.3, some.results().table2().value("BPR", "Recall@20"), 1e-9);
        Map<Long, RunSpec> seeds = new LinkedHashMap<>();
        some.results().rq1().runs("BPR").forEach(r -> seeds.put(r.spec().seed(), r.spec()));
        assertEquals(Set.of(999L, 1000L), seeds.keySet());
    }
}
