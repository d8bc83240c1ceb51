package org.drepmrec.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.drepmrec.data.Interactions;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.api.Test;

class BehaviorGraphTest {

    /** Degrees: users 2, 1, 0; items 2, 1, 0. */
    private static final Interactions TRAIN =
            FeatureShops.pairs(3, 3, new int[] {0, 0}, new int[] {0, 1}, new int[] {1, 0});

    @Test
    void edgesWeighTheInverseRootsOfBothDegrees() {
        Csr graph = BehaviorGraph.normalized(TRAIN, 0);
        assertEquals(6, graph.nonZeros());
        assertEquals(1 / Math.sqrt(2 * 2), graph.get(0, 3), 1e-7);
        assertEquals(1 / Math.sqrt(2 * 1), graph.get(0, 4), 1e-7);
        assertEquals(1 / Math.sqrt(1 * 2), graph.get(1, 3), 1e-7);
        assertEquals(graph, graph.transpose());
    }

    @Test
    void epsilonIsAddedToDegrees() {
        assertEquals(
                1 / Math.sqrt(2.5 * 1.5), BehaviorGraph.normalized(TRAIN, .5).get(0, 4), 1e-7);
    }

    @Test
    void isolatedNodesHaveEmptyRows() {
        Csr graph = BehaviorGraph.normalized(TRAIN, 1e-7);
        assertEquals(0, graph.degree(2));
        assertEquals(0, graph.degree(5));
    }

    @Test
    void userMeanAveragesTrainingItems() {
        Csr q = Graphs.builder(FeatureShops.of(3, 3, new int[] {0, 0}, new int[] {0, 1}, new int[] {1, 0})
                        .build())
                .build()
                .userMean();
        assertArrayEquals(new float[] {.5f, .5f, 1f}, q.values());
        assertEquals(0, q.degree(2));
    }
}
