package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Space;
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

    /** Values of seeds, around these. */
    private static double[] seeds(double mean, double... around) {
        return Arrays.stream(around).map(a -> mean + a).toArray();
    }

    private static List<String> figure5(double[] behavior, double[] modal, double[] general) {
        return Rq2Findings.figure5(Map.of(
                        "Recall@20", Map.of(Space.BEHAVIOR, behavior, Space.MODAL, modal, Space.GENERAL, general)))
                .sentences();
    }

    @Test
    void theOrderOfTheLinesIsJudged() {
        String claim = "By Recall@20 the paper's order, general above behavior above modal, ";
        double[] around = {-0.01, 0, 0.01};
        assertEquals(
                List.of(
                        "Each representation alone, by Recall@20: general 0.3000, behavior 0.2000, modal 0.1000.",
                        claim + "holds here for general above behavior (+0.1000 ± 0.0000) and behavior above modal"
                                + " (+0.1000 ± 0.0000), by 3 seeds."),
                figure5(seeds(0.2, around), seeds(0.1, around), seeds(0.3, around)));
        assertEquals(
                List.of(
                        "Each representation alone, by Recall@20: behavior 0.4000, general 0.3000, modal 0.1000.",
                        claim + "does not hold here for general above behavior (-0.1000 ± 0.0000), by 3 seeds."),
                figure5(seeds(0.4, around), seeds(0.1, around), seeds(0.3, around)));
        says(
                figure5(seeds(0.3, -0.01, 0, 0.01), seeds(0.1, around), seeds(0.301, 0.01, 0.002, -0.009)),
                claim + "is not shown here: of 3 seeds, the difference for general above behavior (+0.0020 ± 0.0195) is"
                        + " within their spread.");
        says(
                figure5(seeds(0.2, 0), seeds(0.1, 0), seeds(0.3, 0)),
                claim + "holds here, by one seed; others may differ.");
        says(
                figure5(seeds(0.2, 0), seeds(0.1, 0), seeds(0.2, 0)),
                claim + "does not hold here, by one seed; others may differ.");
    }

    /** Runs with the same values of these columns in each epoch, a run per value; that of the first seed is longer. */
    private static List<RunRecord> observed(String name, List<String> columns, double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(s -> {
                    Map<String, Double> probe = new HashMap<>();
                    columns.forEach(c -> probe.put(c, values[s]));
                    List<Map<String, Double>> epochs = new ArrayList<>(List.of(probe));
                    if (s == 0 && values.length > 1) {
                        Map<String, Double> later = new HashMap<>();
                        columns.forEach(c -> later.put(c, 7.0));
                        epochs.add(later);
                    }
                    return Shop.probed(RunSpec.of("DRepMRec").seed(999 + s), name + s, epochs);
                })
                .toList();
    }

    private static Variants variants(List<String> columns, String first, double[] a, String second, double[] b) {
        Map<String, List<RunRecord>> runs = new LinkedHashMap<>();
        runs.put(first, observed(first, columns, a));
        runs.put(second, observed(second, columns, b));
        return Variants.of("tiny", runs, Optional.empty());
    }

    private static List<String> figure6(double[] with, double[] without) {
        return Rq2Findings.figure6(variants(Rq2.DISTANCES, Rq2.WITH, with, Rq2.WITHOUT, without))
                .sentences();
    }

    @Test
    void theDistanceBetweenTheLinesIsJudgedAtTheLastEpochThatAllReached() {
        String claim = "The paper's finding, a larger distance with the signal, ";
        double[] half = {0.49, 0.5, 0.51};
        double[] quarter = {0.23, 0.25, 0.27};
        says(
                figure6(half, quarter),
                "At epoch 1 the distance of users between the lines is 0.5000 with the signal and 0.2500 without.");
        says(
                figure6(half, quarter),
                claim + "holds here for users (+0.2500 ± 0.0100) and items (+0.2500 ± 0.0100), by 3 seeds.");
        says(
                figure6(quarter, half),
                claim + "does not hold here for users (-0.2500 ± 0.0100) and items (-0.2500 ± 0.0100), by 3 seeds.");
        says(
                figure6(half, new double[] {0.51, 0.49, 0.5}),
                claim + "is not shown here: of 3 seeds, the difference for users (+0.0000 ± 0.0173) and items (+0.0000 ±"
                        + " 0.0173) is within their spread.");
        assertEquals(
                List.of(),
                Rq2Findings.figure6(Variants.of(
                                "tiny", Map.of(Rq2.WITH, observed("with", Rq2.DISTANCES, half)), Optional.empty()))
                        .sentences());
    }

    private static List<String> course(double... distances) {
        List<Map<String, Double>> epochs = Arrays.stream(distances)
                .mapToObj(d -> Map.of(Rq2.DISTANCES.get(0), d, Rq2.DISTANCES.get(1), d))
                .toList();
        Map<String, List<RunRecord>> runs = new LinkedHashMap<>();
        for (String name : List.of(Rq2.WITH, Rq2.WITHOUT)) {
            runs.put(name, List.of(Shop.probed(RunSpec.of("DRepMRec").seed(999), name, epochs)));
        }
        return Rq2Findings.figure6(Variants.of("tiny", runs, Optional.empty())).sentences();
    }

    @Test
    void theCourseOfTheDistanceIsHeldAgainstThePapers() {
        says(
                course(0.5, 0.1, 0.15),
                "With the signal it begins at 0.5000, is lowest in epoch 2 (0.1000) and ends at 0.1500: it falls and"
                        + " levels out, as the paper's does.");
        says(
                course(0.5, 0.1, 0.2, 0.3),
                "With the signal it begins at 0.5000, is lowest in epoch 2 (0.1000) and ends at 0.3000: it takes back"
                        + " 50 % of its fall, where the paper's levels out.");
        says(
                course(0.1, 0.2, 0.3),
                "With the signal it begins at 0.1000, is lowest in epoch 1 (0.1000) and ends at 0.3000: it does not"
                        + " fall, unlike the paper's.");
    }

    private static final String BELOW =
            " At most 18.0 % of the users' rows and 2.0 % of the items' are below 0 in an epoch.";

    private static List<String> figure1a(double[] users, double[] items) {
        List<RunRecord> runs = IntStream.range(0, users.length)
                .mapToObj(s -> {
                    Map<String, Double> probe = Map.of(
                            "conflict users cosine",
                            users[s],
                            "conflict items cosine",
                            items[s],
                            "conflict users below zero",
                            0.18,
                            "conflict items below zero",
                            0.02);
                    return Shop.probed(RunSpec.of("MGCN").seed(999 + s), "MGCN" + s, List.of(probe, probe));
                })
                .toList();
        return Figure1Findings.conflict(Variants.of("tiny", Map.of("MGCN", runs), Optional.empty()))
                .sentences();
    }

    private static List<String> figure1a(double users, double items) {
        return figure1a(new double[] {users}, new double[] {items});
    }

    @Test
    void gradientsConflictIfTheirCosinesAreBelowZero() {
        String claim = "MGCN: over 2 epochs";
        assertEquals(
                List.of(claim + ", the mean cosine of the gradients is -0.50 for users and -0.25 for items: they"
                        + " conflict, as the paper says." + BELOW),
                figure1a(-0.5, -0.25));
        assertEquals(
                List.of(claim + ", the mean cosine of the gradients is 0.50 for users and 0.25 for items: they do not"
                        + " conflict, against the paper." + BELOW),
                figure1a(0.5, 0.25));
        assertTrue(figure1a(-0.5, 0.25).get(0).endsWith("only those of users conflict." + BELOW));
        assertTrue(figure1a(0.5, -0.25).get(0).endsWith("only those of items conflict." + BELOW));
        double[] around = {-0.1, 0.02, 0.1};
        double[] clear = {-0.2, -0.21, -0.22};
        String open = " conflict is not shown, since the seeds' spread reaches 0." + BELOW;
        assertTrue(figure1a(around, clear).get(0).endsWith("whether those of users" + open));
        assertTrue(figure1a(clear, around).get(0).endsWith("whether those of items" + open));
        assertTrue(figure1a(around, around).get(0).endsWith("whether those of users and items" + open));
        assertEquals(
                List.of(claim + ", the modal loss does not reach the shared embeddings, so there is no conflict."),
                figure1a(Double.NaN, Double.NaN));
    }

    private static List<String> memory(double[] with, double[] without) {
        return new ModalMemory(
                        variants(ModalMemory.COLUMNS, Rq3.DREAM, with, Rq3.WITHOUT_S3, without),
                        Rq3.DREAM,
                        Rq3.WITHOUT_S3,
                        "S3")
                .findings("DREAM's finding, that S3 preserves modal similarity, ")
                .sentences();
    }

    @Test
    void theSignalPreservesSimilarityIfMoreIsLeftWithIt() {
        String claim = "DREAM's finding, that S3 preserves modal similarity, ";
        double[] more = {0.49, 0.5, 0.51};
        double[] less = {0.24, 0.25, 0.26};
        says(
                memory(more, less),
                "At epoch 1 the modal line keeps this share of the raw features' neighbors: 0.5000 with S3, 0.2500"
                        + " without.");
        says(memory(more, less), claim + "holds here for " + both("+0.2500 ± 0.0000") + ", by 3 seeds.");
        says(memory(less, more), claim + "does not hold here for " + both("-0.2500 ± 0.0000") + ", by 3 seeds.");
        String open = claim + "is not shown here: of 3 seeds, the difference for ";
        says(memory(more, more), open + both("+0.0000 ± 0.0000") + " is within their spread.");
        says(
                memory(new double[] {0.5001, 0.4998, 0.5002}, new double[] {0.5, 0.5, 0.5}),
                open + both("+0.0000 ± 0.0002") + " is within their spread.");
        says(memory(new double[] {0.5}, new double[] {0.4}), claim + "holds here, by one seed; others may differ.");
    }

    private static String both(String difference) {
        return "the rank correlation of the raw features' similarities (" + difference
                + ") and the share of the raw features' neighbors (" + difference + ")";
    }

    private static Map<String, double[]> both(double... values) {
        Map<String, double[]> all = new LinkedHashMap<>();
        all.put("users", values);
        all.put("items", values);
        return all;
    }

    private static List<String> distance(double[] vbprWith, double[] bm3With) {
        Map<String, Map<String, double[]>> all = new LinkedHashMap<>();
        all.put("VBPR without BMA", both(0.49, 0.5, 0.51));
        all.put("VBPR with BMA", both(vbprWith));
        all.put("BM3 without BMA", both(0.49, 0.5, 0.51));
        all.put("BM3 with BMA", both(bm3With));
        return Figure1Findings.distance(all).sentences();
    }

    @Test
    void alignmentBringsTheLinesTogetherIfTheirDistanceFalls() {
        String claim = "The paper's finding, that alignment brings both representations together, ";
        double[] near = {0.24, 0.25, 0.26};
        double[] far = {0.74, 0.75, 0.77};
        double[] level = {0.52, 0.5, 0.47};
        says(
                distance(near, near),
                "VBPR: with alignment the distance between the lines goes from 0.5000 to 0.2500 (-50 %) for users and from"
                        + " 0.5000 to 0.2500 (-50 %) for items.");
        says(distance(near, near), claim + "holds here.");
        says(distance(near, far), claim + "does not hold here for BM3.");
        says(distance(far, far), claim + "does not hold here for VBPR, BM3.");
        says(distance(level, near), claim + "is not shown here for VBPR.");
        says(distance(level, far), claim + "does not hold here for BM3, and is not shown here for VBPR.");
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

    private static List<String> image(double none, double papers, double most) {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("image 0.0", users(none));
        values.put("image 0.3", users(papers));
        values.put("image 1.0", users(most));
        return Rq4Findings.image(points(values), List.of(0.0, 0.3, 1.0)).sentences();
    }

    @Test
    void bothModalitiesHelpIfAWeightBetweenIsBest() {
        String both = "The paper's finding, that both modalities together beat either alone, ";
        String papers = "The paper's best weight for the image, 0.3, ";
        says(image(0.1, 0.3, 0.2), papers + "is the best of the 3 tried here too.");
        says(image(0.1, 0.3, 0.2), both + "holds here.");
        says(image(0.4, 0.3, 0.2), both + "does not hold here: image 0.0 leaves one out.");
        assertTrue(
                image(0.4, 0.3, 0.2).get(1).startsWith(papers + "is 25.0 % below the best (p < 0.0001, significant)"),
                image(0.4, 0.3, 0.2).toString());
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
