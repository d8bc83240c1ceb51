package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.drepmrec.model.Models;
import org.drepmrec.run.RunSpec;
import org.drepmrec.run.Shop;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Every sentence, and the sentence that stands there when the numbers say the contrary. */
class FindingsTest {

    private static List<String> table2(Invented runs) {
        return Findings.table2(runs.results().rq1());
    }

    private static void says(List<String> all, String sentence) {
        assertTrue(all.contains(sentence), () -> sentence + "\nis not among\n" + String.join("\n", all));
    }

    @Test
    void thePlaceFollowsFromTheMeans() {
        says(
                table2(new Invented().add("BPR", 0.1).add("MGCN", 0.2, 0.2).add("DRepMRec", 0.3, 0.3)),
                "By Recall@20, DRepMRec is first of 3 models (0.3000, 2 seeds).");
        says(
                table2(new Invented().add("BPR", 0.1).add("MGCN", 0.2).add("DRepMRec", 0.15)),
                "By Recall@20, DRepMRec is second of 3 models (0.1500, 1 seed).");
        says(
                table2(new Invented()
                        .add("BPR", 0.4)
                        .add("VBPR", 0.3)
                        .add("MGCN", 0.2)
                        .add("DRepMRec", 0.1)),
                "By Recall@20, DRepMRec is number 4 of 4 models (0.1000, 1 seed).");
        says(table2(new Invented().add("BPR", 0.1)), "DRepMRec is not recorded, so nothing can be said about it.");
    }

    @Test
    void theDistanceToTheBestOtherHasASideAndASignificance() {
        says(
                table2(new Invented().add("BPR", 0.1).add("MGCN", 0.2).add("DRepMRec", 0.3)),
                "It is 50.0 % above MGCN, the best of the others (p < 0.0001, significant).");
        says(
                table2(new Invented().add("BPR", 0.1).add("MGCN", 0.2).add("DRepMRec", 0.1)),
                "It is 50.0 % below MGCN, the best of the others (p < 0.0001, significant).");
        assertTrue(
                table2(level()).get(1).endsWith(", not significant)."),
                table2(level()).toString());
    }

    /** DRepMRec and BPR with equal means and users who differ. */
    private static Invented level() {
        Invented runs = new Invented().add("DRepMRec", 0.3);
        runs.runs().add(Shop.invented(RunSpec.of("BPR"), "b", 0.1, alternating(0.2, 0.41, 60)));
        return runs;
    }

    private static double[] alternating(double a, double b, int count) {
        double[] values = new double[count];
        for (int u = 0; u < count; u++) {
            values[u] = u % 2 == 0 ? a : b;
        }
        return values;
    }

    @Test
    void thePapersFindingIsJudged() {
        String claim = "The paper's finding, DRepMRec above every other model, ";
        says(table2(new Invented().add("BPR", 0.1).add("MGCN", 0.2).add("DRepMRec", 0.3)), claim + "holds here.");
        says(
                table2(new Invented().add("BPR", 0.4).add("MGCN", 0.2).add("DRepMRec", 0.3)),
                claim + "does not hold here: above it is BPR.");
        says(
                table2(new Invented().add("BPR", 0.4).add("MGCN", 0.5).add("DRepMRec", 0.3)),
                claim + "does not hold here: above it are MGCN, BPR.");
        says(table2(level()), claim + "is not shown here: the difference to BPR is not significant.");
        says(table2(new Invented().add("DRepMRec", 0.3)), claim + "cannot be judged: no other model is recorded.");
    }

    @Test
    void whatIsMissingIsSaid() {
        List<String> few = table2(new Invented().add("BPR", 0.1).add("DRepMRec", 0.3));
        says(few, "Item kNN is not recorded, so the distance to it is not known.");
        says(few, "Of the paper's models, LightGCN, VBPR, MMGCN, DualGNN, BM3, FREEDOM, MGCN are not recorded.");
        says(few, "Trained with one seed only: BPR, DRepMRec.");
        Invented all = new Invented();
        Models.all().forEach(m -> all.add(m, 0.1, 0.1));
        List<String> complete = table2(all);
        assertFalse(complete.toString().contains("Of the paper's models"), complete.toString());
        assertFalse(complete.toString().contains("one seed only"), complete.toString());
    }

    private static final Map<String, String> WHOLE = Map.of("alpha", "0.1", "beta", "0.1", "gamma", "0.1");

    private static Invented ablation(double whole, double withoutIntra, double withoutSignal) {
        return new Invented()
                .add("DRepMRec", WHOLE, 0.1, whole)
                .add("DRepMRec", Map.of("alpha", "0.0", "beta", "0.1", "gamma", "0.1"), 0.1, withoutIntra)
                .add("DRepMRec", Map.of("alpha", "0.1", "beta", "0.1", "gamma", "0.0"), 0.1, withoutSignal);
    }

    @Test
    void aPartContributesIfItsRemovalCosts() {
        String claim = "The paper's finding, that every part of DRepMRec contributes, ";
        List<String> holds = Findings.table3(ablation(0.4, 0.3, 0.2).results().rq3());
        says(holds, "Without Intra-Alignment: Recall@20 -25.0 % (p < 0.0001, significant).");
        says(holds, claim + "holds here.");
        List<String> partly = Findings.table3(ablation(0.4, 0.5, 0.2).results().rq3());
        says(partly, "Without Intra-Alignment: Recall@20 +25.0 % (p < 0.0001, significant).");
        says(partly, claim + "does not hold here for: without Intra-Alignment.");
        says(Findings.table3(ablation(0.1, 0.5, 0.2).results().rq3()), claim + "does not hold here for any row.");
    }

