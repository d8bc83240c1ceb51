package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.drepmrec.data.Modality;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;

/** Small trainings, and whether two gave the same bits. */
final class Runs {

    private Runs() {}

    static Graphs graphs(long seed) {
        return Graphs.builder(Tiny.shop(40, 30, seed, Modality.VISUAL, Modality.TEXTUAL))
                .neighbors(3)
                .build();
    }

    static Recommender model(Graphs graphs) {
        return DRepMRec.builder(graphs).embeddingSize(8).build();
    }

    /** Four batches an epoch; never stops early. */
    static Trainer.Builder trainer(String engine, Recommender model, int epochs) {
        return Trainer.builder(model)
                .engine(engine)
                .device(System.getProperty("drepmrec.device"))
                .epochs(epochs)
                .earlyStopping(1_000_000)
                .batchSize(50)
                .learningRate(0.02)
                .cutoffs(5)
                .quiet();
    }

    static void assertSameBits(TrainedModel a, TrainedModel b) {
        assertEquals(a.metricValues(), b.metricValues());
        assertEquals(a.stopReason(), b.stopReason());
        assertArrayEquals(
                a.representations().general().values(),
                b.representations().general().values());
        assertEquals(a.parameters().keySet(), b.parameters().keySet());
        a.parameters()
                .forEach((name, m) ->
                        assertArrayEquals(m.values(), b.parameters().get(name).values(), name));
        assertEquals(a.epochs().size(), b.epochs().size());
        for (int e = 0; e < a.epochs().size(); e++) {
            EpochRecord x = a.epochs().get(e);
            EpochRecord y = b.epochs().get(e);
            assertEquals(x.losses(), y.losses(), "epoch " + e);
            assertEquals(x.selection(), y.selection(), "epoch " + e);
            assertEquals(x.best(), y.best(), "epoch " + e);
        }
    }
}
