package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.model.Models;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import org.drepmrec.run.Shop;
import org.junit.jupiter.api.Test;

/** Every sentence, and the sentence that stands there when the numbers say the contrary. */
class FindingsTest {

    private static List<String> table2(Invented runs) {
        return runs.results().rq1().findings().sentences();
    }

    static void says(List<String> all, String sentence) {
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
        says(
                table2(new Invented().add("BPR", 0.1)),
                "No proposed model is among them, so nothing can be said about one.");
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
        String claim = "By Recall@20 the paper's finding, DRepMRec above every other model, ";
        says(
                table2(new Invented().add("BPR", 0.1).add("MGCN", 0.2).add("DRepMRec", 0.3)),
                claim + "holds here against those that are compared.");
        Invented all = new Invented();
        Models.all().forEach(m -> all.add(m, m.equals("DRepMRec") ? 0.3 : 0.1));
        says(table2(all), claim + "holds here.");
        says(
                table2(new Invented().add("BPR", 0.4).add("MGCN", 0.2).add("DRepMRec", 0.3)),
                claim + "does not hold here: above it is BPR.");
        says(
                table2(new Invented().add("BPR", 0.4).add("MGCN", 0.5).add("DRepMRec", 0.3)),
                claim + "does not hold here: above it are MGCN, BPR.");
        says(table2(level()), claim + "is not shown here: the difference to BPR is not significant.");
        says(table2(new Invented().add("DRepMRec", 0.3)), claim + "cannot be judged: no other model is among them.");
    }

    @Test
    void whatIsMissingIsSaid() {
        List<String> few = table2(new Invented().add("BPR", 0.1).add("DRepMRec", 0.3));
        says(few, "No model without training is among them, so there is no floor to compare with.");
        says(few, "Of the paper's models, LightGCN, VBPR, MMGCN, DualGNN, BM3, FREEDOM, MGCN are missing.");
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
        List<String> holds =
                ablation(0.4, 0.3, 0.2).results().rq3().findings("table3").sentences();
        says(holds, "Without Intra-Alignment: Recall@20 -25.0 % (p < 0.0001, significant).");
        says(holds, claim + "holds here.");
        List<String> partly =
                ablation(0.4, 0.5, 0.2).results().rq3().findings("table3").sentences();
        says(partly, "Without Intra-Alignment: Recall@20 +25.0 % (p < 0.0001, significant).");
        says(partly, claim + "does not hold here for without Intra-Alignment.");
        says(
                ablation(0.1, 0.5, 0.2).results().rq3().findings("table3").sentences(),
                claim + "does not hold here for any row.");
    }

    @Test
    void aDifferenceWithinTheUsersSpreadIsNotShown() {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("whole", users(0.3));
        values.put("without A", users(0.4));
        values.put("without B", alternating(0.2, 0.39, 60));
        assertEquals(
                "Every part does not hold here for without A, and is not shown here for without B.",
                Rq3Findings.removals(points(values), "Every part ").sentences().get(2));
        values.remove("without A");
        assertEquals(
                "Every part is not shown here for any row.",
                Rq3Findings.removals(points(values), "Every part ").sentences().get(1));
    }

    @Test
    void dreamsPartsAreJudgedLikewise() {
        Map<String, String> whole = Map.of("gate.enabled", "true", "gamma", "0.5");
        Map<String, String> ungated = Map.of("gate.enabled", "false", "gamma", "0.5");
        says(
                new Invented()
                        .add("DREAM", whole, 0.1, 0.4)
                        .add("DREAM", ungated, 0.1, 0.3)
                        .results()
                        .rq3()
                        .findings("dream")
                        .sentences(),
                "That every part of DREAM contributes holds here.");
        says(
                new Invented()
                        .add("DREAM", whole, 0.1, 0.3)
                        .add("DREAM", ungated, 0.1, 0.4)
                        .results()
                        .rq3()
                        .findings("dream")
                        .sentences(),
                "That every part of DREAM contributes does not hold here for any row.");
    }

