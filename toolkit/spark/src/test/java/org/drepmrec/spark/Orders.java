package org.drepmrec.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.own.OwnFiles;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;

/** Orders of a shop that was never there: popular and rare articles, repeated pairs, low ratings. */
final class Orders {

    private Orders() {}

    /** A CSV file with columns customer, article, stars and when. */
    static Path write(Path file, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("when;customer;stars;article\n");
        for (int r = 0; r < rows; r++) {
            double u = random.nextDouble();
            double i = random.nextDouble();
            text.append(1_600_000_000 + random.nextInt(5000) * 60L)
                    .append(";\"C-")
                    .append((int) (u * u * rows / 8))
                    .append("\"; ")
                    .append(1 + random.nextInt(5))
                    .append(";A-")
                    .append((int) (i * i * i * 200))
                    .append('\n');
        }
        Files.writeString(file, text);
        return file;
    }

    /** The data set of such a file. */
    static MultimodalDataset data(Path file) {
        return OwnFiles.builder("shop", file, "customer", "article")
                .core(3)
                .build()
                .read()
                .data();
    }

    /** A small model, saved and read again. */
    static TrainedModel model(MultimodalDataset data, Path folder) {
        Trainer.builder(Models.builder("BPR", Graphs.builder(data).build())
                        .embeddingSize(8)
                        .build())
                .engine("PyTorch")
                .epochs(2)
                .quiet()
                .build()
                .fit()
                .save(folder);
        return TrainedModel.load(folder, data);
    }
}
