package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.model.Representations;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ScoreTermsTest {

    /** A user with b = (1,2) and m = (3,4); items with b = (5,6) and m = (7,8), and of half the size. */
    private static final Representations R =
            TrainedRuns.lines(new float[] {1, 2, 5, 6, 2.5f, 3}, new float[] {3, 4, 7, 8, 3.5f, 4});

    private static MultimodalDataset bought(int... tested) {
        return MultimodalDataset.builder("one", 1, 2)
                .train(Tiny.pairs(1, 2))
                .validation(Tiny.pairs(1, 2))
                .test(Tiny.pairs(
                        1,
                        2,
                        Arrays.stream(tested).mapToObj(i -> new int[] {0, i}).toArray(int[][]::new)))
                .build();
    }

    @Test
    void aScoreIsTheSumOfFourProducts() {
        Table table = ScoreTerms.of(R, 0, 0);
        assertEquals(
                List.of(17.0, 23.0, 39.0, 53.0, 132.0),
                table.doubleColumn("value").asList());
        assertEquals("behavior \u00b7 modal", table.getString(1, 0), "user line first: (1,2) with (7,8)");
        assertEquals(
                (1 + 3) * (5 + 7) + (2 + 4) * (6 + 8),
                table.doubleColumn("value").get(4));
    }

    @Test
    void theModalLineIsTakenApartIntoItsModalities() {
        Map<Modality, Representations.Line> modalities = new LinkedHashMap<>();
        modalities.put(Modality.VISUAL, TrainedRuns.line(1, 1, 2, 2, 1, 1));
        modalities.put(Modality.TEXTUAL, TrainedRuns.line(2, 3, 5, 6, 2.5f, 3));
        Representations r = new Representations(1, 2, R.general(), R.behaviorLine(), R.modalLine(), modalities);
        Table table = ScoreTerms.byModality(r, 0, 0);
        assertEquals(
                List.of(
                        "behavior \u00b7 behavior",
                        "behavior \u00b7 visual",
                        "behavior \u00b7 textual",
                        "visual \u00b7 behavior",
                        "visual \u00b7 visual",
                        "visual \u00b7 textual",
                        "textual \u00b7 behavior",
                        "textual \u00b7 visual",
                        "textual \u00b7 textual",
                        "score (sum)"),
                table.stringColumn(0).asList());
        assertEquals(
                List.of(17.0, 6.0, 17.0, 11.0, 4.0, 11.0, 28.0, 10.0, 28.0, 132.0),
                table.doubleColumn("value").asList());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ScoreTerms.byModality(R, 0, 0))
                .getMessage()
                .contains("found no terms of modalities"));
    }

    @Test
    void ofARunTheTermsByModalityAddUpToThoseByLine() {
        Table lines = ScoreTerms.of(TrainedRuns.FIRST).table();
        Table modalities = ScoreTerms.byModality(TrainedRuns.FIRST).table();
        assertEquals(10, modalities.rowCount());
        double[] by = Tables.numbers(modalities, "purchases");
        double[] of = Tables.numbers(lines, "purchases");
        assertEquals(of[0], by[0], 1e-9);
        assertEquals(of[1], by[1] + by[2], 1e-6);
        assertEquals(of[2], by[3] + by[6], 1e-6);
        assertEquals(of[3], by[4] + by[5] + by[7] + by[8], 1e-6);
    }

    @Test
    void purchasesStandBesideOtherItemsOfTheirUsers() {
        Table table = ScoreTerms.of(R, bought(0), Split.TEST).table();
        assertEquals(
                List.of(17.0, 23.0, 39.0, 53.0, 132.0),
                table.doubleColumn("purchases").asList());
        assertEquals(
                List.of(8.5, 11.5, 19.5, 26.5, 66.0),
                table.doubleColumn("other items").asList());
        assertEquals(
                List.of(8.5, 11.5, 19.5, 26.5, 66.0),
                table.doubleColumn("difference").asList());
        assertEquals(100 * 8.5 / 66, table.doubleColumn("share %").get(0), 1e-9);
    }

    @Test
    void theSharesAreToldInTheirOrder() {
        assertEquals(
                "Of the difference between purchases and other items each term makes: modal \u00b7 modal 40 %, modal \u00b7"
                        + " behavior 30 %, behavior \u00b7 modal 17 %, behavior \u00b7 behavior 13 %.",
                ScoreTerms.of(R, bought(0), Split.TEST).findings().toString());
    }

    @Test
    void theChartShowsTheTable() {
        ScoreTerms terms = ScoreTerms.of(TrainedRuns.FIRST);
        List<Series> series = terms.chart().series();
        Table table = terms.table();
        assertArrayEquals(Tables.numbers(table, "purchases"), series.get(0).y());
        assertArrayEquals(Tables.numbers(table, "other items"), series.get(1).y());
        double[] bought = Tables.numbers(table, "purchases");
        assertEquals(bought[0] + bought[1] + bought[2] + bought[3], bought[4]);
        double[] scores = new double[TrainedRuns.DATA.test().size()];
        for (int p = 0; p < scores.length; p++) {
            scores[p] = score(
                    TrainedRuns.FIRST.representations(),
                    TrainedRuns.DATA.test().user(p),
                    TrainedRuns.DATA.test().item(p));
        }
        assertEquals(Arrays.stream(scores).average().orElseThrow(), bought[4], 1e-6);
        assertEquals(
                terms.table().print(), ScoreTerms.of(TrainedRuns.FIRST).table().print());
    }

    private static double score(Representations r, int user, int item) {
        return Vectors.of(r, Space.GENERAL, org.drepmrec.data.Side.USER)
                .dot(user, Vectors.of(r, Space.GENERAL, org.drepmrec.data.Side.ITEM), item);
    }

    @Test
    void whatIsNoSumOfLinesIsRefused() {
        Representations other = new Representations(1, 2, R.behaviorLine(), R.behaviorLine(), R.modalLine());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ScoreTerms.of(other, 0, 0))
                .getMessage()
                .contains("sum of the lines"));
        MultimodalDataset nothing = bought();
        assertThrows(IllegalArgumentException.class, () -> ScoreTerms.of(R, nothing, Split.TEST));
        MultimodalDataset everything = bought(0, 1);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ScoreTerms.of(R, everything, Split.TEST))
                .getMessage()
                .contains("nearly all items"));
    }
}
