package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {

    private static final double[] X = {0, 1, 2, 3};
    private static final double[] UP = {0, 1, 2, 3};
    private static final double[] DOWN = {3, 2, 1, 0};

    private static Chart.Builder chart() {
        return Chart.builder("t", Axis.linear("epoch"), Axis.linear("v"));
    }

    @Test
    void aThingKeepsItsColorInEveryChart() {
        Looks three = Looks.of(chart().curve("behavior", X, UP)
                .curve("modal line", X, DOWN)
                .curve("general (sum)", X, new double[] {1, 1, 1, 1})
                .build());
        Looks other = Looks.of(chart().curve("Popularity", X, DOWN)
                .curve("DRepMRec, general", X, UP)
                .curve("modal", X, new double[] {2, 2, 2, 2})
                .build());
        assertEquals(three.color(1), other.color(2));
        assertEquals(three.color(2), other.color(1));
        assertEquals(3, List.of(0, 1, 2).stream().map(other::color).distinct().count());
    }

    @Test
    void whatHasNoNameInTheTableIsGray() {
        Looks looks = Looks.of(chart().curve("without modal line", X, UP)
                .curve("behavior + factor x modal", X, DOWN)
                .build());
        assertEquals(Hues.NEUTRAL, List.of(looks.color(0), looks.color(1)));
        assertEquals(
                Hues.NEUTRAL.get(0),
                Looks.of(chart().curve("Recall@20", X, UP).build()).color(0));
    }

    @Test
    void aPartLessIsAPalerBarOfTheModelBeforeIt() {
        double[] at = {0};
        Chart chart = chart().add(new Series.Bars("DRepMRec", at, at, new double[0], 1))
                .add(new Series.Bars("without SSS", at, at, new double[0], 1))
                .add(new Series.Bars("without Alignment", at, at, new double[0], 1))
                .add(new Series.Bars("MGCN", at, at, new double[0], 1))
                .add(new Series.Bars("MGCN + BMA", at, at, new double[0], 1))
                .build();
        Looks looks = Looks.of(chart);
        assertEquals(List.of(Hues.PROPOSED, Hues.PROPOSED), List.of(looks.color(1), looks.color(2)));
        assertEquals(looks.color(3), looks.color(4));
        assertEquals(
                List.of("\u201cwithout a\u201d lies on a"),
                Looks.of(chart().curve("a", X, UP).curve("without a", X, UP).build())
                        .hidden());
        assertEquals(
                5,
                List.of(0, 1, 2, 3, 4).stream().map(looks::filling).distinct().count());
        assertEquals(looks.color(3), looks.filling(3));
        assertTrue(chart.figure().asJavascript("p").contains("marker: {color: '" + looks.filling(2)));
        assertTrue(chart.toSvg().contains("fill=\"" + looks.filling(2)));
    }

    @Test
    void theProposedModelIsSetApart() {
        Looks looks =
                Looks.of(chart().curve("MGCN", X, UP).curve("DRepMRec", X, DOWN).build());
        assertTrue(looks.width(1) > looks.width(0));
    }

    @Test
    void aCurveThatLiesOnAnotherIsDashed() {
        double[] almost = {0.001, 1.001, 2.001, 3.001};
        Chart chart = chart().curve("a", X, UP)
                .curve("b", X, almost)
                .curve("c", X, DOWN)
                .build();
        Looks looks = Looks.of(chart);
        assertEquals(List.of(0, 1, 0), List.of(looks.form(0), looks.form(1), looks.form(2)));
        assertTrue(chart.toSvg().contains("stroke-dasharray=\"6 4\""));
        assertTrue(chart.figure().asJavascript("p").contains("\"dash\" : \"dash\""));
        Looks apart = Looks.of(chart().curve("a", X, UP)
                .curve("b", X, new double[] {0.5, 1.5, 2.5, 3.5})
                .build());
        assertEquals(0, apart.form(1));
        assertEquals(List.of("b lies on a"), looks.hidden());
        assertEquals(List.of(), apart.hidden());
    }

    @Test
    void aLevelIsDashedAndTakesNoColor() {
        Looks looks = Looks.of(chart().add(Series.Curve.levels("popularity", 1, 1))
                .curve("a", X, UP)
                .build());
        assertEquals(Hues.FLOOR, looks.color(0));
        assertEquals(1, looks.form(0));
        assertTrue(looks.width(0) > 1);
        assertEquals(Hues.NEUTRAL.get(0), looks.color(1));
    }

    @Test
    void theFormTellsWhereColorsAreUsedUp() {
        Chart.Builder many = chart();
        for (int i = 0; i <= Hues.CATEGORIES.size(); i++) {
            many.curve("s" + i, X, new double[] {i, 2 * i, 30 - i, i});
        }
        Looks looks = Looks.of(many.build());
        assertEquals(looks.color(0), looks.color(Hues.CATEGORIES.size()));
        assertNotEquals(looks.form(0), looks.form(Hues.CATEGORIES.size()));
    }
}
