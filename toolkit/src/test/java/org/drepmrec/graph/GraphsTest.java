package org.drepmrec.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class GraphsTest {

    private static final MultimodalDataset DATA = FeatureShops.random(40, 30, 1);

    @Test
    void defaultsAreTenNeighborsWithSelfAndTheirMean() {
        Graphs graphs = Graphs.builder(DATA).build();
        for (Side side : Side.values()) {
            float[] values = graphs.relation(side, Modality.VISUAL).values();
            float[] tenths = new float[10 * side.nodes(DATA)];
            Arrays.fill(tenths, .1f);
            assertArrayEquals(tenths, values);
            assertEquals(5, graphs.neighbors(side, Modality.VISUAL, 5)[0]);
        }
        assertSame(graphs.relation(Side.USER, Modality.VISUAL), graphs.relation(Side.USER, Modality.VISUAL));
    }

    @Test
    void optionsAreSetByKeyOrByMethodAlike() {
        Graphs byKey = Graphs.builder(DATA)
                .set("knn.item", "3")
                .set("knn.user", "4")
                .set("knn.includeSelf", "false")
                .set("graph.norm", "rowCol")
                .set("userFeature.normalizeItemsFirst", "true")
                .build();
        Graphs byMethod = Graphs.builder(DATA)
                .itemNeighbors(3)
                .userNeighbors(4)
                .includeSelf(false)
                .norm(RelationNorm.ROW_COL)
                .normalizeItemsFirst(true)
                .build();
        assertEquals(byKey.options().asMap(), byMethod.options().asMap());
        assertEquals(byKey.fingerprint(), byMethod.fingerprint());
        assertEquals(byKey.relation(Side.USER, Modality.TEXTUAL), byMethod.relation(Side.USER, Modality.TEXTUAL));
        assertEquals(
                byKey.options().asMap(),
                Graphs.builder(DATA).options(byKey.options()).build().options().asMap());
    }

    @Test
    void fingerprintFollowsContentAndOptions() {
        String base = Graphs.builder(DATA).build().fingerprint();
        assertEquals(64, base.length());
        assertEquals(
                base, Graphs.builder(FeatureShops.random(40, 30, 1)).build().fingerprint());
        assertNotEquals(
                base, Graphs.builder(FeatureShops.random(40, 30, 2)).build().fingerprint());
        assertNotEquals(base, Graphs.builder(DATA).neighbors(9).build().fingerprint());
        assertNotEquals(base, Graphs.builder(DATA.only(Modality.VISUAL)).build().fingerprint());
    }

    @Test
    void moreNeighborsThanNodesAreRefusedOnceTheyAreAskedFor() {
        assertRefused(
                Graphs.builder(DATA).itemNeighbors(31),
                Side.ITEM,
                "option knn.item: found 31, expected 1 to 30 (30 items in tiny); choose a smaller k");
        assertRefused(
                Graphs.builder(DATA).userNeighbors(40).includeSelf(false),
                Side.USER,
                "option knn.user: found 40, expected 1 to 39 (40 users in tiny, the node itself excluded);"
                        + " choose a smaller k");
    }

    private static void assertRefused(Graphs.Builder builder, Side side, String message) {
        Graphs graphs = builder.build();
        assertEquals(70, graphs.behavior().rows());
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> graphs.relation(side, Modality.VISUAL))
                        .getMessage());
    }

    @Test
    void fewerThanOneNeighborAndUnknownOptionsAreRefused() {
        Graphs.Builder builder = Graphs.builder(DATA);
        assertThrows(IllegalArgumentException.class, () -> builder.neighbors(0));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> builder.set("knn", "3"))
                .getMessage()
                .contains("knn.includeSelf, knn.item"));
    }

    @Test
    void withoutModalitiesOnlyBehaviorRemains() {
        Graphs graphs = Graphs.builder(DATA.only()).neighbors(1000).build();
        assertEquals(2 * DATA.train().size(), graphs.behavior().nonZeros());
        assertEquals(1, graphs.summary().rowCount());
        String message = assertThrows(IllegalArgumentException.class, () -> graphs.relation(Side.ITEM, Modality.VISUAL))
                .getMessage();
        assertTrue(message.contains("visual is not in tiny"), message);
    }

    @Test
    void summaryHasARowForEveryGraph() {
        Table table = Graphs.builder(DATA).neighbors(3).build().summary();
        assertEquals(5, table.rowCount());
        assertEquals("textual users", table.stringColumn("graph").get(4));
        assertEquals(40, table.intColumn("nodes").get(4));
        assertEquals(120, table.intColumn("edges").get(4));
        assertEquals(3.0, table.doubleColumn("mean degree").get(4));
        assertTrue(table.doubleColumn("seconds").min() >= 0);
    }

    @Test
    void interruptStopsBuildingAndItCanBeAskedAgain() {
        Graphs graphs = Graphs.builder(DATA).build();
        try {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> graphs.relation(Side.ITEM, Modality.VISUAL));
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(300, graphs.relation(Side.ITEM, Modality.VISUAL).nonZeros());
    }
}
