package org.drepmrec.graph.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.FeatureShops;
import org.drepmrec.graph.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTest {

    private static final MultimodalDataset DATA = FeatureShops.random(700, 90, 8);

    @ParameterizedTest
    @CsvSource({"ITEM, false", "USER, false", "USER, true"})
    void productsAndCosinesAreThoseOfFullVectors(Side side, boolean normalizeItemsFirst) {
        int[] nodes = new Random(3).ints(600, 0, side.nodes(DATA)).toArray();
        nodes[1] = nodes[0];
        for (long memory : new long[] {0, Long.MAX_VALUE}) {
            Similarity similarity = Graphs.builder(DATA)
                    .normalizeItemsFirst(normalizeItemsFirst)
                    .gramMemory(memory)
                    .build()
                    .similarity();
            for (Modality modality : DATA.modalities()) {
                double[][] x = SlowSearch.vectors(DATA, side, modality, normalizeItemsFirst);
                float[] products = similarity.gram(side, modality, nodes);
                float[] cosines = similarity.cosines(side, modality, nodes);
                for (int a = 0; a < nodes.length; a++) {
                    for (int b = 0; b < nodes.length; b += 7) {
                        int at = a * nodes.length + b;
                        assertEquals(SlowSearch.dot(x[nodes[a]], x[nodes[b]]), products[at], 1e-4);
                        assertEquals(SlowSearch.cosine(x[nodes[a]], x[nodes[b]]), cosines[at], 2e-6);
                    }
                }
            }
        }
    }

    @Test
    void wideFeaturesGoThroughTheGramMatrix() {
        Random random = new Random(9);
        float[][] rows = new float[60][700];
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextFloat();
            }
        }
        MultimodalDataset data = FeatureShops.random(700, 60, 9);
        MultimodalDataset wide = MultimodalDataset.builder("wide", 700, 60)
                .train(data.train())
                .validation(data.validation())
                .test(data.test())
                .features(Modality.VISUAL, FeatureShops.features(rows))
                .build();
        int[] users = random.ints(1100, 0, 700).toArray();
        float[] products = Graphs.builder(wide).build().similarity().gram(Side.USER, Modality.VISUAL, users);
        double[][] x = SlowSearch.vectors(wide, Side.USER, Modality.VISUAL, false);
        for (int a = 0; a < users.length; a += 3) {
            for (int b = 0; b < users.length; b += 5) {
                assertEquals(SlowSearch.dot(x[users[a]], x[users[b]]), products[a * users.length + b], 2e-3);
            }
        }
    }

    @Test
    void lengthsAreThoseOfFullVectors() {
        Similarity similarity = Graphs.builder(DATA).build().similarity();
        for (Side side : Side.values()) {
            double[][] x = SlowSearch.vectors(DATA, side, Modality.VISUAL, false);
            double[] norms = similarity.norms(side, Modality.VISUAL);
            for (int n = 0; n < x.length; n++) {
                assertEquals(Math.sqrt(SlowSearch.dot(x[n], x[n])), norms[n], 1e-5);
            }
        }
    }

    @Test
    void releasedMatricesAreComputedAgain() {
        Similarity similarity = Graphs.builder(DATA).build().similarity();
        float[] before = similarity.gram(Side.ITEM, Modality.TEXTUAL, new int[] {1, 2, 4});
        similarity.release();
        assertArrayEquals(before, similarity.gram(Side.ITEM, Modality.TEXTUAL, new int[] {1, 2, 4}));
    }
}
