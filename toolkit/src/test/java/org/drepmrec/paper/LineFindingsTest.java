package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import org.drepmrec.run.Shop;
import org.junit.jupiter.api.Test;

/** As {@link FindingsTest}: the two representations, their distance, their gradients, and what the modal one remembers. */
class LineFindingsTest {

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
        FindingsTest.says(
                figure5(seeds(0.3, -0.01, 0, 0.01), seeds(0.1, around), seeds(0.301, 0.01, 0.002, -0.009)),
                claim
                        + "is not shown here: of 3 seeds, the difference for general above behavior (+0.0020 ± 0.0195) is not"
                        + " told from 0 by a t-test at 5 %.");
        FindingsTest.says(
                figure5(seeds(0.2, 0), seeds(0.1, 0), seeds(0.3, 0)),
                claim + "holds here, by one seed; others may differ.");
        FindingsTest.says(
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
        FindingsTest.says(
                figure6(half, quarter),
                "At epoch 1 the distance of users between the lines is 0.5000 with the signal and 0.2500 without.");
        FindingsTest.says(
                figure6(half, quarter),
                claim + "holds here for users (+0.2500 ± 0.0100) and items (+0.2500 ± 0.0100), by 3 seeds.");
        FindingsTest.says(
                figure6(quarter, half),
                claim + "does not hold here for users (-0.2500 ± 0.0100) and items (-0.2500 ± 0.0100), by 3 seeds.");
        FindingsTest.says(
                figure6(half, new double[] {0.51, 0.49, 0.5}),
                claim
                        + "is not shown here: of 3 seeds, the difference for users (+0.0000 ± 0.0173) and items (+0.0000 ±"
                        + " 0.0173) is not told from 0 by a t-test at 5 %.");
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
        FindingsTest.says(
                course(0.5, 0.1, 0.15),
                "With the signal it is 0.5000 after epoch 1, lowest in epoch 2 (0.1000) and ends at 0.1500: it falls and"
                        + " levels out, as the paper's does.");
        FindingsTest.says(
                course(0.5, 0.1, 0.2, 0.3),
                "With the signal it is 0.5000 after epoch 1, lowest in epoch 2 (0.1000) and ends at 0.3000: after that it"
                        + " rises again, where the paper's levels out.");
        FindingsTest.says(
                course(0.1, 0.2, 0.3),
                "With the signal it is 0.1000 after epoch 1, lowest in epoch 1 (0.1000) and ends at 0.3000: it rises, where"
                        + " the paper's levels out.");
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
        FindingsTest.says(
                memory(more, less),
                "At epoch 1 the modal line keeps this share of the raw features' neighbors: 0.5000 with S3, 0.2500"
                        + " without.");
        FindingsTest.says(memory(more, less), claim + "holds here for " + both("+0.2500 ± 0.0000") + ", by 3 seeds.");
        FindingsTest.says(
                memory(less, more), claim + "does not hold here for " + both("-0.2500 ± 0.0000") + ", by 3 seeds.");
        String open = claim + "is not shown here: of 3 seeds, the difference for ";
        FindingsTest.says(
                memory(more, more), open + both("+0.0000 ± 0.0000") + " is not told from 0 by a t-test at 5 %.");
        FindingsTest.says(
                memory(new double[] {0.5001, 0.4998, 0.5002}, new double[] {0.5, 0.5, 0.5}),
                open + both("+0.0000 ± 0.0002") + " is not told from 0 by a t-test at 5 %.");
        FindingsTest.says(
                memory(new double[] {0.5}, new double[] {0.4}), claim + "holds here, by one seed; others may differ.");
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
        FindingsTest.says(
                distance(near, near),
                "VBPR: with alignment the distance between the lines goes from 0.5000 to 0.2500 (-50 %) for users and from"
                        + " 0.5000 to 0.2500 (-50 %) for items.");
        FindingsTest.says(distance(near, near), claim + "holds here.");
        FindingsTest.says(distance(near, far), claim + "does not hold here for BM3.");
        FindingsTest.says(distance(far, far), claim + "does not hold here for VBPR, BM3.");
        FindingsTest.says(distance(level, near), claim + "is not shown here for VBPR.");
        FindingsTest.says(distance(level, far), claim + "does not hold here for BM3, and is not shown here for VBPR.");
    }
}
