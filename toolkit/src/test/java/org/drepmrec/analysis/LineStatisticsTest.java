package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.drepmrec.graph.Side;
import org.drepmrec.model.Representations;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LineStatisticsTest {

    // user (1,0) | (0,2); items (3,4) | (6,8), (1,0) | (-2,0), (1,0) | (0,0)
    private static final Representations R =
            Runs.lines(new float[] {1, 0, 3, 4, 1, 0, 1, 0}, new float[] {0, 2, 6, 8, -2, 0, 0, 0});

    @Test
    void distanceIsOneMinusTheCosineOfTheLines() {
        assertEquals(1, LineStatistics.distance(R, Side.USER), 1e-12);
        assertArrayEquals(new double[] {0, 2, 1}, LineStatistics.distances(R, Side.ITEM), 1e-12);
        assertEquals((0 + 2 + 1) / 3d, LineStatistics.distance(R, Side.ITEM), 1e-12);
    }

    @Test
    void aModelWithOneLineHasNoDistance() {
        Representations one = new Representations(1, 1, Runs.line(1, 0, 0, 1), null, null);
        String message = assertThrows(IllegalArgumentException.class, () -> LineStatistics.distance(one, Side.ITEM))
                .getMessage();
        assertTrue(message.contains("behavior") && message.contains("[general]"), message);
    }

    @Test
    void normsAreEuclidean() {
        Table norms = LineStatistics.norms(R);
        Table items = norms.where(norms.stringColumn("line")
                .isEqualTo("modal")
                .and(norms.stringColumn("kind").isEqualTo("item")));
        assertEquals((10 + 2 + 0) / 3d, items.doubleColumn("mean").get(0), 1e-12);
        assertEquals(2, items.doubleColumn("median").get(0), 1e-12);
        assertEquals(0, items.doubleColumn("least").get(0), 1e-12);
        assertEquals(Math.sqrt((36 + 4 + 16) / 2d), items.doubleColumn("sd").get(0), 1e-12);
        assertEquals(6, norms.rowCount());
        assertEquals(
                5,
                LineStatistics.normsOf(R, Space.BEHAVIOR, Side.ITEM)
                        .doubleColumn("norm")
                        .get(0),
                1e-12);
    }

    @Test
    void alignmentIsTheSquaredDistanceOfUnitVectors() {
        // |(1,0) - (.6,.8)|^2 = .16 + .64; |(1,0) - (1,0)|^2 = 0
        var pairs = Tiny.pairs(1, 3, new int[] {0, 0}, new int[] {0, 1});
        assertEquals((0.16 + 0.64 + 0) / 2, LineStatistics.alignment(R, Space.BEHAVIOR, pairs), 1e-7);
    }

    @Test
    void uniformityOfOppositePointsIsMinusEight() {
        Representations opposite = new Representations(1, 2, Runs.line(0, 0, 5, 0, -1, 0), null, null);
        assertEquals(-2 * 4, LineStatistics.uniformity(opposite, Space.GENERAL, Side.ITEM, 50, 1), 1e-9);
        Representations same = new Representations(1, 2, Runs.line(0, 0, 5, 0, 1, 0), null, null);
        assertEquals(0, LineStatistics.uniformity(same, Space.GENERAL, Side.ITEM, 50, 1), 1e-9);
    }
}
