package org.drepmrec.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableHtmlTest {

    private static int count(String part, String html) {
        return html.split(part, -1).length - 1;
    }

    @Test
    void columnsWithoutAnyValueAreLeftOut() {
        DoubleColumn empty = DoubleColumn.create("sd", 2);
        String html = TableHtml.of(Table.create(
                "t",
                StringColumn.create("model", "a", "b"),
                DoubleColumn.create("x", new double[] {1.5, Double.NaN}),
                empty));
        assertFalse(html.contains(">sd<"), html);
        assertEquals(2, count("<th ", html));
        assertEquals(4, count("<td ", html));
        assertEquals(
                3,
                count(
                        "<th ",
                        TableHtml.of(Table.create(
                                "e", StringColumn.create("a"), IntColumn.create("b"), DoubleColumn.create("sd")))));
    }

    @Test
    void longTablesAreFolded() {
        Table table = Table.create(
                "long", IntColumn.create("n", IntStream.range(0, 100).toArray()));
        String html = TableHtml.of(table);
        assertTrue(html.contains(">9<") && html.contains(">95<"), html);
        assertFalse(html.contains(">10<") || html.contains(">94<"), html);
        assertTrue(html.contains("100 rows"), html);
        assertEquals(17, count("<td ", TableHtml.of(table, 10, 6)));
    }

    @Test
    void numbersKeepFourDigits() {
        assertEquals("0.1235", TableHtml.number(0.123456));
        assertEquals("12350", TableHtml.number(12345.6));
        assertEquals("3", TableHtml.number(3));
        assertEquals("1.235e-05", TableHtml.number(0.0000123456));
        assertEquals("NaN", TableHtml.number(Double.NaN));
    }

    @Test
    void metricsAndProbabilitiesHaveFourDecimalsAndADeviationStandsBehindItsMean() {
        String html = TableHtml.of(Table.create(
                "t",
                DoubleColumn.create("Recall@20", 0.5, 0.123456),
                DoubleColumn.create("Recall@20 sd", 0.01, Double.NaN),
                DoubleColumn.create("Recall@20 error", 0.001, 0.002),
                DoubleColumn.create("p (t-test, Holm)", 0.00001, 0.03127),
                DoubleColumn.create("other sd", 1.5, 2.5)));
        for (String shown :
                new String[] {">0.5000 \u00b1 0.0100<", ">0.1235<", ">0.0010<", ">&lt;0.0001<", ">0.0313<", ">2.5<"}) {
            assertTrue(html.contains(shown), shown + " in " + html);
        }
        assertFalse(html.contains(">Recall@20 sd<"), html);
        assertTrue(html.contains(">other sd<"), "not of a metric: " + html);
    }

    @Test
    void aColumnOfShortNumbersShowsThemInFullWithOneNumberOfDecimals() {
        String html = TableHtml.of(Table.create(
                "t",
                DoubleColumn.create("alpha", 0.01, 0.5, 0),
                DoubleColumn.create("share", 0.5, 0.123456, 1),
                DoubleColumn.create("lr", 0.00001, 0.5, Double.POSITIVE_INFINITY)));
        for (String shown : new String[] {">0.01<", ">0.50<", ">0.00<", ">0.1235<", ">1.000e-05<", ">\u221e<"}) {
            assertTrue(html.contains(shown), shown + " in " + html);
        }
        assertFalse(html.contains(">0.01000<"), html);
    }
}
