package org.drepmrec.serve;

import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.stream.IntStream;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;

/** Small models to serve: users and items have ids of their own, some with commas, blanks and markup. */
final class ServedRuns {

    static final int USERS = 40;
    static final int ITEMS = 30;
    static final MultimodalDataset DATA = named(Tiny.shop(USERS, ITEMS, 3, Modality.VISUAL));
    static final TrainedModel KNN = fit("ItemKNN", 1, 999);

    private ServedRuns() {}

    static TrainedModel fit(String name, int epochs, long seed) {
        Graphs graphs = Graphs.builder(DATA).neighbors(3).build();
        return Trainer.builder(Models.builder(name, graphs).build())
                .engine("PyTorch")
                .device("cpu")
                .epochs(epochs)
                .batchSize(60)
                .learningRate(0.05)
                .seed(seed)
                .quiet()
                .build()
                .fit();
    }

    private static MultimodalDataset named(MultimodalDataset data) {
        MultimodalDataset.Builder b = MultimodalDataset.builder("a \"named\" shop", USERS, ITEMS)
                .train(data.train())
                .validation(data.validation())
                .test(data.test())
                .catalogue(new Catalogue())
                .ids(new OwnIds(
                        IntStream.range(0, USERS).mapToObj(u -> "C-" + u).toList(),
                        IntStream.range(0, ITEMS)
                                .mapToObj(i -> i % 3 == 0 ? "a," + i : "b&" + i + " <i>")
                                .toList()));
        data.modalities().forEach(m -> b.features(m, data.features(m)));
        return b.build();
    }

    /** Odd items have a title, the others a picture. */
    private static final class Catalogue implements ItemCatalogue {

        @Override
        public Optional<String> title(int item) {
            return item % 2 == 0 ? Optional.empty() : Optional.of("Thing <b>" + item);
        }

        @Override
        public Optional<BufferedImage> picture(int item) {
            return item % 2 == 0
                    ? Optional.of(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB))
                    : Optional.empty();
        }
    }
}
