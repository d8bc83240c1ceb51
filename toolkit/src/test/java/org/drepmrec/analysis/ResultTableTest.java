package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.drepmrec.analysis.ResultTable.Mark;
import org.drepmrec.notebook.Rich;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    private static final double NAN = Double.NaN;

    private static final ResultTable TABLE = ResultTable.builder("a < b", "model", List.of("A", "B", "C", "D"))
            .measured("Recall", new double[] {0.1, 0.3, NAN, 0.2}, new double[] {0.01, NAN, NAN, 0.02})
            .measured("NDCG", new double[] {0.5, 0.5, 0.25, 0.25}, null)
            .plain("gain %", new double[] {1, -2, NAN, 0}, "%+.1f")
            .build();

    @Test
    void equalValuesShareTheirMarkAndMissingOnesHaveNone() {
        assertEquals(Mark.BEST, TABLE.mark("B", "Recall"));
        assertEquals(Mark.SECOND, TABLE.mark("D", "Recall"));
        assertEquals(Mark.NONE, TABLE.mark("A", "Recall"));
        assertEquals(Mark.NONE, TABLE.mark("C", "Recall"));
        assertEquals(Mark.BEST, TABLE.mark("A", "NDCG"));
        assertEquals(Mark.BEST, TABLE.mark("B", "NDCG"));
        assertEquals(Mark.SECOND, TABLE.mark("C", "NDCG"));
        assertEquals(Mark.NONE, TABLE.mark("A", "gain %"));
        assertEquals(Mark.NONE, TABLE.mark("A", "model"));
    }

    @Test
    void theBestRowIsThatOfTheGreatestValueAndTheFirstOfEquals() {
        assertEquals("B", TABLE.best("Recall"));
        assertEquals("A", TABLE.best("NDCG"));
        ResultTable empty = ResultTable.builder("t", "model", List.of("A"))
                .measured("Recall", new double[] {NAN}, null)
                .build();
        assertThrows(IllegalArgumentException.class, () -> empty.best("Recall"));
        assertThrows(IllegalArgumentException.class, () -> TABLE.best("Precision"));
    }

    @Test
    void numbersStayWholeAndTextIsMarked() {
        assertEquals(
                List.of("model", "Recall", "Recall sd", "NDCG", "gain %"),
                TABLE.numbers().columnNames());
        assertEquals(0.02, TABLE.numbers().doubleColumn("Recall sd").getDouble(3));
        assertEquals(
                List.of("0.1000 \u00b1 0.0100", "**0.3000**", "", "__0.2000 \u00b1 0.0200__"),
                TABLE.styled().stringColumn("Recall").asList());
        assertEquals(
                List.of("+1.0", "-2.0", "", "+0.0"),
                TABLE.styled().stringColumn("gain %").asList());
    }

    @Test
    void aNotebookShowsTheBestBoldAndTheSecondUnderlined() {
        String html = Rich.html(TABLE).orElseThrow();
        assertTrue(html.contains("<b>0.3000</b>"), html);
        assertTrue(html.contains("<u>0.2000 \u00b1 0.0200</u>"), html);
        assertTrue(html.contains("a &lt; b"), html);
    }

    @Test
    void columnsMustFitTheRows() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> ResultTable.builder("t", "model", List.of("A")).plain("x", new double[2], "%f"))
                .getMessage();
        assertEquals("column x: found 2 values and 1 deviations, expected 1, one for each row", message);
    }
}
