package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.model.Representations;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.MadeRuns;
import org.drepmrec.train.TrainedModel;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;

class ItemSpaceTest {

    private static final int USERS = 20;
    private static final int ITEMS = 120;
    private static final MultimodalDataset DATA = Tiny.shop(USERS, ITEMS, 1, Modality.TEXTUAL);
    private static final TrainedModel RUN = MadeRuns.of("Made", DATA, lines());

    private static Representations lines() {
        return new Representations(USERS, ITEMS, line(4, 1), line(4, 2), line(4, 3));
    }

    private static Representations.Line line(int size, long seed) {
        return new Representations.Line(Tiny.features(USERS + ITEMS, size, seed).values(), size);
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int c = 0; c < a.length; c++) {
            dot += a[c] * b[c];
            aa += a[c] * a[c];
            bb += b[c] * b[c];
        }
        return dot / Math.sqrt(aa * bb);
    }

    @Test
    void neighborsAreThoseOfASearchOverAllPairs() {
        // Not all items, so that numbers on the page differ from those in the data.
        int[] items = IntStream.range(0, ITEMS).filter(i -> i % 5 != 0).toArray();
        List<ItemSpace> spaces = ItemSpace.of(RUN, items);
        assertEquals(
                List.of("behavior", "modal", "general", "raw textual"),
                spaces.stream().map(ItemSpace::label).toList());
        Representations r = RUN.representations();
        List<Features> rows = List.of(
                new Features(ITEMS, 4, r.items(r.behaviorLine())),
                new Features(ITEMS, 4, r.items(r.modalLine())),
                new Features(ITEMS, 4, r.items(r.general())),
                DATA.features(Modality.TEXTUAL));
        for (int s = 0; s < spaces.size(); s++) {
            Features all = rows.get(s);
            for (int i = 0; i < items.length; i++) {
                float[] own = all.row(items[i]);
                int self = i;
                int[] expected = IntStream.range(0, items.length)
                        .filter(j -> j != self)
                        .boxed()
                        .sorted(Comparator.comparingDouble(j -> -cosine(own, all.row(items[j]))))
                        .limit(10)
                        .mapToInt(j -> j)
                        .toArray();
                assertArrayEquals(
                        expected, spaces.get(s).nearest(i, 10), spaces.get(s).label() + " of item " + i);
                float[] cosines = spaces.get(s).cosines(i, 10);
                for (int k = 0; k < 10; k++) {
                    assertEquals(cosine(own, all.row(items[expected[k]])), cosines[k], 1e-6);
                }
            }
        }
    }

    @Test
    void aSpaceOfOneNumberHasAPlane() {
        TrainedModel run = MadeRuns.of("Flat", DATA, new Representations(USERS, ITEMS, line(1, 4), null, null));
        ItemSpace space = ItemSpace.of(run, IntStream.range(0, ITEMS).toArray()).get(0);
        assertTrue(IntStream.range(0, ITEMS).allMatch(i -> space.pca().points()[i][1] == 0));
    }

    @Test
    void aColumnOfNumbersColorsByValueAndOneOfWordsByGroup() {
        ItemColoring.ByValue price =
                (ItemColoring.ByValue) ItemColorings.of(DoubleColumn.create("price", 3.0, Double.NaN, 1.0));
        assertArrayEquals(new double[] {3, Double.NaN, 1}, price.values());
        ItemColoring.ByGroup kind =
                (ItemColoring.ByGroup) ItemColorings.of(StringColumn.create("kind", "cup", "pot", null, "pot"));
        assertEquals(List.of("pot", "cup", "none"), kind.labels());
        assertArrayEquals(new int[] {1, 0, 2, 0}, kind.groups());
    }

    @Test
    void theSmallestOfManyGroupsShareAColor() {
        ItemColoring.ByGroup many = (ItemColoring.ByGroup) ItemColorings.of(StringColumn.create(
                "letter",
                IntStream.range(0, 100)
                        .mapToObj(i -> "" + (char) ('a' + Math.min(i % 20, 99 - i)))
                        .toList()));
        assertEquals(20, many.labels().size());
        assertEquals(12, many.colors().size());
        assertEquals(Hues.NEUTRAL.get(1), many.colors().get(11));
        assertEquals(19, IntStream.of(many.groups()).max().orElseThrow());
    }

    @Test
    void aRunIsColoredByClustersPopularityAndDistance() {
        List<String> names =
                ItemColorings.of(RUN).stream().map(ItemColoring::name).toList();
        assertEquals(
                List.of(
                        "clusters of general",
                        "clusters of behavior",
                        "clusters of modal",
                        "popularity in training",
                        "distance of the lines"),
                names);
        TrainedModel unlike =
                MadeRuns.of("Unlike", DATA, new Representations(USERS, ITEMS, line(4, 1), line(4, 2), line(3, 3)));
        assertEquals(4, ItemColorings.of(unlike).size(), "no distance between lines of different sizes");
    }
}