    private static List<String> table4(double vbpr, double alignedVbpr, double mgcn, double alignedMgcn) {
        return new Invented()
                .add("VBPR", vbpr)
                .add("VBPR + BMA", alignedVbpr)
                .add("MGCN", mgcn)
                .add("MGCN + BMA", alignedMgcn)
                .results()
                .rq3()
                .findings("table4")
                .sentences();
    }

    @Test
    void alignmentImprovesOtherModelsIfTheyGain() {
        String claim = "The paper's finding, that alignment improves other models, ";
        says(table4(0.1, 0.2, 0.1, 0.2), claim + "holds here.");
        says(table4(0.1, 0.2, 0.1, 0.2), "VBPR + BMA against VBPR: Recall@20 +100.0 % (p < 0.0001, significant).");
        says(table4(0.1, 0.2, 0.2, 0.1), claim + "does not hold here for MGCN + BMA.");
        says(table4(0.2, 0.1, 0.2, 0.1), claim + "does not hold here for any row.");
    }

    /** Figure 8 (a) with these values of Recall@20 at gamma 0, .01 and 1; the first is the row of Table 2. */
    private static List<String> signal(double none, double some, double most) {
        Invented runs = new Invented().add("DRepMRec", Map.of("gamma", "0.01"), 0.2, some, some);
        return runs.add("DRepMRec", Map.of("gamma", "0.0"), 0.1, none, none)
                .add("DRepMRec", Map.of("gamma", "1.0"), 0.1, most, most)
                .results()
                .rq4()
                .findings("figure8a")
                .sentences();
    }

    @Test
    void theSignalHasABestWeightInside() {
        String claim = "The paper's finding, that accuracy rises with the signal's weight and then falls, ";
        says(signal(0.2, 0.3, 0.1), "Recall@20 is highest at gamma 0.01 (0.3000).");
        says(signal(0.2, 0.3, 0.1), "Gamma 0.01 against gamma 0.0: Recall@20 +50.0 % (p < 0.0001, significant).");
        says(signal(0.2, 0.3, 0.1), claim + "holds here.");
        says(
                signal(0.3, 0.2, 0.1),
                claim + "does not hold here: the best weight is an end of the grid, so a wider one may have a better.");
        says(
                signal(0.1, 0.2, 0.3),
                claim + "does not hold here: the best weight is an end of the grid, so a wider one may have a better.");
    }

    private static Variants points(Map<String, double[]> values) {
        Map<String, List<RunRecord>> runs = new LinkedHashMap<>();
        values.forEach(
                (name, users) -> runs.put(name, List.of(Shop.invented(RunSpec.of("DRepMRec"), name, 0.1, users))));
        return Variants.of("tiny", runs, Optional.empty());
    }

    private static double[] users(double mean) {
        return alternating(mean - 0.001, mean + 0.002, 60);
    }

    private static List<String> modal(double none, double papers, double most) {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("visual 0.0", users(none));
        values.put("visual 0.3", users(papers));
        values.put("visual 1.0", users(most));
        return Rq4Findings.modal(points(values), List.of(0.0, 0.3, 1.0)).sentences();
    }

    @Test
    void bothModalitiesHelpIfAWeightBetweenIsBest() {
        String both = "The paper's finding, that both modalities together beat either alone, ";
        String papers = "The paper's best visual weight, 0.3, ";
        says(modal(0.1, 0.3, 0.2), papers + "is the best of the 3 tried here too.");
        says(modal(0.1, 0.3, 0.2), both + "holds here.");
        says(modal(0.4, 0.3, 0.2), both + "does not hold here: visual 0.0 leaves one out.");
        assertTrue(
                modal(0.4, 0.3, 0.2).get(1).startsWith(papers + "is 25.0 % below the best (p < 0.0001, significant)"),
                modal(0.4, 0.3, 0.2).toString());
    }

