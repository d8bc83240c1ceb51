package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

class PublishedTest {

    private static final List<String> BASELINES =
            List.of("BPR", "LightGCN", "VBPR", "MMGCN", "DualGNN", "BM3", "FREEDOM", "MGCN");

    /** The percentages that the paper's text (4.5) gives for the same table. */
    @ParameterizedTest
    @CsvSource({
        "Baby, Recall@10, 4.47",
        "Sports, Recall@10, 6.45",
        "Clothing, Recall@10, 6.55",
        "Baby, NDCG@10, 6.19",
        "Sports, NDCG@10, 7.05",
        "Clothing, NDCG@10, 5.76"
    })
    void table2GivesTheImprovementsOfThePapersText(String dataset, String label, double percent) {
        Published paper = Published.of(dataset).orElseThrow();
        double best = BASELINES.stream()
                .mapToDouble(m -> paper.value(2, m, label))
                .max()
                .orElseThrow();
        assertEquals(percent, 100 * (paper.value(2, "DRepMRec", label) / best - 1), 0.006);
    }

    @Test
    void everyCellIsThere() {
        for (String dataset : List.of("baby", "sports", "clothing")) {
            Published paper = Published.of(dataset).orElseThrow();
            assertEquals(9, paper.table2().rowCount());
            assertEquals(5, paper.table2().columnCount());
            assertEquals(5, paper.table3().rowCount());
            assertEquals(6, paper.table4().rowCount());
            assertEquals(
                    List.of("model", "Recall@20", "NDCG@20"), paper.table3().columnNames());
            assertEquals(
                    0,
                    paper.table2().missingValueCounts().numberColumn(1).sum()
                            + paper.table4()
                                    .missingValueCounts()
                                    .numberColumn(1)
                                    .sum());
        }
    }

    @Test
    void theNameCountsInAnyCaseAndOthersHaveNothing() {
        assertEquals(0.1182, Published.of("SPORTS").orElseThrow().value(2, "drepmrec", "Recall@20"));
        assertEquals(0.0282, Published.of("Clothing").orElseThrow().value(4, "VBPR + BMA", "NDCG@20"));
        assertTrue(Double.isNaN(Published.of("Baby").orElseThrow().value(3, "without SSS", "Recall@10")));
        assertEquals(Optional.empty(), Published.of("tiktok"));
    }

    @Test
    void otherCountsThanThePapersAreNamed() {
        MultimodalDataset tiny = Tiny.shop(20, 16, 5);
        assertTrue(Published.check(tiny).toString().contains("no data set tiny"));
        MultimodalDataset wrong = MultimodalDataset.builder("baby", 20, 16)
                .train(tiny.train())
                .validation(tiny.validation())
                .test(tiny.test())
                .build();
        assertEquals(
                List.of(
                        "baby has 20 users, the paper's 19445.",
                        "baby has 16 items, the paper's 7050.",
                        "baby has 120 interactions, the paper's 160792.",
                        "These are not the paper's data: its numbers do not apply."),
                Published.check(wrong).sentences());
    }

    @Test
    void anEstimateGrowsWithStepsAndNodes() {
        Table tiny = Estimate.of(Tiny.shop(20, 16, 5, Modality.TEXTUAL));
        assertEquals(1, tiny.intColumn("steps an epoch").get(0));
        assertEquals(
                (0.093 + 0.17) * 36 / 26495,
                tiny.doubleColumn("seconds an epoch").get(0),
                1e-12);
        Table memory = Estimate.memory(Tiny.shop(20, 16, 5, Modality.TEXTUAL));
        assertEquals(16 * 5 * 4 / 1048576.0, memory.doubleColumn("features").get(0), 1e-12);
        assertEquals(
                36 * 5 * 4 / 1048576.0,
                memory.doubleColumn("vectors of targets").get(0),
                1e-12);
        assertEquals(
                36 * 64 * 16 / 1048576.0,
                memory.doubleColumn("embeddings and Adam").get(0),
                1e-12);
        assertEquals(
                (2048 * 5 * 4 + 16.0 * 2048 * 2048) / 1048576,
                memory.doubleColumn("a step").get(0),
                1e-12);
    }

    @Test
    void thePapersDataSetsAreEstimatedToo() {
        Table all = Estimate.ofThePaper();
        assertEquals(
                List.of("baby", "sports", "clothing"), all.stringColumn("data").asList());
        int steps = (int) Math.ceil(0.8 * 160792 / 2048);
        assertEquals(steps, all.intColumn("steps an epoch").get(0));
        assertEquals(
                (steps * 0.093 + 0.17) / 36,
                all.doubleColumn("hours for 100 epochs").get(0),
                1e-9);
    }

    @Test
    void whatIsPrintedInconsistentlyIsSaid() {
        assertTrue(Published.of("baby").orElseThrow().notes(2).get(0).contains("0.0992"));
        assertTrue(Published.of("clothing").orElseThrow().notes(3).get(0).contains("0.0988"));
        assertEquals(List.of(), Published.of("sports").orElseThrow().notes(2));
    }
}
