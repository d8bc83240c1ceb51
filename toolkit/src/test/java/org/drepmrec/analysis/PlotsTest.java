package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.train.EpochRecord;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PlotsTest {

    @Test
    void lossHasACurvePerTermAndTheTotalFirst() throws Exception {
        Chart chart = Plots.loss(TrainedRuns.FIRST);
        EpochRecord last = TrainedRuns.FIRST.epochs().get(3);
        assertEquals(last.losses().size(), chart.series().size());
        Series.Curve total = (Series.Curve) chart.series().get(0);
        assertEquals("total (weighted)", total.name());
        assertEquals(last.losses().get("total"), total.y()[3]);
        assertTrue(ChartTest.count(chart, "path") >= chart.series().size());
    }

    @Test
    void sharesOfTheLossAddUpToOneInEveryEpoch() {
        Chart chart = Plots.lossShares(TrainedRuns.FIRST);
        assertEquals(
                TrainedRuns.FIRST.epochs().get(0).losses().size() - 1,
                chart.series().size());
        for (int e = 0; e < 4; e++) {
            int epoch = e;
            assertEquals(
                    1, chart.series().stream().mapToDouble(s -> s.y()[epoch]).sum(), 1e-3);
        }
        EpochRecord last = TrainedRuns.FIRST.epochs().get(3);
        Table shares = LossShares.of(TrainedRuns.FIRST.provenance(), last);
        int signal = shares.stringColumn("term").asList().indexOf("sss.items");
        assertEquals(0.01, shares.doubleColumn("weight").get(signal));
        assertEquals(
                100 * 0.01 * last.losses().get("sss.items") / last.losses().get("total"),
                shares.doubleColumn("share %").get(signal),
                1e-9);
        assertTrue(shares.doubleColumn("share %").get(0)
                >= shares.doubleColumn("share %").get(1));
        EpochRecord strange =
                new EpochRecord(0, Map.of("bpr", 0.5, "other", 1.0, "total", 0.7), Map.of(), 0.1, 1, 1, true);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> LossShares.of(TrainedRuns.FIRST.provenance(), strange))
                .getMessage();
        assertTrue(message.contains("add up to 1.5, expected the recorded 0.7"), message);
    }

    @Test
    void onlyWidelySpreadPositiveTermsNeedALogarithm() {
        assertTrue(Plots.spread(1, 21));
        assertFalse(Plots.spread(1, 19));
        assertFalse(Plots.spread(0, 100));
    }

    @Test
    void metricMarksTheBestEpoch() {
        Chart chart = Plots.metric(TrainedRuns.FIRST, "Recall@20");
        EpochRecord best = TrainedRuns.FIRST.bestEpoch().orElseThrow();
        assertTrue(chart.title().endsWith(", validation"), chart.title());
        Series.Points star = (Series.Points) chart.series().get(1);
        assertEquals("best epoch: " + (best.epoch() + 1), star.name());
        assertEquals(best.epoch() + 1, star.x()[0]);
        assertEquals(1, ((Series.Curve) chart.series().get(0)).x()[0]);
        assertEquals(best.selection().get("Recall@20"), star.y()[0]);
        String message = assertThrows(IllegalArgumentException.class, () -> Plots.metric(TrainedRuns.FIRST, "Recall@7"))
                .getMessage();
        assertTrue(message.contains("Recall@20"), message);
    }

    @Test
    void barsCompareRunsSideBySide() {
        Chart chart = Plots.compare(Map.of("only", TrainedRuns.FIRST), "Recall@10", "NDCG@10");
        Series.Bars bars = (Series.Bars) chart.series().get(0);
        assertArrayEquals(
                new double[] {
                    TrainedRuns.FIRST.evaluation(Split.TEST).get(Metrics.RECALL, 10),
                    TrainedRuns.FIRST.evaluation(Split.TEST).get(Metrics.NDCG, 10)
                },
                bars.y());
        assertTrue(Double.isNaN(bars.error()[0]), "one run has no deviation");
    }

    @Test
    void errorBarsAreDeviationsOverSeeds() {
        Table runs = Table.create(
                "runs", StringColumn.create("model", "A", "A", "B"), DoubleColumn.create("Recall@20", 1, 3, 5));
        Chart chart = Plots.compare(runs, "Recall@20");
        Series.Bars a = (Series.Bars) chart.series().get(0);
        Series.Bars b = (Series.Bars) chart.series().get(1);
        assertEquals(Math.sqrt(2), a.error()[0], 1e-12);
        assertEquals(0.4, b.x()[0] - a.x()[0], 1e-12);
    }

    @Test
    void theLongTailDescends() {
        Series.Curve items =
                (Series.Curve) Plots.degrees(TrainedRuns.DATA).series().get(0);
        int last = items.x().length - 1;
        assertEquals(1, items.x()[0]);
        assertEquals(24, items.x()[last]);
        double interactions = items.y()[0];
        for (int i = 1; i <= last; i++) {
            double ranks = items.x()[i] - items.x()[i - 1];
            assertTrue(ranks == 1 || items.y()[i] == items.y()[i - 1], "what is left out lies on a level stretch");
            assertTrue(items.y()[i] <= items.y()[i - 1]);
            interactions += ranks * items.y()[i];
        }
        assertEquals(30 * 4, interactions);
    }

    @Test
    void projectionsAreColoredByACategory() throws Exception {
        Table t = Projections.of(TrainedRuns.FIRST).sample(5).pca();
        Chart chart = Plots.projection(t, "kind");
        assertEquals(2, chart.series().size());
        assertEquals(10, ((Series.Points) chart.series().get(0)).x().length);
        assertTrue(
                chart.notes().get(0).matches("PCA, \\d+ % of the variance, of rows as they are"),
                chart.notes().toString());
        assertEquals(
                java.util.List.of("5 items", "5 users"),
                chart.notes().stream().skip(1).sorted().toList());
        assertThrows(IllegalArgumentException.class, () -> Plots.projection(t, "color"));
    }

    @Test
    void linksJoinTheTwoRepresentationsOfANode() {
        Table t = Projections.of(TrainedRuns.FIRST).items().sample(5).pca();
        Series.Curve links =
                (Series.Curve) Plots.projectionWithLinks(t).series().get(0);
        assertEquals(5 * 3, links.x().length);
        assertEquals(t.doubleColumn("x").get(0), links.x()[0]);
        assertEquals(t.doubleColumn("x").get(5), links.x()[1]);
        assertTrue(Double.isNaN(links.x()[2]));
    }

    @Test
    void heatMapsTakeTheirCategoriesFromTheTable() throws Exception {
        Table t = Table.create(
                "grid",
                StringColumn.create("alpha", "0.1", "1"),
                DoubleColumn.create("0.01", 1, 2),
                DoubleColumn.create("0.1", 3, Double.NaN));
        Chart chart = Plots.heatMap(t, "beta", "Recall@20");
        assertEquals(java.util.List.of("0.01", "0.1"), chart.x().categories());
        assertEquals(
                java.util.List.of("1", "0.1"),
                chart.y().categories(),
                "from below, so that rows have the table's order");
        assertArrayEquals(new double[] {1, 3}, ((Series.Cells) chart.series().get(0)).z()[1]);
        assertTrue(chart.toSvg().contains(">3</text>")
                && chart.figure().asJavascript("p").contains("colorscale"));
        assertEquals(java.util.List.of("colors from 1 to 3"), chart.notes());
    }

    @Test
    void cellsShowFourDecimalsAndTheirDeviation() {
        Table t = Table.create("g", StringColumn.create("a", "1"), DoubleColumn.create("b", 0.32651));
        Table sd = Table.create("g", StringColumn.create("a", "1"), DoubleColumn.create("b", 0.004));
        Chart chart = Plots.heatMap(t, "beta", "Recall@20", sd);
        assertTrue(chart.toSvg().contains(">0.3265</text>") && chart.toSvg().contains(">\u00b1 0.0040</text>"));
        assertTrue(chart.figure().asJavascript("p").contains("'0.3265<br>\u00b1 0.0040'"));
        assertTrue(Plots.heatMap(t, "beta", "Recall@20").toSvg().contains(">0.3265</text>"));
    }

    /** The share of an item's neighbors that it shares with itself is 1 and would take half of the scale. */
    @Test
    void aDiagonalOfOnesIsGrayAndNotOnTheScale() {
        Table t = Table.create(
                "shared",
                StringColumn.create("space", "a", "b"),
                DoubleColumn.create("a", 1, 0.25),
                DoubleColumn.create("b", 0.2, 1));
        Chart chart = Plots.heatMap(t, "space", "share");
        assertEquals(java.util.List.of("colors from 0.2000 to 0.2500"), chart.notes());
        assertEquals(2, chart.toSvg().split("fill=\"" + SvgCells.SELF, -1).length - 1);
        String script = chart.figure().asJavascript("p");
        assertTrue(script.contains(SvgCells.SELF) && script.contains("'1.0000'"), script);
        assertTrue(script.contains("var trace0") && script.contains("var trace1"), "each has a name of its own");
    }

    @Test
    void histogramsOfOneMeasureHaveOneAxisAndTheColorOfTheirModality() {
        Table t = Table.create(
                "pairs",
                DoubleColumn.create("textual cosine", -0.5, 0),
                DoubleColumn.create("visual cosine", 0.5, 1),
                DoubleColumn.create("norm", 7, 9));
        Chart textual = Plots.histogram(t, "textual cosine", 2);
        Chart visual = Plots.histogram(t, "visual cosine", 2);
        assertEquals(Extent.of(textual, true).high(), Extent.of(visual, true).high(), 0.2);
        assertTrue(Extent.of(visual, true).low() <= -0.5
                && Extent.of(textual, true).high() < 2);
        assertEquals(Hues.ofModality("visual"), Looks.of(visual).color(0));
        assertEquals(Hues.ofModality("textual"), Looks.of(textual).color(0));
    }

    @Test
    void stepsThatAreNotToScaleAreToldAndMarked() throws Exception {
        double[] at = {0, 1, 2};
        Chart.Builder uneven = Chart.builder(
                        "t", Axis.categories("factor", java.util.List.of("0.0", "0.5", "2.0")), Axis.linear("y"))
                .curve("a", at, at);
        assertEquals(
                java.util.List.of("the steps of the horizontal axis are not to scale"),
                uneven.build().notes());
        assertEquals(3, ChartTest.count(uneven.build(), "circle"));
        assertTrue(uneven.build().figure().asJavascript("p").contains("lines+markers"));
        assertEquals(
                java.util.List.of(),
                Chart.builder("t", Axis.categories("factor", java.util.List.of("0.0", "0.5", "1.0")), Axis.linear("y"))
                        .curve("a", at, at)
                        .build()
                        .notes());
    }

    @Test
    void histogramsCountEveryValueOnce() {
        Bins bins = Bins.of(new double[] {0, 0.9, 1, 1.5, 4, Double.NaN}, 4);
        assertArrayEquals(new double[] {2, 2, 0, 1}, bins.counts());
        assertArrayEquals(new double[] {0.5, 1.5, 2.5, 3.5}, bins.middles());
        assertEquals(3, Bins.of(new double[] {7, 7, 7}, 3).counts()[1]);
        Table norms =
                LineStatistics.normsOf(TrainedRuns.FIRST.representations(), Space.MODAL, org.drepmrec.data.Side.ITEM);
        Series.Bars bars =
                (Series.Bars) Plots.histogram(norms, "norm", 6).series().get(0);
        assertEquals(24, java.util.Arrays.stream(bars.y()).sum());
        assertEquals(
                "norm: " + norms.name(), Plots.histogram(norms, "norm", 6).title(), "another column, another title");
    }
}
