package org.drepmrec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.similarity.Neighbors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighborSearchOptionTest {

    private static final MultimodalDataset DATA = FeatureShops.random(60, 40, 5);

    @TempDir
    Path folder;

    private static Graphs.Builder approximate() {
        return Graphs.builder(DATA).neighbors(4).search(NeighborSearch.APPROXIMATE);
    }

    private long entries() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void aSideOfManyNodesIsSearchedApproximately() {
        assertFalse(NeighborSearch.AUTO.approximates(50_000));
        assertTrue(NeighborSearch.AUTO.approximates(50_001));
        assertFalse(NeighborSearch.EXACT.approximates(50_001));
        assertTrue(NeighborSearch.APPROXIMATE.approximates(10));
        assertTrue(Graphs.builder(DATA)
                .neighbors(4)
                .build()
                .nearest(Side.USER, Modality.VISUAL)
                .approximation()
                .isEmpty());
    }

    @Test
    void manyUsersAreSearchedApproximatelyByDefault() {
        int users = NeighborSearch.EXACT_UP_TO + 1;
        int[][] pairs = new int[users][];
        for (int u = 0; u < users; u++) {
            pairs[u] = new int[] {u, u % 7};
        }
        Graphs graphs = Graphs.builder(FeatureShops.of(users, 7, pairs)
                        .features(Modality.TEXTUAL, FeatureShops.features(new float[7][2]))
                        .build())
                .neighbors(2)
                .build();
        assertTrue(graphs.nearest(Side.ITEM, Modality.TEXTUAL).approximation().isEmpty());
        assertTrue(graphs.nearest(Side.USER, Modality.TEXTUAL).approximation().isPresent());
        assertEquals(graphs.options().asMap(), graphs.decidingOptions());
    }

    @Test
    void otherFeaturesOfItemsAreSearchedByTheSameRule() {
        Features other = DATA.features(Modality.VISUAL);
        Neighbors exact = Graphs.builder(DATA).build().nearest(other, 4, false);
        assertTrue(exact.approximation().isEmpty());
        Graphs graphs = approximate().recall(0.9).build();
        Neighbors found = graphs.nearest(other, 4, false);
        assertTrue(found.approximation().orElseThrow().recall() >= 0.9);
        assertEquals(
                found.approximation(),
                Optional.ofNullable(graphs.approximations().get("computed items")));
        assertEquals(exact.of(3)[0], found.of(3)[0]);
    }

    @Test
    void whatIsApproximateIsSaid() {
        Graphs graphs = approximate().build();
        String how = "approximate, recall ";
        assertEquals("neighbors", graphs.summary().column(5).name());
        assertEquals("", graphs.summary().getString(0, "neighbors"));
        assertTrue(graphs.summary().getString(1, "neighbors").startsWith(how), graphs.summary()::print);
        assertEquals(4, graphs.approximations().size());
        assertTrue(graphs.approximations().get("visual users").toString().startsWith(how));
        Graphs exact = Graphs.builder(DATA).neighbors(4).build();
        assertEquals(5, exact.summary().columnCount());
        assertTrue(exact.approximations().isEmpty());
    }

    @Test
    void theCacheKnowsHowNeighborsWereFound() throws IOException {
        Neighbors exact =
                Graphs.builder(DATA).neighbors(4).cache(folder).build().nearest(Side.ITEM, Modality.VISUAL);
        assertEquals(1, entries());
        Neighbors found = approximate().cache(folder).build().nearest(Side.ITEM, Modality.VISUAL);
        assertEquals(2, entries());
        assertNotEquals(exact, found);
        assertEquals(found, approximate().cache(folder).build().nearest(Side.ITEM, Modality.VISUAL));
        assertEquals(2, entries());
        approximate().recall(0.9).cache(folder).build().nearest(Side.ITEM, Modality.VISUAL);
        assertEquals(3, entries());
    }

    @Test
    void optionsThatDecideNothingAreNotNamed() {
        Graphs small = Graphs.builder(DATA).neighbors(4).build();
        assertFalse(small.decidingOptions().containsKey("knn.search"));
        assertEquals(
                small.fingerprint(),
                Graphs.builder(DATA)
                        .neighbors(4)
                        .search(NeighborSearch.EXACT)
                        .recall(0.5)
                        .build()
                        .fingerprint());
        assertNotEquals(small.fingerprint(), approximate().build().fingerprint());
        assertNotEquals(
                approximate().build().fingerprint(),
                approximate().recall(0.5).build().fingerprint());
    }
}