    /** Two seeds a deviation of 0.01 apart. */
    private static List<RunRecord> seeds(String name, double mean) {
        double half = 0.01 / Math.sqrt(2);
        return List.of(
                Shop.invented(RunSpec.of("DRepMRec"), name + 1, 0.1, users(mean - half)),
                Shop.invented(RunSpec.of("DRepMRec").seed(1000), name + 2, 0.1, users(mean + half)));
    }

    private static List<String> flat(double second, double third) {
        Map<String, List<RunRecord>> runs = new LinkedHashMap<>();
        runs.put("a", seeds("a", 0.3));
        runs.put("b", seeds("b", second));
        runs.put("c", seeds("c", third));
        return Rq4Findings.alignment(Variants.of("tiny", runs, Optional.empty()), List.of(), List.of())
                .sentences();
    }

    @Test
    void flatnessIsHeldAgainstWhatAnotherSeedChanges() {
        String start = "Within one deviation over seeds of it (0.0100) ";
        says(flat(0.295, 0.2), start + "is b.");
        says(flat(0.295, 0.296), start + "are b, c.");
        says(flat(0.2, 0.1), "No other setting is within one deviation over seeds of it (0.0100).");
    }

    private static List<String> forms(double shared, double detached, double separate) {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("DRepMRec shared", users(shared));
        values.put("DRepMRec sharedDetached", users(detached));
        values.put("DRepMRec separate", users(separate));
        return Figure1Findings.forms(points(values)).sentences();
    }

    @Test
    void sharingCostsAccuracyOnlyWhereTheOtherFormsRankBetter() {
        String claim = "The paper's reason, that sharing embeddings costs DRepMRec accuracy, ";
        says(forms(0.2, 0.3, 0.3), claim + "holds here.");
        says(forms(0.2, 0.3, 0.1), claim + "does not hold here for DRepMRec separate.");
        says(forms(0.3, 0.2, 0.2), claim + "does not hold here for any row.");
        assertTrue(
                forms(0.2, 0.3, 0.1).get(1).startsWith("DRepMRec separate against shared: Recall@20 -49.9 %"),
                forms(0.2, 0.3, 0.1).toString());
    }

    private static List<String> pairs(double... recall) {
        List<Double> weights = List.of(0.01, 0.1, 1.0);
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int k = 0; k < 9; k++) {
            values.put(Sweeps.cell(weights.get(k / 3), weights.get(k % 3)), users(recall[k]));
        }
        return Rq4Findings.alignment(points(values), weights, weights).sentences();
    }

    @Test
    void theWorstPairOfWeightsIsComparedWithTheBest() {
        List<String> inside = pairs(0.3, 0.3, 0.3, 0.3, 0.4, 0.3, 0.3, 0.2, 0.3);
        assertTrue(inside.get(0).startsWith("Recall@20 is highest at alpha 0.1, beta 0.1 "), inside.toString());
        assertTrue(
                inside.get(1).startsWith("The worst pair, alpha 1.0, beta 0.1, is 49.9 % below it (p"),
                inside.toString());
        assertEquals(2, inside.size(), inside.toString());
    }

    @Test
    void aBestPairAtTheEdgeOfTheGridIsTold() {
        String end = ", so a wider grid may have a better one.";
        says(
                pairs(0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.4, 0.2, 0.3),
                "It lies at the edge of what was tried, with the largest alpha and the smallest beta" + end);
        says(
                pairs(0.3, 0.3, 0.3, 0.3, 0.3, 0.4, 0.3, 0.2, 0.3),
                "It lies at the edge of what was tried, with the largest beta" + end);
    }

    @Test
    void thereIsNothingToSayOfWhatIsMissing() {
        Results few = new Invented().add("BPR", 0.1).results();
        assertTrue(few.rq2().findings().isEmpty());
        assertTrue(few.rq3().findings().isEmpty());
        assertTrue(few.rq4().findings().isEmpty());
        assertTrue(few.figure1().findings().isEmpty());
        assertTrue(few.knockout().findings().isEmpty());
    }
}
