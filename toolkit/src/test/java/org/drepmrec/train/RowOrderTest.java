package org.drepmrec.train;

import static org.drepmrec.train.SmallTrainings.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;

class RowOrderTest {

    /** Otherwise a checkpoint or stored run of one order would stand for the other, since the fingerprint knows no order. */
    @Test
    void filesWithTheSameRowsInAnotherOrderTrainAlike() {
        MultimodalDataset data = Tiny.shop(40, 30, 3, Modality.VISUAL);
        Interactions train = data.train();
        int[] backwards =
                IntStream.iterate(train.size() - 1, k -> k >= 0, k -> k - 1).toArray();
        MultimodalDataset other = MultimodalDataset.builder("tiny", data.users(), data.items())
                .train(new Interactions(
                        data.users(),
                        data.items(),
                        IntStream.of(backwards).map(train::user).toArray(),
                        IntStream.of(backwards).map(train::item).toArray()))
                .validation(data.validation())
                .test(data.test())
                .features(Modality.VISUAL, data.features(Modality.VISUAL))
                .build();
        assertEquals(data.fingerprint(), other.fingerprint());
        assertSameBits(trained(data), trained(other));
    }

    private static TrainedModel trained(MultimodalDataset data) {
        Graphs graphs = Graphs.builder(data).neighbors(3).build();
        return SmallTrainings.trainer("PyTorch", SmallTrainings.model(graphs), 2)
                .build()
                .fit();
    }
}