    @Test
    void dreamsPartsAreJudgedLikewise() {
        Map<String, String> whole = Map.of("gate.enabled", "true", "gamma", "0.5");
        Map<String, String> ungated = Map.of("gate.enabled", "false", "gamma", "0.5");
        says(
                Findings.dream(new Invented()
                        .add("DREAM", whole, 0.1, 0.4)
                        .add("DREAM", ungated, 0.1, 0.3)
                        .results()
                        .rq3()),
                "That every part of DREAM contributes holds here.");
        says(
                Findings.dream(new Invented()
                        .add("DREAM", whole, 0.1, 0.3)
                        .add("DREAM", ungated, 0.1, 0.4)
                        .results()
                        .rq3()),
                "That every part of DREAM contributes does not hold here for any row.");
    }

    private static List<String> table4(double vbpr, double alignedVbpr, double mgcn, double alignedMgcn) {
        return Findings.table4(new Invented()
                .add("VBPR", vbpr)
                .add("VBPR + BMA", alignedVbpr)
                .add("MGCN", mgcn)
                .add("MGCN + BMA", alignedMgcn)
                .results()
                .rq3());
    }

    @Test
    void alignmentImprovesOtherModelsIfTheyGain() {
        String claim = "The paper's finding, that alignment improves other models, ";
        says(table4(0.1, 0.2, 0.1, 0.2), claim + "holds here.");
        says(table4(0.1, 0.2, 0.1, 0.2), "VBPR + BMA against VBPR: Recall@20 +100.0 % (p < 0.0001, significant).");
        says(table4(0.1, 0.2, 0.2, 0.1), claim + "does not hold here for: MGCN + BMA.");
        says(table4(0.2, 0.1, 0.2, 0.1), claim + "does not hold here for any row.");
    }

    private static List<String> figure5(double behavior, double modal, double general) {
        return Findings.figure5(Table.create(
                "Figure 5",
                StringColumn.create("model", "behavior", "modal", "general"),
                DoubleColumn.create("Recall@20", new double[] {behavior, modal, general})));
    }

    @Test
    void theOrderOfTheLinesIsJudged() {
        assertEquals(
                List.of(
                        "Each representation alone, by Recall@20: general 0.3000, behavior 0.2000, modal 0.1000.",
                        "The paper's order, general above behavior above modal, holds here."),
                figure5(0.2, 0.1, 0.3));
        assertEquals(
                List.of(
                        "Each representation alone, by Recall@20: behavior 0.4000, general 0.3000, modal 0.1000.",
                        "The paper's order, general above behavior above modal, does not hold here."),
                figure5(0.4, 0.1, 0.3));
    }

    private static List<String> figure6(double with, double without) {
        return Findings.figure6(Table.create(
                "Figure 6",
                StringColumn.create("model", Rq2.WITH, Rq2.WITH, Rq2.WITHOUT),
                IntColumn.create("epoch", new int[] {0, 1, 0}),
                DoubleColumn.create("distance users", new double[] {with, 0, without}),
                DoubleColumn.create("distance items", new double[] {with, 0, without})));
    }

    @Test
    void theDistanceBetweenTheLinesIsJudgedAtTheLastCommonEpoch() {
        says(
                figure6(0.5, 0.25),
                "At epoch 1 the distance of users between the lines is 0.5000 with the signal and 0.2500 without.");
        says(figure6(0.5, 0.25), "The paper's finding, a larger distance with the signal, holds here.");
        says(figure6(0.25, 0.5), "The paper's finding, a larger distance with the signal, does not hold here.");
    }

    private static List<String> figure1a(double users, double items) {
        return Findings.figure1a(Table.create(
                "Figure 1 (a)",
                StringColumn.create("model", "MGCN", "MGCN"),
                IntColumn.create("epoch", new int[] {0, 1}),
                DoubleColumn.create("conflict users cosine", new double[] {users, users}),
                DoubleColumn.create("conflict items cosine", new double[] {items, items})));
    }

    @Test
    void gradientsConflictIfTheirCosinesAreBelowZero() {
        String claim = "MGCN: over 2 epochs";
        assertEquals(
                List.of(claim + ", the mean cosine of the gradients is -0.50 for users and -0.25 for items: they"
                        + " conflict, as the paper says."),
                figure1a(-0.5, -0.25));
        assertEquals(
                List.of(claim + ", the mean cosine of the gradients is 0.50 for users and 0.25 for items: they do not"
                        + " conflict, against the paper."),
                figure1a(0.5, 0.25));
        assertTrue(figure1a(-0.5, 0.25).get(0).endsWith("only those of users conflict."));
        assertTrue(figure1a(0.5, -0.25).get(0).endsWith("only those of items conflict."));
        assertEquals(
                List.of(claim + ", the modal loss does not reach the shared embeddings, so there is no conflict."),
                figure1a(Double.NaN, Double.NaN));
    }
}
