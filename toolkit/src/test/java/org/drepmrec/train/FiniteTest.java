package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;

class FiniteTest {

    private static MultimodalDataset shop(float lastRow) {
        MultimodalDataset shop = Tiny.shop(20, 16, 3, Modality.VISUAL);
        float[] values = shop.features(Modality.VISUAL).values();
        for (int k = values.length - 5; k < values.length; k++) {
            values[k] *= lastRow;
        }
        return shop;
    }

    @Test
    void featuresOfAnySensibleScaleAreNotBlamed() {
        for (float scale : new float[] {0, 1e-6f, 1, 1e6f}) {
            assertEquals("lower the learning rate or the weights of the loss terms", Finite.remedy(shop(scale)));
        }
    }

    @Test
    void oneRowOutOfRangeIsNamed() {
        assertTrue(Finite.remedy(shop(1e30f)).matches("scale the visual features to about 1: .* is \\d\\.\\d+E30"));
        assertTrue(Finite.remedy(shop(1e-40f)).matches("scale the visual features to about 1: .* is \\d\\.\\d+E-40"));
    }

    @Test
    void aLossThatIsNotFiniteBlamesFeaturesOutOfRange() {
        MultimodalDataset shop = shop(1);
        float[] values = shop.features(Modality.VISUAL).values();
        for (int k = 0; k < values.length; k++) {
            values[k] *= 1e-40f;
        }
        Graphs graphs = Graphs.builder(shop).neighbors(3).build();
        Trainer trainer = Trainer.builder(
                        DRepMRec.builder(graphs).embeddingSize(4).build())
                .epochs(1)
                .build();
        String message = assertThrows(NotFiniteException.class, trainer::fit).getMessage();
        assertTrue(message.contains("scale the visual features"), message);
    }
}
