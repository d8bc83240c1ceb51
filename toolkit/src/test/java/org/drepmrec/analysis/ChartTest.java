package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {

    static Document parse(Chart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.toSvg())));
    }

    static int count(Chart chart, String element) throws Exception {
        return parse(chart).getElementsByTagName(element).getLength();
    }

    private static Chart.Builder chart() {
        return Chart.builder("A <title> & 'more' \"words\"", Axis.linear("epoch"), Axis.linear("loss"));
    }

    @Test
    void aLevelReachesOverAllCurves() {
        Chart chart = chart().curve("a", new double[] {1, 4}, new double[] {0, 3})
                .curve("b", new double[] {2, 9}, new double[] {0, 3})
                .build()
                .withLevel("floor", 0.5);
        Series.Curve level = (Series.Curve) chart.series().get(2);
        assertEquals(Series.Stroke.LEVEL, level.stroke());
        assertEquals(List.of(1.0, 9.0), Arrays.stream(level.x()).boxed().toList());
        assertEquals(List.of(0.5, 0.5), Arrays.stream(level.y()).boxed().toList());
    }

    @Test
    void bothPicturesCarryTitleAndLabels() throws Exception {
        Chart chart =
                chart().curve("a", new double[] {0, 1}, new double[] {0, 3}).build();
        String text = parse(chart).getDocumentElement().getTextContent();
        assertTrue(text.contains(chart.title()) && text.contains("epoch") && text.contains("loss"), text);
        String script = chart.figure().asJavascript("place");
        assertTrue(
                script.contains("'epoch'") && script.contains("'loss'") && script.contains("y: [\"0.0\",\"3.0\"]"),
                script);
        assertTrue(script.contains("A &lt;title&gt; &amp; \u2019more\u2019 \u201dwords\u201d"), script);
    }

    @Test
    void aCopyUnderAnotherTitleShowsTheSame() {
        Chart chart = chart().curve("a", new double[] {0, 1}, new double[] {0, 3})
                .size(500, 300)
                .build();
        Chart other = chart.titled("other");
        assertEquals("other", other.title());
        assertEquals(chart.toSvg(), other.titled(chart.title()).toSvg());
    }

    @Test
    void noTextCanEndTheScript() {
        String script = Chart.builder("</script>", Axis.categories("</script>", List.of("</script>")), Axis.linear("y"))
                .curve("</script>\"'\\", new double[] {0}, new double[] {1})
                .add(new Series.Points("p", new double[] {0}, new double[] {1}, List.of("</script>"), false))
                .build()
                .figure()
                .asJavascript("place");
        assertEquals(script.stripTrailing().length() - "</script>".length(), script.indexOf("</script>"));
        assertTrue(script.contains("name: \"&lt;/script&gt;&#34;&#39;\\\\\""), script);
    }

    /** Two ends and a stem for each, in both pictures, and room for them. */
    @Test
    void aCurveOverCategoriesHasErrorBars() throws Exception {
        double[] x = {0, 1};
        double[] y = {2, 3};
        Chart chart = overCategories(new Series.Curve("a", x, y, new double[] {0.5, 1}, Series.Stroke.VALUES));
        assertEquals(4, Extent.of(chart, false).high());
        assertEquals(1.5, Extent.of(chart, false).low());
        String script = chart.figure().asJavascript("place");
        assertTrue(
                Pattern.compile("error_y: \\{.*array: \\[\"?0\\.5\"?, ?\"?1\\.0\"?\\]")
                        .matcher(script)
                        .find(),
                script);
        // Another curve of the same extent, so that the grids are alike.
        Chart alike = overCategories(new Series.Curve("a", x, new double[] {1.5, 4}, Series.Stroke.VALUES));
        assertEquals(2 * 3, count(chart, "line") - count(alike, "line"), "a stem and two caps for each");
        assertThrows(
                IllegalArgumentException.class,
                () -> new Series.Curve("a", x, y, new double[] {1}, Series.Stroke.VALUES));
    }

    private static Chart overCategories(Series series) {
        return Chart.builder("t", Axis.categories("weight", List.of("0.1", "1")), Axis.linear("v"))
                .add(series)
                .build();
    }

    /** Of the five points the third has no deviation: two stretches remain, of two points each. */
    @Test
    void aCurveOverNumbersHasABand() throws Exception {
        Chart chart = chart().curve("a", new double[] {0, 1, 2, 3, 4}, new double[] {5, 5, 5, 6, 6}, new double[] {
                    1, 2, Double.NaN, 1, 1
                })
                .build();
        assertEquals(3, Extent.of(chart, false).low());
        assertEquals(7, Extent.of(chart, false).high());
        assertEquals(3, count(chart, "path"), "two areas and the curve");
        String script = chart.figure().asJavascript("place");
        assertEquals(2, script.split("fill: 'toself'", -1).length - 1);
        assertTrue(script.contains("y: [\"6.0\",\"7.0\",\"3.0\",\"4.0\"]"), script);
        assertTrue(!script.contains("error_y"), script);
    }

    @Test
    void anAxisThatDoesNotBeginAtZeroSaysSoUnderTheTitle() throws Exception {
        String note = "the vertical axis does not begin at 0";
        Chart cut = chart().curve("a", new double[] {0, 1}, new double[] {2, 3}).build();
        assertEquals(List.of(note), cut.notes());
        assertEquals(List.of("loss"), cut.heightLabel());
        assertTrue(parse(cut).getDocumentElement().getTextContent().contains(note));
        assertTrue(cut.figure().asJavascript("p").contains("<br><sub>" + note + "</sub>"));
        Chart whole =
                chart().curve("a", new double[] {0, 1}, new double[] {0, 3}).build();
        assertEquals(List.of(), whole.notes());
        Chart bars = chart().add(new Series.Bars("b", new double[] {0}, new double[] {3}, new double[0], 1))
                .curve("a", new double[] {0, 1}, new double[] {2, 3})
                .build();
        assertEquals(List.of(), bars.notes());
        Chart from0 = Chart.builder("t", Axis.linear("x"), Axis.linear("y").including(0))
                .curve("a", new double[] {0, 1}, new double[] {2, 3})
                .build();
        assertEquals(List.of(), from0.notes());
        assertEquals(0, Extent.of(from0, false).low());
        assertTrue(from0.figure().asJavascript("p").contains("range: "));
    }

    @Test
    void aChartSaysWhatItsErrorsAre() {
        double[] x = {0, 1};
        double[] y = {0, 3};
        String what = "standard deviation over seeds";
        Series curve = new Series.Curve("a", x, y, new double[] {1, 1}, Series.Stroke.VALUES);
        assertEquals(
                List.of("bands: " + what),
                chart().add(curve).errors(what).build().notes());
        Chart bars = chart().add(new Series.Bars("b", x, y, new double[] {1, Double.NaN}, 1))
                .errors(what)
                .note("other")
                .build();
        assertEquals(List.of("error bars: " + what, "other"), bars.notes());
        assertEquals(bars.notes(), bars.titled("t").notes());
        Series sure = new Series.Bars("b", x, y, new double[] {Double.NaN, 0}, 1);
        assertEquals(List.of(), chart().add(sure).errors(what).build().notes(), "one run has none");
    }

    @Test
    void curvesThatCannotBeSeenAreNamed() {
        double[] x = {0, 1};
        double[] y = {0, 3};
        assertEquals(
                List.of("inter.items lies on inter.users"),
                chart().curve("inter.users", x, y)
                        .curve("inter.items", x, y)
                        .build()
                        .notes());
    }

    /** Each word is there whole, and no line is longer than what it stands beside. */
    @Test
    void longNamesStandOnTwoLines() throws Exception {
        String name = "DREAM without S3, neighbor correlation";
        Chart chart = Chart.builder(
                        "t", Axis.linear("x"), Axis.linear("a label of the height that is far longer than the axis"))
                .curve(name, new double[] {0, 1}, new double[] {0, 3})
                .curve("b", new double[] {0, 1}, new double[] {3, 0})
                .build();
        String text = parse(chart).getDocumentElement().getTextContent();
        assertTrue(text.contains("DREAM without S3,") && text.contains("neighbor correlation"), text);
        assertTrue(chart.figure().asJavascript("p").contains("name: \"DREAM without S3,<br>neighbor correlation\""));
        assertEquals(2, chart.heightLabel().size());
        assertTrue(chart.rightMargin() >= 60 + 7 * "neighbor correlation".length());
        assertEquals(List.of("one two", "three", "four f\u2026"), Svg.lines("one two three four five", 7, 3));
        assertEquals(List.of("unbrea", "kable"), Svg.lines("unbreakable", 6, 2));
    }

    @Test
    void aLogarithmicAxisHasTheSameFewTicksInBothPictures() {
        Chart chart = Chart.builder("t", Axis.linear("x"), Axis.log("y"))
                .points("p", new double[] {1, 2}, new double[] {1, 1000})
                .build();
        assertTrue(chart.figure().asJavascript("p").contains("[\"1\",\"10\",\"100\",\"1000\"]"));
    }

    @Test
    void levelsOfDifferentHeightsDoNotJoin() {
        Series.Curve same = Series.Curve.levels("floor", 2, 2);
        assertEquals(List.of(-0.5, 0.5, 0.5, 1.5), boxed(same.x()));
        assertEquals(List.of(2.0, 2.0, 2.0, 2.0), boxed(same.y()));
        Series.Curve two = Series.Curve.levels("floor", 2, 3);
        assertEquals(List.of(-0.5, 0.5, 0.5, 0.5, 1.5), boxed(two.x()));
        assertEquals(List.of(2.0, 2.0, Double.NaN, 3.0, 3.0), boxed(two.y()));
    }

    private static List<Double> boxed(double... values) {
        return Arrays.stream(values).boxed().toList();
    }

    @Test
    void aGapInterruptsACurve() throws Exception {
        Chart chart = chart().curve("a", new double[] {0, 1, 2, 3, 4}, new double[] {1, 2, Double.NaN, 2, 3})
                .build();
        Element path = (Element) parse(chart).getElementsByTagName("path").item(0);
        assertEquals(2, path.getAttribute("d").chars().filter(c -> c == 'M').count());
        assertTrue(chart.figure().asJavascript("p").contains("[\"1.0\",\"2.0\",\"NaN\",\"2.0\",\"3.0\"]"));
    }

    @Test
    void aLogarithmicAxisLeavesOutWhatHasNoLogarithm() throws Exception {
        Chart chart = Chart.builder("t", Axis.linear("x"), Axis.log("y"))
                .points("p", new double[] {1, 2, 3, 4}, new double[] {0, 1, -5, 1000})
                .build();
        assertEquals(2, count(chart, "circle"));
        assertTrue(chart.figure().asJavascript("p").contains("type: 'log'"));
    }

    @Test
    void barsStandOnZeroWithErrorBars() throws Exception {
        Chart chart = Chart.builder("t", Axis.categories("metric", List.of("R", "N")), Axis.linear("v"))
                .add(new Series.Bars("m", new double[] {0, 1}, new double[] {2, 4}, new double[] {1, Double.NaN}, 0.5))
                .build();
        NodeList rects = parse(chart).getElementsByTagName("rect");
        double first = Double.parseDouble(((Element) rects.item(1)).getAttribute("height"));
        double second = Double.parseDouble(((Element) rects.item(2)).getAttribute("height"));
        assertEquals(2 / 4d, first / second, 1e-3);
        String script = chart.figure().asJavascript("p");
        assertTrue(script.contains("array: [1.0, NaN]") && script.contains("[\"R\",\"N\"]"), script);
    }

    @Test
    void pointersSeeTheTextOfAPoint() throws Exception {
        Chart chart = chart().add(
                        new Series.Points("p", new double[] {1}, new double[] {1}, List.of("Mug & <cup>"), false))
                .build();
        Element circle = (Element) parse(chart).getElementsByTagName("circle").item(0);
        assertEquals("Mug & <cup>", circle.getTextContent());
        assertTrue(chart.figure().asJavascript("p").contains("Mug &amp; &lt;cup&gt;"), "plotly text");
    }

    @Test
    void mismatchesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> chart().build());
        assertThrows(IllegalArgumentException.class, () -> chart().curve("a", new double[] {1, 2}, new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> Chart.builder(
                        "t", Axis.categories("a", List.of("1", "2")), Axis.categories("b", List.of("1")))
                .add(new Series.Cells("z", new double[][] {{1}}))
                .build());
    }

    @Test
    void longCategoriesGetRoom() throws Exception {
        Chart chart = Chart.builder(
                        "t", Axis.categories("a", List.of("1")), Axis.categories("b", List.of("a rather long name")))
                .add(new Series.Cells("z", new double[][] {{1}}))
                .build();
        assertTrue(parse(chart).getDocumentElement().getTextContent().contains("a rather long name"));
        assertTrue(
                chart.leftMargin() > 85 && chart.figure().asJavascript("p").contains("\"l\" : " + chart.leftMargin()));
    }

    /** Both pictures leave the same room, so that plotly cuts off no name. */
    @Test
    void namesThatDoNotLieFlatGetRoomBelow() {
        Chart flat = overCategories(new Series.Points("p", new double[] {0}, new double[] {1}, List.of(), false));
        assertEquals(60, flat.bottomMargin());
        Chart slanted = Chart.builder(
                        "t",
                        Axis.categories("a", List.of("a rather long name", "b", "c", "d", "e", "f", "g", "h", "i")),
                        Axis.linear("b"))
                .points("p", new double[] {0}, new double[] {1})
                .build();
        assertEquals(65 + (int) (3.7 * 18), slanted.bottomMargin());
        assertTrue(slanted.figure().asJavascript("p").contains("\"b\" : " + slanted.bottomMargin()));
    }

    @Test
    void ticksAreRoundNumbers() {
        assertEquals(
                List.of(0d, 0.05, 0.1, 0.15, 0.2, 0.25),
                Scale.of(false, 0, 0.26, 0, 100).ticks());
        assertEquals(
                List.of(-20d, 0d, 20d, 40d, 60d),
                Scale.of(false, -25, 75, 0, 100).ticks());
        assertEquals(
                List.of(0.01, 0.1, 1d, 10d), Scale.of(true, 0.005, 20, 0, 100).ticks());
        assertEquals(List.of(1d, 2d, 5d, 10d), Scale.of(true, 1, 10, 0, 100).ticks());
    }

    @Test
    void valuesLieBetweenTheEndsOfTheirScale() {
        assertEquals(25, Scale.of(false, 0, 4, 0, 100).at(1), 1e-9);
        assertEquals(50, Scale.of(true, 1, 100, 0, 100).at(10), 1e-9);
        assertEquals(50, Scale.of(false, 3, 3, 0, 100).at(3), 1e-9);
    }

    @Test
    void numbersAreShort() {
        assertEquals("0.05", Scale.text(0.05));
        assertEquals("\u22120.5", Scale.text(-0.5));
        assertEquals("2e\u22125", Scale.text(2e-5));
        assertEquals("3e6", Scale.text(3e6));
        assertEquals("1.5e10", Scale.text(1.5e10));
    }
}
