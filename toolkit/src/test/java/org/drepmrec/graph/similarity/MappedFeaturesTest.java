package org.drepmrec.graph.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.FeatureShops;
import org.drepmrec.io.NpyMap;
import org.drepmrec.io.NpyWriter;
import org.drepmrec.io.Sha256;
import org.drepmrec.sparse.DenseProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is computed from features that stay in their file is what is computed from the same in memory, to the bit. */
class MappedFeaturesTest {

    private static final MultimodalDataset HEAP = FeatureShops.random(60, 40, 5);

    @TempDir
    Path folder;

    private MultimodalDataset mapped() {
        MultimodalDataset.Builder shop = MultimodalDataset.builder("tiny", HEAP.users(), HEAP.items())
                .train(HEAP.train())
                .validation(HEAP.validation())
                .test(HEAP.test());
        for (Modality modality : HEAP.modalities()) {
            Features all = HEAP.features(modality);
            Path file = folder.resolve(modality.fileName());
            NpyWriter.write(file, all.rows(), all.dimension(), all.values());
            Features mapped = new Features(NpyMap.above(0, file).orElseThrow());
            assertTrue(mapped.isMapped());
            assertArrayEquals(all.values(), mapped.values());
            assertEquals(
                    all.addTo(new Sha256()).hex(), mapped.addTo(new Sha256()).hex());
            shop.features(modality, mapped);
        }
        return shop.build();
    }

    @Test
    void neighborsAndTargetsAreTheSame() {
        MultimodalDataset mapped = mapped();
        for (long memory : new long[] {0, 1 << 20}) {
            Similarity a = new Similarity(HEAP, DenseProduct.JAVA, false, memory);
            Similarity b = new Similarity(mapped, DenseProduct.JAVA, false, memory);
            for (Side side : Side.values()) {
                int[] nodes = IntStream.of(7, 3, 3, 39, 0).toArray();
                double[] factors = {1, 2, 3, 4, 5};
                for (Modality modality : HEAP.modalities()) {
                    assertEquals(a.nearest(side, modality, 5, true), b.nearest(side, modality, 5, true));
                    assertEquals(
                            a.approximate(side, modality, 5, true, 0.9), b.approximate(side, modality, 5, true, 0.9));
                    assertArrayEquals(a.gram(side, modality, nodes), b.gram(side, modality, nodes));
                    assertArrayEquals(a.vectors(side, modality, nodes), b.vectors(side, modality, nodes));
                }
                Map<Modality, Double> weights = Map.of(Modality.VISUAL, 0.3, Modality.TEXTUAL, 0.7);
                assertArrayEquals(
                        a.blend(side, weights, Blend.Form.COSINES).products(nodes, factors),
                        b.blend(side, weights, Blend.Form.COSINES).products(nodes, factors));
            }
        }
    }

    /** More nodes than are multiplied at once, so that most products are mirrored. */
    @Test
    void productsOfManyNodesAreThoseOfFew() {
        MultimodalDataset shop = FeatureShops.random(700, 600, 6);
        Similarity similarity = new Similarity(shop, DenseProduct.JAVA, false, 0);
        for (Side side : Side.values()) {
            int[] all = IntStream.range(0, side.nodes(shop)).toArray();
            float[] products = similarity.gram(side, Modality.VISUAL, all);
            for (int[] pair : new int[][] {{0, 599}, {255, 256}, {300, 20}, {599, 511}, {512, 512}}) {
                float[] two = similarity.gram(side, Modality.VISUAL, pair);
                assertEquals(two[1], products[pair[0] * all.length + pair[1]]);
                assertEquals(two[1], products[pair[1] * all.length + pair[0]]);
            }
        }
    }
}
