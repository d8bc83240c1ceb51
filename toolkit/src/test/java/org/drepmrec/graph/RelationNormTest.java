package org.drepmrec.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.drepmrec.data.Features;
import org.drepmrec.graph.similarity.Neighbors;
import org.drepmrec.sparse.Csr;
import org.junit.jupiter.api.Test;

class RelationNormTest {

    private static final Features THREE =
            FeatureShops.features(new float[] {3, 4}, new float[] {0, 5}, new float[] {1, 0});

    private static void assertGraph(RelationNorm norm, double[]... expected) {
        Csr graph = RelationGraph.of(Neighbors.search(THREE, 2, true), norm);
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                assertEquals(expected[r][c], graph.get(r, c), 1e-6, norm + " (" + r + ", " + c + ")");
            }
        }
    }

    @Test
    void neighborsAreOrderedByCosine() {
        Neighbors found = Neighbors.search(THREE, 2, true);
        assertArrayEquals(new int[] {0, 1}, found.of(0));
        assertArrayEquals(new int[] {1, 0}, found.of(1));
        assertArrayEquals(new int[] {2, 0}, found.of(2));
        assertArrayEquals(new float[] {1f, .6f}, found.similaritiesOf(2), 1e-6f);
    }

    @Test
    void rowSumIsTheMeanOfTheNeighbors() {
        assertGraph(RelationNorm.ROW_SUM, new double[] {.5, .5, 0}, new double[] {.5, .5, 0}, new double[] {.5, 0, .5});
    }

    @Test
    void rowColDividesByRootsOfKAndInDegree() {
        double three = 1 / Math.sqrt(2 * 3);
        double two = 1 / Math.sqrt(2 * 2);
        double one = 1 / Math.sqrt(2 * 1);
        assertGraph(RelationNorm.ROW_COL, new double[] {three, two, 0}, new double[] {three, two, 0}, new double[] {
            three, 0, one
        });
    }

    @Test
    void weightedKeepsCosinesBetweenOwnRowSums() {
        assertGraph(
                RelationNorm.WEIGHTED,
                new double[] {1 / 1.8, .8 / 1.8, 0},
                new double[] {.8 / 1.8, 1 / 1.8, 0},
                new double[] {.6 / Math.sqrt(1.6 * 1.8), 0, 1 / 1.6});
    }

    @Test
    void symmetrizeCountsAnEdgeInEitherDirection() {
        double threeTwo = 1 / Math.sqrt(3 * 2);
        assertGraph(
                RelationNorm.SYMMETRIZE,
                new double[] {1 / 3d, threeTwo, threeTwo},
                new double[] {threeTwo, 1 / 2d, 0},
                new double[] {threeTwo, 0, 1 / 2d});
    }

    @Test
    void weightedGivesNothingToRowsThatSumToZeroOrLess() {
        Features opposite = FeatureShops.features(new float[] {1, 0}, new float[] {-1, 0}, new float[] {0, 0});
        Csr graph = RelationGraph.of(Neighbors.search(opposite, 1, false), RelationNorm.WEIGHTED);
        assertArrayEquals(new double[3], graph.rowSums());
    }

    @Test
    void weightedSumOfTwoGraphsBlendsThem() {
        Csr eye = RelationGraph.of(Neighbors.search(THREE, 1, true), RelationNorm.ROW_SUM);
        Csr blend = eye.times(.1)
                .plus(RelationGraph.of(Neighbors.search(THREE, 2, true), RelationNorm.ROW_SUM)
                        .times(.9));
        assertEquals(.1 + .9 / 2, blend.get(2, 2), 1e-7);
        assertEquals(.9 / 2, blend.get(2, 0), 1e-7);
    }

    @Test
    void moreNeighborsThanRowsAreRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> Neighbors.search(THREE, 3, false))
                .getMessage();
        assertTrue(message.contains("found 3, expected 1 to 2 (3 rows"), message);
        assertThrows(IllegalArgumentException.class, () -> Neighbors.search(THREE, 0, true));
    }
}
