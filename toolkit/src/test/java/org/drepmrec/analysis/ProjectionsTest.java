package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.model.Representations;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ProjectionsTest {

    @Test
    void principalComponentsOfACrossAreItsArms() {
        // items on the line of (3,4)/5 at -10, 0, 10 and on the line of (4,-3)/5 at -1, 1
        Representations r =
                new Representations(0, 5, TrainedRuns.line(-6, -8, 0, 0, 6, 8, -0.8f, 0.6f, 0.8f, -0.6f), null, null);
        Table t = Projections.of("cross", r, ItemCatalogue.EMPTY).items().pca();
        assertArrayEquals(new double[] {-10, 0, 10, 0, 0}, t.doubleColumn("x").asDoubleArray(), 1e-5);
        assertArrayEquals(new double[] {0, 0, 0, -1, 1}, t.doubleColumn("y").asDoubleArray(), 1e-5);
    }

    @Test
    void fewerPointsThanDimensionsCanBeProjected() {
        float[] values = new float[4 * 8];
        Arrays.setAll(new Object[values.length], i -> {
            values[i] = i % 9 + (i * i) % 5;
            return null;
        });
        Representations r = new Representations(0, 4, new Representations.Line(values, 8), null, null);
        assertEquals(
                4, Projections.of("few", r, ItemCatalogue.EMPTY).items().pca().rowCount());
    }

    @Test
    void bothLinesOfTheSameSampleAreProjectedTogether() {
        Table t = Projections.of(TrainedRuns.FIRST).sample(6).pca();
        assertEquals(2 * 2 * 6, t.rowCount());
        Table items = t.where(t.stringColumn("kind").isEqualTo("item"));
        assertEquals(
                items.where(items.stringColumn("line").isEqualTo("modal"))
                        .intColumn("id")
                        .asList(),
                items.where(items.stringColumn("line").isEqualTo("behavior"))
                        .intColumn("id")
                        .asList());
        assertEquals(
                "item " + items.intColumn("id").get(0),
                items.stringColumn("title").get(0));
    }

    @Test
    void theSameSeedGivesTheSameTsne() {
        Projections p = Projections.of(TrainedRuns.FIRST).items();
        double[] once = p.seed(5).tsne(5, 60).doubleColumn("x").asDoubleArray();
        double[] other = p.seed(6).tsne(5, 60).doubleColumn("x").asDoubleArray();
        double[] again = p.seed(5).tsne(5, 60).doubleColumn("x").asDoubleArray();
        assertArrayEquals(once, again);
        assertEquals(48, once.length);
        org.junit.jupiter.api.Assertions.assertFalse(Arrays.equals(once, other));
    }

    @Test
    void tsneKeepsTwoFarGroupsApart() {
        float[] values = new float[40 * 2];
        for (int i = 0; i < 40; i++) {
            values[2 * i] = (i < 20 ? -100 : 100) + i % 5;
            values[2 * i + 1] = i % 7;
        }
        Representations r = new Representations(0, 40, TrainedRuns.line(values), null, null);
        Table t = Projections.of("groups", r, ItemCatalogue.EMPTY).items().tsne(5, 1000);
        Vectors plane = new Vectors(40, 2, new float[80]);
        for (int i = 0; i < 40; i++) {
            plane.values()[2 * i] = t.doubleColumn("x").get(i).floatValue();
            plane.values()[2 * i + 1] = t.doubleColumn("y").get(i).floatValue();
        }
        for (int i = 0; i < 40; i++) {
            int q = i;
            int nearest = java.util.stream.IntStream.range(0, 40)
                    .filter(j -> j != q)
                    .boxed()
                    .min(java.util.Comparator.comparingDouble(j -> Math.hypot(
                            plane.values()[2 * j] - plane.values()[2 * q],
                            plane.values()[2 * j + 1] - plane.values()[2 * q + 1])))
                    .orElseThrow();
            assertEquals(i < 20, nearest < 20);
        }
    }

    @Test
    void tooLargeAPerplexityIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Projections.of(TrainedRuns.FIRST).items().tsne(16, 10));
    }
}
