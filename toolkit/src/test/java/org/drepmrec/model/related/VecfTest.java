package org.drepmrec.model.related;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.picture.PictureRegions;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.run.Setup;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.junit.jupiter.api.Test;

class VecfTest {

    private static final MultimodalDataset PLAIN = Tiny.shop(10, 16, 5, Modality.VISUAL, Modality.TEXTUAL);

    @Test
    void dataWithoutRegionsAreRefused() {
        Recommender.Builder<?> model = Vecf.builder(Graphs.builder(PLAIN).build());
        assertEquals(
                "VECF: found one row of numbers per item in [visual, textual] of data set tiny, expected features of several"
                        + " regions of each picture in one of them; give an .npy file of shape (items, regions, d), or cut pictures"
                        + " with PictureRegions or sample --regions",
                assertThrows(IllegalArgumentException.class, model::build).getMessage());
    }

    /** Regions of drawn pictures, bought by people with tastes: it must rank far better than at random. */
    @Test
    void itLearnsFromTheSampleShopsPictures() {
        MultimodalDataset shop = SampleShop.builder().users(400).items(150).build();
        MultimodalDataset cut = shop.replaced(Modality.VISUAL, PictureRegions.of(shop), "regions");
        assertEquals(16, cut.features(Modality.VISUAL).regions());
        TrainedModel trained = Setup.of(
                        cut, "VECF", Map.of("embeddingSize", "16", "epochs", "12", "batchSize", "512", "lr", "0.01"))
                .trainer()
                .engine("PyTorch")
                .quiet()
                .build()
                .fit();
        double found = trained.evaluator(Split.TEST)
                .build()
                .evaluate(trained.scorer())
                .asMap()
                .get("Recall@20");
        double random = 20.0 / 150;
        assertTrue(found > 1.5 * random, "Recall@20 " + found + ", at random " + random);
    }
}
