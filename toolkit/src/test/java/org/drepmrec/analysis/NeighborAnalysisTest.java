package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Representations;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class NeighborAnalysisTest {

    @Test
    void neighborsAreOrderedByCosineNotByProduct() {
        // cosines with (1,0): (10,10) .71, (1,.1) .995, (-1,0) -1, (0,0) 0
        Vectors v = new Vectors(5, 2, new float[] {1, 0, 10, 10, 1, 0.1f, -1, 0, 0, 0});
        assertArrayEquals(new int[] {2, 1, 4, 3}, v.nearest(new int[] {0}, 4)[0]);
    }

    @Test
    void neighborsOfManyQueriesAgreeWithSorting() {
        Features f = Tiny.features(150, 7, 3);
        Vectors v = Vectors.of(f);
        int[] all = Samples.of(150, 150, 0);
        int[][] near = v.nearest(all, 5);
        for (int q : all) {
            int[] sorted = Arrays.stream(all)
                    .filter(r -> r != q)
                    .boxed()
                    .sorted((a, b) -> Double.compare(v.cosine(q, v, b), v.cosine(q, v, a)))
                    .mapToInt(r -> r)
                    .limit(5)
                    .toArray();
            assertArrayEquals(sorted, near[q]);
        }
    }

    @Test
    void itemTableNamesTheNearest() {
        Table near = NearestNeighbors.items(TrainedRuns.FIRST, Space.BEHAVIOR, 3, 5);
        int first = near.intColumn("item").get(0);
        assertEquals("item " + first, near.stringColumn("title").get(0));
        Vectors v = Vectors.of(TrainedRuns.FIRST.representations(), Space.BEHAVIOR, Side.ITEM);
        double most = Arrays.stream(Samples.of(24, 24, 0))
                .filter(i -> i != 3)
                .mapToDouble(i -> v.cosine(3, v, i))
                .max()
                .orElseThrow();
        assertEquals(most, near.doubleColumn("cosine").get(0), 1e-6);
        assertThrows(
                IllegalArgumentException.class, () -> NearestNeighbors.items(TrainedRuns.FIRST, Space.BEHAVIOR, 24, 5));
    }

    @Test
    void userTableCountsInteractions() {
        Table near = NearestNeighbors.users(TrainedRuns.FIRST, Space.GENERAL, 0, 29);
        assertEquals(29, near.rowCount());
        assertEquals(4, near.intColumn("interactions").get(0));
    }

    @Test
    void overlapIsTheShareOfCommonNeighbors() {
        int[][] a = {{1, 2, 3, 4}, {5, 6, 7, 8}};
        int[][] b = {{4, 3, 9, 10}, {5, 6, 7, 8}};
        assertEquals((2 / 4d + 4 / 4d) / 2, NearestNeighbors.overlap(a, b));
    }

    @Test
    void overlapTableHasEverySpaceAndAUnitDiagonal() {
        Table t = NearestNeighbors.overlap(TrainedRuns.FIRST.representations(), TrainedRuns.DATA, 4, 10, 1);
        assertEquals(
                java.util.List.of("general", "behavior", "modal", "raw visual", "raw textual"),
                t.stringColumn("space").asList());
        assertEquals(1, t.doubleColumn("modal").get(2));
        assertEquals(t.doubleColumn("modal").get(1), t.doubleColumn("behavior").get(2));
    }

    @Test
    void linesThatSpeakOneLanguageFindTheSameItem() {
        Table between = NearestNeighbors.betweenLines(TrainedRuns.FIRST);
        Vectors behavior = Vectors.of(TrainedRuns.FIRST.representations(), Space.BEHAVIOR, Side.ITEM);
        Vectors modal = Vectors.of(TrainedRuns.FIRST.representations(), Space.MODAL, Side.ITEM);
        long first = Arrays.stream(Samples.of(24, 24, 0))
                .filter(i -> Arrays.stream(Samples.of(24, 24, 0))
                        .allMatch(j -> behavior.cosine(i, modal, j) <= behavior.cosine(i, modal, i) + 1e-6))
                .count();
        assertEquals(100 * first / 24d, between.doubleColumn("first %").get(0), 1e-9);
        assertEquals(100 / 24d, between.doubleColumn("first %").get(2), 1e-9);
        assertEquals(12.5, between.doubleColumn("median rank").get(2));
    }

    @Test
    void sideBySideHasAColumnForEverySpace() {
        Table t = NearestNeighbors.sideBySide(TrainedRuns.FIRST, 0, 3);
        assertEquals(
                NearestNeighbors.items(TrainedRuns.FIRST, Space.MODAL, 0, 3)
                        .stringColumn("title")
                        .asList(),
                t.stringColumn("modal").asList());
        assertTrue(t.containsColumn("raw textual"));
    }

    @Test
    void theRawFeaturesThemselvesAreRememberedWhole() {
        MultimodalDataset data = TrainedRuns.DATA.only(Modality.VISUAL);
        Features raw = data.features(Modality.VISUAL);
        float[] values = new float[(data.users() + data.items()) * 5];
        System.arraycopy(raw.values(), 0, values, data.users() * 5, raw.values().length);
        var line = new Representations.Line(values, 5);
        Representations same = new Representations(data.users(), data.items(), line, line, line);
        SimilarityMemory memory = SimilarityMemory.builder(
                        Graphs.builder(data).neighbors(4).build())
                .pairs(500)
                .neighbors(5)
                .build();
        assertEquals(1, memory.of(same).rankCorrelation(), 1e-4);
        assertEquals(1, memory.of(same).neighborOverlap(), 1e-12);
    }

    @Test
    void theBlendFollowsTheWeights() {
        var builder = SimilarityMemory.builder(TrainedRuns.GRAPHS).pairs(200).neighbors(5);
        Representations r = TrainedRuns.FIRST.representations();
        var visual = builder.weights(Map.of(Modality.VISUAL, 1.0)).build().of(r);
        var textual = builder.weights(Map.of(Modality.TEXTUAL, 1.0)).build().of(r);
        assertNotEquals(visual, textual);
        assertEquals(
                visual,
                builder.weights(Map.of(Modality.VISUAL, 1.0, Modality.TEXTUAL, 0.0))
                        .build()
                        .of(r));
    }

    @Test
    void usersAreComparedAmongASeededSample() {
        var builder = SimilarityMemory.builder(TrainedRuns.GRAPHS)
                .side(Side.USER)
                .nodes(12)
                .neighbors(3);
        Representations r = TrainedRuns.FIRST.representations();
        assertEquals(builder.build().of(r), builder.build().of(r));
        assertNotEquals(builder.seed(1).build().of(r), builder.seed(2).build().of(r));
        assertThrows(IllegalArgumentException.class, () -> builder.neighbors(12).build());
    }

    @Test
    void samplesAreDistinctAndPairsAreOfDifferentNodes() {
        assertEquals(10, Arrays.stream(Samples.of(50, 10, 1)).distinct().count());
        assertTrue(Arrays.stream(Samples.pairs(2, 100, 1)).allMatch(p -> p[0] + p[1] == 1));
    }
}
