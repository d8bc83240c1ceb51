package org.drepmrec.graph.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.FeatureShops;
import org.drepmrec.graph.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeighborSearchTest {

    @ParameterizedTest
    @CsvSource({"1, true, false", "1, false, false", "5, true, false", "5, false, true", "20, true, true"})
    void neighborsAreThoseOfFullFeatureVectors(int k, boolean includeSelf, boolean normalizeItemsFirst) {
        MultimodalDataset data = FeatureShops.random(150, 90, 4);
        Graphs held = graphs(data, k, includeSelf, normalizeItemsFirst, Long.MAX_VALUE);
        Graphs blocked = graphs(data, k, includeSelf, normalizeItemsFirst, 0);
        for (Modality modality : data.modalities()) {
            for (Side side : Side.values()) {
                double[][] x = SlowSearch.vectors(data, side, modality, normalizeItemsFirst);
                for (int node = 0; node < x.length; node++) {
                    int[] expected = SlowSearch.nearest(x, node, k, includeSelf);
                    String what = side + " " + node + " " + modality;
                    assertArrayEquals(expected, held.neighbors(side, modality, node), what);
                    assertArrayEquals(expected, blocked.neighbors(side, modality, node), what + " in blocks");
                    float[] cosines = held.nearest(side, modality).similaritiesOf(node);
                    for (int r = 0; r < k; r++) {
                        assertEquals(SlowSearch.cosine(x[node], x[expected[r]]), cosines[r], 2e-6, what);
                    }
                }
            }
        }
    }

    @Test
    void severalBlocksOfUsersAndPanelsOfItemsFindNoWorseNeighbors() {
        MultimodalDataset data = FeatureShops.random(530, 1300, 5);
        Graphs held = graphs(data, 6, true, false, Long.MAX_VALUE);
        Graphs blocked = graphs(data, 6, true, false, 0);
        for (Modality modality : data.modalities()) {
            for (Side side : Side.values()) {
                double[][] x = SlowSearch.vectors(data, side, modality, false);
                for (int node = 0; node < x.length; node += 7) {
                    int[] best = SlowSearch.nearest(x, node, 6, true);
                    for (int r = 0; r < best.length; r++) {
                        double expected = SlowSearch.cosine(x[node], x[best[r]]);
                        String what = side + " " + node + " " + modality + " at rank " + r;
                        for (Graphs graphs : new Graphs[] {held, blocked}) {
                            int found = graphs.neighbors(side, modality, node)[r];
                            assertEquals(expected, SlowSearch.cosine(x[node], x[found]), 2e-6, what);
                        }
                    }
                }
            }
        }
    }

    private static Graphs graphs(MultimodalDataset data, int k, boolean self, boolean normalize, long memory) {
        return Graphs.builder(data)
                .neighbors(k)
                .includeSelf(self)
                .normalizeItemsFirst(normalize)
                .gramMemory(memory)
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 600})
    void itemsThatShareAVectorTieWhereverTheirBlocksLie(int items) {
        float[][] rows = new float[items][];
        for (int i = 0; i < items; i++) {
            rows[i] = i % 50 == 0 ? new float[] {.1f, .7f, .3f} : new float[] {i, 1, -i * .01f};
        }
        Neighbors found = Neighbors.search(FeatureShops.features(rows), 4, true);
        int last = (items - 1) / 50 * 50;
        assertArrayEquals(new int[] {last, 0, 50, 100}, found.of(last));
        assertArrayEquals(new int[] {100, 0, 50, 150}, found.of(100));
        assertArrayEquals(new float[] {1, 1, 1, 1}, found.similaritiesOf(last));
    }

    @Test
    void parallelVectorsDoNotPassTheItemItself() {
        float[][] rows = new float[100][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[] {.1f * (i + 1), .7f * (i + 1), .3f * (i + 1)};
        }
        Neighbors found = Neighbors.search(FeatureShops.features(rows), 3, true);
        for (int i = 0; i < rows.length; i++) {
            assertEquals(i, found.of(i)[0]);
        }
    }

    @Test
    void usersOfLookAlikeItemsTie() {
        Features visual = FeatureShops.features(
                new float[] {.3f, .1f}, new float[] {.3f, .1f}, new float[] {.3f, .1f}, new float[] {0, 1});
        MultimodalDataset data = FeatureShops.of(
                        4,
                        4,
                        new int[] {0, 0},
                        new int[] {1, 1},
                        new int[] {1, 2},
                        new int[] {2, 0},
                        new int[] {2, 1},
                        new int[] {2, 2},
                        new int[] {3, 3})
                .features(Modality.VISUAL, visual)
                .build();
        Graphs graphs = Graphs.builder(data).neighbors(3).build();
        assertArrayEquals(new int[] {2, 0, 1}, graphs.neighbors(Side.USER, Modality.VISUAL, 2));
        assertArrayEquals(new int[] {1, 0, 2}, graphs.neighbors(Side.USER, Modality.VISUAL, 1));
    }

    @Test
    void zeroVectorsHaveCosineZeroAndKeepTheirPlaceFirst() {
        Features features = FeatureShops.features(
                new float[] {-1, 0}, new float[] {0, 0}, new float[] {1, 0}, new float[] {0, 0}, new float[] {0, 1});
        Neighbors withSelf = Neighbors.search(features, 3, true);
        assertArrayEquals(new int[] {3, 0, 1}, withSelf.of(3));
        assertArrayEquals(new float[3], withSelf.similaritiesOf(3));
        assertArrayEquals(new int[] {2, 1, 3}, withSelf.of(2));
        assertArrayEquals(
                new int[] {0, 1, 2}, Neighbors.search(features, 3, false).of(3));
    }

    @Test
    void oppositeItemsCancelToAUserWithoutDirection() {
        Features features = FeatureShops.features(new float[] {.1f, .7f}, new float[] {-.1f, -.7f}, new float[] {1, 2});
        MultimodalDataset data = FeatureShops.of(
                        3, 3, new int[] {0, 0}, new int[] {0, 1}, new int[] {1, 2}, new int[] {2, 0})
                .features(Modality.VISUAL, features)
                .build();
        Neighbors users = Graphs.builder(data).neighbors(3).build().nearest(Side.USER, Modality.VISUAL);
        assertArrayEquals(new int[] {0, 1, 2}, users.of(0));
        assertArrayEquals(new float[3], users.similaritiesOf(0));
    }
}
