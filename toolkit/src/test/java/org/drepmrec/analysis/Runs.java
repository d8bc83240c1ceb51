package org.drepmrec.analysis;

import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Representations;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;

/** A few trained models and hand-made representations. */
final class Runs {

    static final MultimodalDataset DATA = Tiny.shop(30, 24, 1, Modality.VISUAL, Modality.TEXTUAL);
    static final Graphs GRAPHS = Graphs.builder(DATA).neighbors(4).build();
    static final TrainedModel FIRST = train(1);
    static final TrainedModel SECOND = train(2);

    private Runs() {}

    private static TrainedModel train(long seed) {
        return Trainer.builder(DRepMRec.builder(GRAPHS).embeddingSize(8).build())
                .engine("PyTorch")
                .device("cpu")
                .epochs(4)
                .batchSize(64)
                .learningRate(0.01)
                .seed(seed)
                .build()
                .fit();
    }

    /** One user and some items in two lines of size 2. */
    static Representations lines(float[] behavior, float[] modal) {
        float[] sum = new float[behavior.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = behavior[i] + modal[i];
        }
        return new Representations(1, sum.length / 2 - 1, line(sum), line(behavior), line(modal));
    }

    static Representations.Line line(float... values) {
        return new Representations.Line(values, 2);
    }
}
